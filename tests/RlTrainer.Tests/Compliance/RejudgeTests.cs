using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Compliance;

/// <summary>Trades on NQ bars by hand: one tick of one contract is 5 dollars, 2.50 a side.</summary>
public sealed class RejudgeTests
{
    private static readonly BarSeries Bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 30)]);

    [Fact]
    public void The_same_trades_pass_one_programme_and_miss_the_minimum_days_of_another()
    {
        Trade[] trades = [Won(2, 3, 310_000)];
        Assert.Equal(AccountOutcome.Passed, Rejudge.Trades(trades, Bars, RulePresets.Original).Outcome);
        Rejudgement legacy = Rejudge.Trades(trades, Bars, RulePresets.ApexLegacy);
        Assert.Equal((AccountOutcome.Undecided, 1, 5_310_000L), (legacy.Outcome, legacy.TradedDays, legacy.EquityCents));
    }

    [Fact]
    public void A_loss_that_one_drawdown_survives_breaches_a_smaller_one()
    {
        Trade[] trades = [Won(2, 3, -210_000)];
        Assert.Equal(AccountOutcome.Undecided, Rejudge.Trades(trades, Bars, RulePresets.ApexLegacy).Outcome);
        Rejudgement intraday = Rejudge.Trades(trades, Bars, RulePresets.ApexIntraday);
        Assert.Equal((AccountOutcome.Breached, 3), (intraday.Outcome, intraday.Bar));
    }

    [Fact]
    public void A_soft_daily_limit_refuses_the_rest_of_the_day()
    {
        Rejudgement judged = Rejudge.Trades([Won(2, 3, -100_000), Won(5, 6, 400_000)], Bars, RulePresets.Original);
        Assert.Equal((AccountOutcome.Undecided, 1, 1, 1),
            (judged.Outcome, judged.PausedDays, judged.TradesCounted, judged.TradesRefused));
        Assert.Equal(4_900_000, judged.EquityCents);
    }

    [Fact]
    public void A_trade_larger_than_the_contract_limit_is_refused()
    {
        Trade large = Won(2, 3, 10_000) with { Contracts = 7 };
        Assert.Equal(1, Rejudge.Trades([large], Bars, RulePresets.ApexIntraday).TradesRefused);
        Assert.Equal(1, Rejudge.Trades([large], Bars, RulePresets.ApexLegacy).TradesCounted);
    }

    [Fact]
    public void Every_preset_answers_in_one_call()
    {
        IReadOnlyList<Rejudgement> all = Rejudge.UnderEveryPreset([Won(2, 3, 310_000)], Bars);
        RuleSet[] presets = [.. RulePresets.All.Where(preset => preset.StartCents == 5_000_000)];
        Assert.Equal(presets.Select(preset => preset.Name), all.Select(judged => judged.Preset));
        Assert.Equal(
            ["topstep-100k", "take-profit-trader-100k"],
            Rejudge.UnderEveryPreset([Won(2, 3, 310_000)], Bars, 10_000_000).Select(judged => judged.Preset)
                .Where(name => name.StartsWith('t')).OrderDescending());
        // One day made the whole profit: a consistency rule cannot be met.
        Assert.All(all.Zip(presets).Where(pair => pair.Second.Consistency is not null), pair =>
            Assert.Equal(AccountOutcome.Undecided, pair.First.Outcome));
    }

    [Fact]
    public void At_one_amount_a_breach_comes_before_the_daily_limit()
    {
        // Entry 10,000 with 2.50 commission. The bar falls to 9,900: 100 ticks × 5 = 500; 49,997.50 − 500 = 49,497.50.
        BarSeries bars = TestMarket.Day(
            Instrument.NQ, 600, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10000, 9900, 9900), HandPlayed.Quiet);
        Trade[] trades = [Won(2, 3, -10_000) with { AdverseTicks = 100, FavorableTicks = 0 }];
        RuleSet both = HandPlayed.NoDailyLimit with
        {
            Drawdown = new DrawdownRule(50_250),
            DailyLoss = new DailyLossRule(50_250)
        };
        Assert.Equal((AccountOutcome.Breached, 4_949_750L), Outcome(both));
        // the daily limit is nearer
        Assert.Equal((AccountOutcome.Undecided, 4_949_850L), Outcome(both with { DailyLoss = new DailyLossRule(50_150) }));
        // the threshold is nearer
        Assert.Equal((AccountOutcome.Breached, 4_949_850L), Outcome(both with { Drawdown = new DrawdownRule(50_150) }));

        (AccountOutcome, long) Outcome(RuleSet rules)
        {
            Rejudgement judged = Rejudge.Trades(trades, bars, rules);
            return (judged.Outcome, judged.EquityCents);
        }
    }

    [Fact]
    public void A_half_day_and_the_next_day_count_as_one_where_the_programme_says_so()
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday, 13 * 60, isEarly: true);
        for (int minute = 600; minute < 610; minute++) builder.Add(minute, HandPlayed.Quiet);
        for (int day = 1; day < 3; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int minute = 600; minute < 610; minute++) builder.Add(minute, HandPlayed.Quiet);
        }
        BarSeries bars = builder.Build();
        Trade[] trades = [Won(2, 3, 100_000), Won(12, 13, 100_000), Won(22, 23, 110_000)];
        RuleSet apart = HandPlayed.NoDailyLimit with { Consistency = new ConsistencyRule(0.5) },
            joined = apart with { HalfDaysMerge = true };
        // Apart: days of 1,000, 1,000 and 1,100: the best is 35 % of 3,100. Joined: days of 2,000 and 1,100: the best is 65 %.
        Rejudgement judged = Rejudge.Trades(trades, bars, apart), together = Rejudge.Trades(trades, bars, joined);
        Assert.Equal((AccountOutcome.Passed, 3), (judged.Outcome, judged.TradedDays));
        Assert.Equal((AccountOutcome.Undecided, 2), (together.Outcome, together.TradedDays));
        Assert.Equal((1_100.0 / 3_100, 2_000.0 / 3_100), (judged.BestDayShare, together.BestDayShare));
    }

    [Fact]
    public void A_trade_that_cannot_have_been_made_on_the_bars_is_refused_with_its_number()
    {
        Trade good = Won(2, 3, 100);
        (Trade Bad, string Fault)[] cases =
        [
            (good with { InitialStopTicks = -5 },
                "InitialStopTicks was -5, a stop on the wrong side of the entry; expected the distance from the entry to the "
                + "stop, at least 1 tick."),
            (good with { Side = Side.Flat }, "Side was Flat; expected Long or Short."),
            (good with { Contracts = 0 }, "Contracts was 0; expected at least 1."),
            (good with { ExitBar = 30 },
                "it lasted from bar 2 to bar 30; expected bars 0 to 29 of test bars, the exit not before the entry. Pass the "
                + "bars that the trades were made on."),
            (good with { EntryBar = 0, ExitBar = 1 },
                "its exit, bar 1, comes before that of the trade before it, bar 3; expected trades in the order of their exits."),
            (good with { AdverseTicks = -1 }, "its excursions were -1 ticks against it and 2 for it; expected both at least 0."),
        ];
        foreach ((Trade bad, string fault) in cases)
        {
            ArgumentException error =
                Assert.Throws<ArgumentException>(() => Rejudge.Trades([good, bad], Bars, RulePresets.Original));
            Assert.Equal($"Trade 2 of 2: {fault}", error.Message);
        }
    }

    [Fact]
    public void The_environments_own_trades_agree_with_the_environment_under_its_own_rules()
    {
        // 60 ticks and a tick of slippage lost on one contract: −305 − 5 = −310 dollars.
        TradingJournal journal = HandPlayed.Play(
            [HandPlayed.Quiet, HandPlayed.Quiet, HandPlayed.Quiet, (10000, 10001, 9900, 9905), HandPlayed.Quiet],
            new() { [1] = TradeAction.Buy });
        Rejudgement judged = Rejudge.Trades(journal.Trades, Bars, RulePresets.Original);
        Assert.Equal((4_969_000L, 4_969_000L), (judged.EquityCents, journal.Accounts[^1].EquityCents));
    }

    private static Trade Won(int entryBar, int exitBar, long netCents) => new(
        1, Side.Long, 1, entryBar, exitBar, 10000, 10000, 60, 180, netCents, 1500, 2, 2, FillReason.Close);
}
