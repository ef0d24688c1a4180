using RlTrainer.Environments;
using RlTrainer.Policies;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Policies;

public sealed class RewardHackingAuditTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<ExploiterScore> Scores = RewardHackingAudit.Run(RewardConfig.Shaped), Ordered = RewardHackingAudit.Run(RewardConfig.Ordered);

    [Theory]
    [InlineData("NQ, balanced")]
    [InlineData("micro, balanced")]
    [InlineData("micro, rising")]
    public void With_every_guard_on_every_exploiter_earns_less_than_the_trend_follower(string market)
    {
        ExploiterScore[] on = [.. Scores.Where(score => score.Guard == RewardHackingAudit.AllOn && score.Market == market)];
        foreach (ExploiterScore score in on) output.WriteLine(score.ToString());
        Assert.Equal(8, on.Length);
        Assert.True(on.Single(score => !score.IsExploiter) is { MeanReward: > 0, MeanNetUsd: > 0 });
        Assert.DoesNotContain(on, score => score.BeatsTrendFollower);
        Assert.Equal(0, on.Single(score => score.Policy == "always flat").MeanReward);
    }

    /// <summary>
    /// Where both sides pay alike nobody is paid more than the trend follower; where the market itself rises, only who earns more dollars is:
    /// a reward that keeps the order of profit cannot do otherwise.
    /// </summary>
    [Theory]
    [InlineData("NQ, balanced", 0)]
    [InlineData("micro, balanced", 0)]
    [InlineData("micro, rising", 2)]
    public void The_reward_that_keeps_the_order_pays_nobody_more_than_the_trend_follower_who_earns_less(string market, int richer)
    {
        ExploiterScore[] on = [.. Ordered.Where(score => score.Guard == RewardHackingAudit.AllOn && score.Market == market)];
        foreach (ExploiterScore score in on) output.WriteLine(score.ToString());
        ExploiterScore follower = on.Single(score => !score.IsExploiter);
        Assert.True(follower is { MeanReward: > 0, MeanNetUsd: > 0 });
        Assert.All(on, score => Assert.True(!score.BeatsTrendFollower || score.MeanNetUsd > follower.MeanNetUsd, score.ToString()));
        Assert.Equal(richer, on.Count(score => score.BeatsTrendFollower));
        Assert.Equal(0, on.Single(score => score.Policy == "always flat").MeanReward);
    }

    [Theory]
    [InlineData("differences", "always flat")]
    [InlineData("real tightening", "stop-jiggler")]
    [InlineData("partial by profit", "partial farmer")]
    [InlineData("costs", "trend churner")]
    [InlineData("side penalty", "one-sided, long")]
    public void With_a_guard_off_an_exploiter_wins(string guard, string exploiter)
    {
        ExploiterScore off = Scores.Single(score => score.Guard == guard && score.Policy == exploiter);
        Assert.True(off.BeatsTrendFollower, off.ToString());
        Assert.DoesNotContain(Scores, score => score.Market == off.Market && score.Guard == RewardHackingAudit.AllOn && score.Policy == exploiter && score.BeatsTrendFollower);
    }

    [Fact]
    public void Every_guard_of_the_reward_is_switched_off_once()
    {
        // Each switch of a term, the term against one-sided entries, which is a guard itself, and the costs, which are the instrument's.
        int guards = RewardTerm.BuiltIn.Sum(term => term.GetType().GetProperties().Count(property => property.CanWrite && property.PropertyType == typeof(bool))) + 2;
        Assert.Equal(guards, Scores.Select(score => score.Guard).Distinct().Count(guard => guard != RewardHackingAudit.AllOn));
    }

    [Fact]
    public void The_audits_verdicts_do_not_hang_on_its_seed()
    {
        foreach (ExploiterScore score in RewardHackingAudit.Run(RewardConfig.Shaped, seed: 3))
        {
            ExploiterScore first = Scores.Single(other => (other.Market, other.Guard, other.Policy) == (score.Market, score.Guard, score.Policy));
            if (score.Guard == RewardHackingAudit.AllOn) Assert.False(score.BeatsTrendFollower, score.ToString());
            else if (first.Policy is not ("stop-jiggler" or "partial farmer")) Assert.Equal(first.BeatsTrendFollower, score.BeatsTrendFollower);
        }
    }
}
