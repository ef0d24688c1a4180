using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

/// <summary>A policy that trades ten contracts, judged by programmes that allow four.</summary>
public sealed class TradeScaleTests
{
    // +800 a day with ten contracts are +320 with four: 3,000 are reached on day 10, not on day 4.
    [Fact]
    public void A_pass_under_another_preset_counts_the_size_it_allows()
    {
        BarSeries bars = Journals.Bars(20);
        TradingJournal journal = TenContracts(Journals.Daily(bars, [.. Enumerable.Repeat(80_000L, 20)]));
        PassProbability four = PassProbability.Estimate(journal, bars, new RuleSet(), RulePresets.Parse("lucid-flex"), 1, out _)!;
        Assert.Equal((10.0, "20 of 20 trades larger than 4 count as 4"), (four.MedianDaysToPass.Value, four.Sizing));
        RuleSet tenAllowed = RulePresets.ApexLegacyTradovate with { MinimumDays = 0 };
        PassProbability ten = PassProbability.Estimate(journal, bars, new RuleSet(), tenAllowed, 1, out _)!;
        Assert.Equal((4.0, "as traded"), (ten.MedianDaysToPass.Value, ten.Sizing));
    }

    // Own tiers sized the trades while they were walked: nothing is scaled under the same rules.
    [Fact]
    public void Trades_of_the_walk_itself_stay_as_they_are() =>
        Assert.Equal(int.MaxValue,
            DayPath.MostContracts(RulePresets.ApexLegacyFunded, RulePresets.ApexLegacyFunded, Instrument.NQ));

    // Micros count a tenth: four minis are forty micros.
    [Fact]
    public void Micros_are_counted_in_their_own_contracts() =>
        Assert.Equal((4, 40), (Most(Instrument.NQ), Most(Instrument.MNQ)));

    // One trade of ten from bar 0 to bar 1: +1,000 and −500 inside bar
    // 0, +100 at its close, closed with +200 in bar 1. Four tenths.
    [Fact]
    public void Extremes_closes_and_balances_are_scaled_alike()
    {
        BarSeries bars = Journals.Bars(1, barsPerDay: 3);
        var journal = new TradingJournal();
        journal.Equity.Add(Point(0, 10_000, -50_000, 100_000, 0, Side.Long));
        journal.Equity.Add(Point(1, 20_000, 5_000, 30_000, 20_000, Side.Flat));
        journal.Equity.Add(Point(2, 20_000, 20_000, 20_000, 20_000, Side.Flat));
        journal.Trades.Add(Journals.TradeOf(0, 1, 20_000) with { Contracts = 10 });
        DayPath day = DayPath.Of(journal, bars, Journals.StartCents, 4)[0];
        Assert.Equal([40_000, 12_000], day.HighCents);
        Assert.Equal([-20_000, 2_000], day.LowCents);
        Assert.Equal([4_000, 8_000], day.CloseCents);
        Assert.Equal([0, 8_000], day.BalanceCents);
        Assert.Equal((8_000, 4), (day.Trades[0].Trade.NetCents, day.Trades[0].Trade.Contracts));
        DayPath whole = DayPath.Of(journal, bars, Journals.StartCents, 10)[0];
        Assert.Equal((100_000, -50_000, 20_000), (whole.HighestCents, whole.LowestCents, whole.PnlCents));
    }

    // Two trades, one of ten and one of two contracts: only the first is scaled, and the second adds to what it left.
    [Fact]
    public void A_small_trade_after_a_large_one_counts_whole()
    {
        BarSeries bars = Journals.Bars(1, barsPerDay: 4);
        var journal = new TradingJournal();
        journal.Equity.Add(Point(0, 0, 0, 0, 0, Side.Long));
        journal.Equity.Add(Point(1, 100_000, 0, 100_000, 100_000, Side.Flat));
        journal.Equity.Add(Point(2, 100_000, 100_000, 100_000, 100_000, Side.Long));
        journal.Equity.Add(Point(3, 90_000, 85_000, 100_000, 90_000, Side.Flat));
        journal.Trades.Add(Journals.TradeOf(0, 1, 100_000) with { Contracts = 10 });
        journal.Trades.Add(Journals.TradeOf(2, 3, -10_000) with { Contracts = 2 });
        DayPath day = DayPath.Of(journal, bars, Journals.StartCents, 4)[0];
        Assert.Equal((30_000, 25_000), (day.CloseCents[^1], day.LowCents[^1]));
    }

    private static int Most(Instrument instrument) =>
        DayPath.MostContracts(new RuleSet(), RulePresets.Parse("lucid-flex"), instrument);

    private static TradingJournal TenContracts(TradingJournal journal)
    {
        for (int index = 0; index < journal.Trades.Count; index++)
            journal.Trades[index] = journal.Trades[index] with { Contracts = 10 };
        return journal;
    }

    /// <summary>A point relative to the start balance, US cents.</summary>
    private static EquityPoint Point(int bar, long equity, long low, long high, long balance, Side side) => new(
        1, bar, Journals.StartCents + equity, Journals.StartCents + low, Journals.StartCents + high, Journals.StartCents
            + balance, 0, 0, side,
        side == Side.Flat ? 0 : 10, 0, 0);
}
