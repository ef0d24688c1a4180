using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

public sealed class MetricsFromJournalTests
{
    // Four days: +200, −100, 0 (no trade), +300 dollars.
    private static readonly BarSeries Bars = Journals.Bars(4);
    private static readonly EvaluationMetrics Four =
        MetricsFromJournal.Of(Journals.Daily(Bars, 20_000, -10_000, 0, 30_000), Bars, Journals.StartCents);

    [Fact]
    public void Profit_and_return_add_up_over_the_days()
    {
        Assert.Equal([20_000L, -10_000L, 0L, 30_000L], Four.Days.Select(day => day.PnlCents));
        Assert.Equal(400, Four.NetProfit.Value);
        Assert.Equal(0.8, Four.TotalReturnPercent.Value);          // 400 ÷ 50,000
    }

    // Mean 100, squared distances 100² + 200² + 100² + 200² = 100,000; deviation √(100,000/3) = 182.574; × √4 = 365.148.
    [Fact]
    public void The_standard_error_of_the_profit_comes_from_the_days() =>
        Assert.Equal(365.148, Four.NetProfitError.Value!.Value, 3);

    [Fact]
    public void Trade_figures_follow_their_definitions()
    {
        Assert.Equal(3, Four.Trades.Value);
        Assert.Equal(0.75, Four.TradesPerDay.Value);
        Assert.Equal(2.0 / 3, Four.WinRate.Value!.Value, 12);
        Assert.Equal(5, Four.ProfitFactor.Value);                  // 500 ÷ 100
        Assert.Equal(400.0 / 3, Four.Expectancy.Value!.Value, 12);
        Assert.Equal([2.0, -1.0, 3.0], Four.RMultiples);           // risk 20 ticks × 5 dollars = 100 dollars
        Assert.Equal(4.0 / 3, Four.MeanR.Value!.Value, 12);
        Assert.Equal(2, Four.MedianR.Value);
        Assert.Equal(0.5, Four.AdverseR.Value);                    // 10 of 20 ticks
        Assert.Equal(2, Four.FavorableR.Value);                    // 40 of 20 ticks
        Assert.Equal(86.0 / 120, Four.ExitQuality.Value!.Value, 12);   // gains before costs 42 − 18 + 62 of 3 × 40 ticks
        Assert.Equal(30, Four.Costs.Value);
        Assert.Equal(30.0 / 520, Four.CostShare.Value!.Value, 12); // winners before costs: 210 + 310
        Assert.Equal(9.0 / 40, Four.Exposure.Value!.Value, 12);    // 3 open bars a trade
        Assert.Equal(3, Four.BarsHeld.Value);
        Assert.Equal(1, Four.Coverage.Value);
    }

    // The bar that closes at 50,100 stood at 50,300 before, the next one fell to 49,700: 600 below the peak, 50,300. At closes
    // the fall would be 200, and the fall of the third bar, 50,000 − 49,650 at its own low, is measured from 50,300 too: 650.
    [Fact]
    public void The_drawdown_is_measured_from_the_highest_to_the_lowest_equity_inside_the_bars()
    {
        BarSeries bars = Journals.Bars(1, barsPerDay: 3);
        var journal = new TradingJournal();
        journal.Equity.Add(Journals.Point(
            0, 5_010_000, Side.Long) with
        { HighestEquityCents = 5_030_000, LowestEquityCents = 5_000_000 });
        journal.Equity.Add(Journals.Point(
            1, 4_990_000, Side.Long) with
        { HighestEquityCents = 5_010_000, LowestEquityCents = 4_970_000 });
        journal.Equity.Add(Journals.Point(
            2, 5_000_000, Side.Long) with
        { HighestEquityCents = 5_000_000, LowestEquityCents = 4_965_000 });
        EquityCurve curve = EquityCurve.Of(journal, Journals.StartCents);
        Assert.Equal([30_000L, 60_000L, 65_000L], curve.DrawdownCents());
        Assert.Equal((65_000L, 100.0 * 65_000 / 5_030_000),
            (Drawdown.Of(curve, bars).AmountCents, Drawdown.Of(curve, bars).Percent));
    }

