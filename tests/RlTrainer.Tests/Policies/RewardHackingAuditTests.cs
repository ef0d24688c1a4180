using RlTrainer.Environments;
using RlTrainer.Policies;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Policies;

public sealed class RewardHackingAuditTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<ExploiterScore> Scores = RewardHackingAudit.Run(RewardConfig.Shaped),
        Ordered = RewardHackingAudit.Run(RewardConfig.Ordered);

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
    /// Where both sides pay alike nobody is paid more than the trend follower; where the market itself
    /// rises, only who earns more dollars is: a reward that keeps the order of profit cannot do otherwise.
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
        Assert.All(on, score =>
            Assert.True(!score.BeatsTrendFollower || score.MeanNetUsd > follower.MeanNetUsd, score.ToString()));
        Assert.Equal(richer, on.Count(score => score.BeatsTrendFollower));
        Assert.Equal(0, on.Single(score => score.Policy == "always flat").MeanReward);
    }

    public static TheoryData<string, int, ulong> Shipped => new()
    {
        { "ordered", 1, 42 }, { "ordered", 2, 42 }, { "plain", 1, 42 }, { "plain", 2, 42 }, { "shaped", 1, 42 }, { "shaped", 2,
            42 },
        { "ordered", 1, 7 }, { "ordered", 2, 7 }, { "plain", 1, 7 }, { "plain", 2, 7 },
    };

    /// <summary>Every reward that ships, with the actions of both phases, on all three markets of the audit.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void No_reward_that_ships_pays_an_exploiter_more_than_the_trend_follower_for_earning_less(string name, int phase,
        ulong seed)
    {
        IReadOnlyList<ExploiterScore> scores = RewardHackingAudit.Run(RewardConfig.Named(name), seed, 40, phase == 1
            ? ActionSet.Phase1 : ActionSet.Phase2);
        ExploiterScore[] on = [.. scores.Where(score => score.Guard == RewardHackingAudit.AllOn)];
        foreach (ExploiterScore score in on) output.WriteLine(score.ToString());
        Assert.Equal(24, on.Length);
        Assert.All(on, score => Assert.False(score.IsPaidForLess, score.ToString()));
        Assert.All(on.Where(score => score.Policy == "always flat"), score => Assert.Equal(0.0, score.MeanReward));
        Assert.All(
            on.Where(score => !score.IsExploiter), follower => Assert.All(
                on.Where(score => score.Market == follower.Market && score.MeanNetUsd < 0), loser =>
                    Assert.True(loser.MeanReward < 0, loser.ToString())));
    }

    [Fact]
    public void Who_is_paid_more_and_earns_less_is_marked()
    {
        ExploiterScore flat = Scores.Single(score => score is { Guard: "differences", Policy: "always flat" });
        Assert.True(flat is { BeatsTrendFollower: true, IsPaidForLess: true }, flat.ToString());
        Assert.All(Scores, score => Assert.True(!score.IsPaidForLess || score.BeatsTrendFollower, score.ToString()));
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
        Assert.DoesNotContain(
            Scores, score => score.Market == off.Market && score.Guard == RewardHackingAudit.AllOn && score.Policy == exploiter
                && score.BeatsTrendFollower);
    }

    [Fact]
    public void Every_guard_of_the_reward_is_switched_off_once()
    {
        // Each switch of a term, the term against one-sided entries, which
        // is a guard itself, and the costs, which are the instrument's.
        int guards = RewardTerm.BuiltIn.Sum(
            term => term.GetType().GetProperties()
                .Count(property => property.CanWrite && property.PropertyType == typeof(bool))) + 2;
        Assert.Equal(guards, Scores.Select(score => score.Guard).Distinct().Count(guard => guard != RewardHackingAudit.AllOn));
    }

    [Fact]
    public void The_audits_verdicts_do_not_hang_on_its_seed()
    {
        foreach (ExploiterScore score in RewardHackingAudit.Run(RewardConfig.Shaped, seed: 3))
        {
            ExploiterScore first =
                Scores.Single(other => (other.Market, other.Guard, other.Policy) == (score.Market, score.Guard, score.Policy));
            if (score.Guard == RewardHackingAudit.AllOn) Assert.False(score.BeatsTrendFollower, score.ToString());
            else if (first.Policy is not ("stop-jiggler" or "partial farmer"))
                Assert.Equal(first.BeatsTrendFollower, score.BeatsTrendFollower);
        }
    }
}
