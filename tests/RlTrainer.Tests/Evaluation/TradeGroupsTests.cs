using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

public sealed class TradeGroupsTests
{
    // 100 bars a day from 09:30: bar 29 of a day starts 09:59, bar 30 at 10:00. Day 0 is a Monday.
    private static readonly BarSeries Bars = Journals.Bars(2, barsPerDay: 100, close: bar => 20_000 + bar % 2);
    private static readonly Trade[] Trades =
        [Journals.TradeOf(29, 33, 10_000), Journals.TradeOf(30, 35, -5_000, Side.Short), Journals.TradeOf(130, 140, 20_000)];

    [Fact]
    public void Trades_are_grouped_by_the_hour_of_their_entry() => Assert.Equal(
        [new TradeGroup("09:00", 1, 1, 10_000, 1), new TradeGroup("10:00", 2, 0.5, 15_000, 0.75)],
        TradeGroups.ByHour(Trades, Bars));

    [Fact]
    public void Trades_are_grouped_by_weekday_and_side_and_exit()
    {
        Assert.Equal(["Monday", "Tuesday"], TradeGroups.ByWeekday(Trades, Bars).Select(group => group.Key));
        Assert.Equal([("Long", 2), ("Short", 1)], TradeGroups.BySide(Trades, Bars).Select(group => (group.Key, group.Trades)));
        Assert.Equal([("Stop", 1), ("Target", 2)], TradeGroups.ByExit(Trades, Bars).Select(group => (group.Key, group.Trades)));
    }

    // Closes swing by one tick each bar: a path of 20 ticks and a net change of 0 or 1.
    [Fact]
    public void Trades_are_grouped_by_the_efficiency_of_the_move_before_them() => Assert.Equal(
        [("0 to 0.25", 3)], TradeGroups.ByEfficiency(Trades, Bars).Select(group => (group.Key, group.Trades)));
}
