using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Trading;

/// <summary>
/// Plays a script on bars written by hand: NQ (a tick is 5 dollars, slippage 1 tick, 2.50 a side), ATR 40 ticks, so that the
/// stop is 60 and the target 180 ticks away. Bar 0 is history, bar 1 the first decision. 10,000 ticks is the usual price.
/// </summary>
internal static class HandPlayed
{
    /// <summary>A bar around 10,000 that touches nothing.</summary>
    public static (int Open, int High, int Low, int Close) Quiet { get; } = (10000, 10005, 9995, 10000);

    public static EnvironmentConfig OneContract { get; } =
        EnvironmentConfig.Phase2 with { Contracts = 1, WindowBars = 1, EntryWindow = EntryWindow.Full };

    public static RuleSet NoDailyLimit { get; } = new() { DailyLoss = null };

    /// <summary>Plays a script; bars without an action are Hold. The first bar starts at 10:00.</summary>
    public static TradingJournal Play(
        (int Open, int High, int Low, int Close)[] bars, Dictionary<int, TradeAction> script, EnvironmentConfig? config = null,
        RuleSet? rules = null,
        int firstMinute = 600, BarSeries? seconds = null) =>
            Play(TestMarket.Day(Instrument.NQ, firstMinute, bars), script, config, rules, seconds);

    public static TradingJournal Play(
        BarSeries bars, Dictionary<int, TradeAction> script, EnvironmentConfig? config = null, RuleSet? rules = null,
        BarSeries? seconds = null, float atr = 40)
    {
        var journal = new TradingJournal();
        FeatureTable table = TestMarket.Table(bars, atr);
        config ??= OneContract;
        TradingEnvironments walk = TradingEnvironments.Walk(table, config, rules ?? NoDailyLimit, journal, seconds);
        float[] rewards = new float[1];
        var ends = new EpisodeEnd[1];
        for (walk.Reset(); !walk.WalkDone; walk.ResetEnded())
            walk.Step([config.Actions.IndexOf(script.GetValueOrDefault(walk.Snapshot(0).Bar))], rewards, ends);
        return journal;
    }

    /// <summary>A minute's seconds through the given prices, one second from each price to the next.</summary>
    public static BarSeries SecondsOf(BarSeries minutes, params (int Minute, int[] Path)[] paths)
    {
        var seconds = new List<Bar>();
        foreach ((int minute, int[] path) in paths)
            for (int leg = 0; leg + 1 < path.Length; leg++)
                seconds.Add(new Bar(
                    minutes.UtcSeconds[minute] + leg, minutes.EasternSeconds[minute] + leg, path[leg],
                    Math.Max(path[leg], path[leg + 1]),
                    Math.Min(path[leg], path[leg + 1]), path[leg + 1], 1));
        TradingDay day = minutes.Days[0] with { FirstBar = 0, EndBar = seconds.Count };
        return new BarSeries(
            minutes.Instrument, BarInterval.Second, "hand-written seconds", true, MarketBuilder.Columns(seconds), [day]);
    }
}