    // The peak 50,200 of day 1 is left during day 2 and reached again on day 4: 2 trading days.
    [Fact]
    public void The_drawdown_has_an_amount_a_percentage_and_a_duration()
    {
        Assert.Equal(100, Four.MaximumDrawdown.Value);
        Assert.Equal(100.0 * 100 / 50_200, Four.MaximumDrawdownPercent.Value!.Value, 12);
        Assert.Equal(2, Four.DrawdownDays.Value);
        Assert.Equal(4, Four.RecoveryFactor.Value);
    }

    [Fact]
    public void Annualised_figures_are_refused_under_20_days()
    {
        Assert.Null(Four.Sharpe.Value);
        Assert.Equal("there are 4 test days and annualised figures need at least 20", Four.Sharpe.Reason);
        Assert.Equal(Four.Sharpe, Four.Sortino);
    }

    // Ten days of +100 and ten of −50 dollars: mean 25, sample deviation 75·√(20/19) = 76.9484; Sharpe 25/76.9484·√252 = 5.15752.
    // Downside √(10·50²/20) = 35.3553; Sortino 25/35.3553·√252 = 11.22497.
    [Fact]
    public void Sharpe_and_Sortino_are_annualised_from_days()
    {
        BarSeries bars = Journals.Bars(20);
        long[] profits = [.. Enumerable.Range(0, 20).Select(day => day % 2 == 0 ? 10_000L : -5_000L)];
        EvaluationMetrics metrics = MetricsFromJournal.Of(Journals.Daily(bars, profits), bars, Journals.StartCents);
        Assert.Equal(5.15752, metrics.Sharpe.Value!.Value, 5);
        Assert.Equal(11.22497, metrics.Sortino.Value!.Value, 5);
    }

    [Fact]
    public void A_journal_without_trades_gives_reasons_instead_of_numbers()
    {
        BarSeries bars = Journals.Bars(20);
        EvaluationMetrics flat = MetricsFromJournal.Of(Journals.Daily(bars, new long[20]), bars, Journals.StartCents);
        Assert.Equal("there were no trades", flat.ProfitFactor.Reason);
        Assert.Equal("every day had the same profit", flat.Sharpe.Reason);
        Assert.Equal("equity never fell below its peak", flat.RecoveryFactor.Reason);
        Assert.Equal(0, flat.NetProfit.Value);
        foreach (MetricDefinition metric in MetricDefinition.All)
            Assert.True(metric.Of(flat).Value is null or (> double.NegativeInfinity and < double.PositiveInfinity), metric.Key);
    }

    // Account 1 ends 50 dollars down after day 1, account 2 makes 100 dollars on day 2: together +50.
    [Fact]
    public void A_fresh_account_continues_the_curve_where_the_last_one_ended()
    {
        BarSeries bars = Journals.Bars(2, barsPerDay: 2);
        var journal = new TradingJournal();
        journal.Equity.AddRange([
            Journals.Point(0, 4_998_000), Journals.Point(1, 4_995_000), Journals.Point(2, 5_004_000, account: 2),
            Journals.Point(3, 5_010_000, account: 2)]);
        EvaluationMetrics metrics = MetricsFromJournal.Of(journal, bars, Journals.StartCents);
        Assert.Equal([-5_000L, 10_000L], metrics.Days.Select(day => day.PnlCents));
        Assert.Equal([4_998_000L, 4_995_000L, 4_999_000L, 5_005_000L], EquityCurve.Of(journal, Journals.StartCents).EquityCents);
    }

    [Fact]
    public void A_journal_of_other_bars_is_refused()
    {
        BarSeries bars = Journals.Bars(1);
        var journal = new TradingJournal();
        journal.Equity.Add(Journals.Point(10, 5_000_000));
        var error = Assert.Throws<ArgumentException>(() => MetricsFromJournal.Of(journal, bars, Journals.StartCents));
        Assert.Equal(
            "The journal has an equity point at bar 10 after one at bar -1; expected ascending bars below 10. "
            + "Give the journal together with the bars it was walked on.", error.Message);
    }

    [Fact]
    public void Every_metric_has_its_own_key_and_a_formula()
    {
        Assert.Equal(MetricDefinition.All.Count, MetricDefinition.All.Select(metric => metric.Key).Distinct().Count());
        Assert.All(MetricDefinition.All, metric => Assert.EndsWith(".", metric.Formula, StringComparison.Ordinal));
    }
}
