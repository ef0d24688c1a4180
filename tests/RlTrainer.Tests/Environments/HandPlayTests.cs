using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

public sealed class HandPlayTests
{
    private static readonly BarSeries Bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 20)]);

    [Fact]
    public void A_hand_plays_bar_by_bar_and_every_step_is_recorded()
    {
        var hand = new HandPlay(TestMarket.Table(Bars), HandPlayed.OneContract, new RuleSet());
        Assert.Equal([TradeAction.Hold, TradeAction.Buy, TradeAction.Sell], hand.Legal);
        hand.HoldUntil(10, 5).Do(TradeAction.Buy).Hold(2).Do(TradeAction.Close).HoldWhileOpen();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], hand.Steps.Select(step => step.Bar));
        Assert.Equal((TradeAction.Buy, TradeAction.Close), (hand.Steps[4].Action, hand.Steps[7].Action));
        Assert.Equal([true, true, true, false, false, false, false, false, false], hand.Steps[4].Legal);
        // Bought at 10,001, sold at 9,999: −2 × 5 − 5 = −15.
        Assert.Equal((9, 4_998_500L, true), (hand.Now.Bar, hand.Now.EquityCents, hand.Now.Account.IsFlat));
        Assert.Equal([FillReason.Entry, FillReason.Close], hand.Journal.Fills.Select(fill => fill.Reason));
        Assert.Equal(hand.Steps[4].Reward, hand.Steps[4].Terms.Sum(term => term.Value), 6);
        Assert.All(hand.Steps.Take(4), step => Assert.Equal(0, step.Reward));
    }

    [Fact]
    public void An_illegal_action_is_refused_and_changes_nothing()
    {
        var hand = new HandPlay(TestMarket.Table(Bars), HandPlayed.OneContract, new RuleSet());
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => hand.Do(TradeAction.Close));
        Assert.Equal("Action 3 (Close) of environment 0 is illegal at bar 1; choose an action whose mask is 1.", error.Message);
        error = Assert.Throws<InvalidOperationException>(() => hand.Do(TradeAction.TrailOff));
        Assert.StartsWith("TrailOff is not an action of the set 'phase2' (Hold, Buy, Sell,", error.Message,
            StringComparison.Ordinal);
        Assert.Equal((1, 0), (hand.Now.Bar, hand.Steps.Count));
    }

    [Fact]
    public void A_play_goes_over_to_the_next_day_and_ends_with_the_last()
    {
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 2; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int minute = 600; minute < 610; minute++) builder.Add(minute, HandPlayed.Quiet);
        }
        var hand = new HandPlay(TestMarket.Table(builder.Build()), HandPlayed.OneContract, new RuleSet());
        hand.Hold(8);
        Assert.Equal((9, EpisodeEnd.Truncated, false), (hand.Now.Bar, hand.Now.End, hand.IsDone));
        hand.Hold(100);
        Assert.Equal((19, true, 17), (hand.Now.Bar, hand.IsDone, hand.Steps.Count));
        Assert.Equal("The last day of test bars is over; begin another play.",
            Assert.Throws<InvalidOperationException>(() => hand.Do(TradeAction.Hold)).Message);
    }
}
