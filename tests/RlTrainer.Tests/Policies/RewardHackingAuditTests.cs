using RlTrainer.Environments;
using RlTrainer.Policies;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Policies;

public sealed class RewardHackingAuditTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<ExploiterScore> Scores = RewardHackingAudit.Run(RewardConfig.Shaped);

    [Fact]
    public void With_every_guard_on_every_exploiter_earns_less_than_the_trend_follower()
    {
        foreach (ExploiterScore score in Scores) output.WriteLine(score.ToString());
        ExploiterScore[] on = [.. Scores.Where(score => score.Guard == "all on")];
        Assert.Equal(7, on.Length);
        Assert.True(on.Single(score => !score.IsExploiter) is { MeanReward: > 0, MeanNetUsd: > 0 });
        Assert.DoesNotContain(on, score => score.BeatsTrendFollower);
        Assert.Equal(0, on.Single(score => score.Policy == "always flat").MeanReward);
    }

    [Theory]
    [InlineData("differences off", "always flat")]
    [InlineData("real tightening off", "stop-jiggler")]
    [InlineData("partial by profit off", "partial farmer")]
    public void With_a_guard_off_an_exploiter_wins(string guard, string exploiter)
    {
        Assert.True(Scores.Single(score => score.Guard == guard && score.Policy == exploiter).BeatsTrendFollower);
    }
}
