using RlTrainer.Environments;
using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

/// <summary>What a rollout's report counts, by hand: two environments, three actions.</summary>
public sealed class EpisodeLedgerTests
{
    private static readonly LearnStatistics Learned = new(0.001, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, false);

    /// <summary>
    /// Three steps. The first environment decides (two legal actions), decides, has one legal action; its episode of 1 + 2
    /// + 3 ends truly at the third. The second has no choice at all, and its episode of −1 − 1 is cut at the second step.
    /// </summary>
    [Fact]
    public void Episodes_decisions_and_rewards_are_counted_and_begin_anew_with_the_next_report()
    {
        var ledger = new EpisodeLedger(2, 3);
        ledger.Add([1, 1, 0, 1, 0, 0], [1, 0], [1f, -1f], [EpisodeEnd.None, EpisodeEnd.None]);
        ledger.Add([1, 1, 1, 1, 0, 0], [2, 0], [2f, -1f], [EpisodeEnd.None, EpisodeEnd.Truncated]);
        ledger.Add([1, 0, 0, 1, 0, 0], [0, 0], [3f, 0.5f], [EpisodeEnd.Terminated, EpisodeEnd.None]);
        UpdateReport report = ledger.Close(7, 600, Learned, 0, default);
        Assert.Equal((7L, 600L, 2, 1), (report.Update, report.Steps, report.Episodes, report.Terminated));
        Assert.Equal((6.0 - 2.0) / 2, report.EpisodeReward);
        Assert.Equal((3 + 2) / 2.0, report.EpisodeLength);
        Assert.Equal([0.0, 0.5, 0.5], report.ActionShares);                       // of the two decisions, not of the six states
        Assert.Equal(2.0 / 6, report.DecisionShare);
        Assert.Equal(4.5 / 6, report.StepReward);
        Assert.Equal(6, report.Bars);
        Assert.Equal([0.0, 0.5], ledger.Rewards);                                 // what is under way goes on
        Assert.Equal([0, 1], ledger.Lengths);

        ledger.Add([1, 0, 0, 1, 0, 0], [0, 0], [0f, 0.5f], [EpisodeEnd.None, EpisodeEnd.Terminated]);
        report = ledger.Close(8, 602, Learned, 0, default);
        Assert.Equal((1, 1, 1.0, 2.0), (report.Episodes, report.Terminated, report.EpisodeReward, report.EpisodeLength));
        Assert.Equal([0.0, 0.0, 0.0], report.ActionShares);
        Assert.Equal(0.0, report.DecisionShare);
    }

    [Fact]
    public void Without_an_ended_episode_its_mean_is_no_number()
    {
        var ledger = new EpisodeLedger(1, 2);
        ledger.Add([1, 1], [1], [1f], [EpisodeEnd.None]);
        UpdateReport report = ledger.Close(1, 1, Learned, 0, default);
        Assert.Equal((0, double.NaN, double.NaN), (report.Episodes, report.EpisodeReward, report.EpisodeLength));
    }

    [Fact]
    public void A_step_from_decision_to_decision_counts_the_bars_it_spans()
    {
        var ledger = new EpisodeLedger(1, 2);
        ledger.Add([1, 1], [0], [2f], [EpisodeEnd.None], bars: [5]);
        ledger.Add([1, 1], [1], [4f], [EpisodeEnd.Truncated], bars: [7]);
        UpdateReport report = ledger.Close(1, 2, Learned, 0, default);
        Assert.Equal((12.0, 12L, 0.5), (report.EpisodeLength, report.Bars, report.StepReward));
        Assert.Equal(2.0 / 12, report.DecisionShare);
    }
}
