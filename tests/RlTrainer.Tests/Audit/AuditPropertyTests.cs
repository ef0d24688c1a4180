using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Audit;

public sealed class AuditPropertyTests(ITestOutputHelper output)
{
    [Fact]
    public void Over_a_million_random_steps_the_auditor_agrees_to_the_cent_and_no_law_breaks()
    {
        var tally = new RunTally();
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => ScenarioRun.Of((ulong)seed, tally))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(720).WithReplay(20260101, 7));
        output.WriteLine(tally.ToString());
        Assert.True(tally.Steps >= 1_000_000, tally.ToString());
        Assert.True(tally is { ScalarSteps: > 5_000, MirrorSteps: > 5_000, ResetSteps: > 1_000 }, tally.ToString());
        (string What, long AtLeast)[] covered =
        [
            ("audit: fills", 10_000), ("reached: Drawdown", 30), ("reached: DailyLoss", 3), ("reached: Pass", 20),
            ("reached: Target", 5), ("reached: AccountRule", 5), ("reached: TimeLimit", 20), ("fills with fees", 1000),
            ("fills in micros", 100),
            ("entry: masked: an account rule", 50), ("equalities: limit reached to the cent", 2),
            ("market: clock changes", 100), ("market: early closes", 80), ("market: half days joined to the next", 10),
            ("market: holes of a minute or more", 1000),
            ("market: price gaps wider than the bar", 1000), ("market: with seconds", 100), ("actions: illegal, refused", 400),
            ("actions: illegal, held (masks off)", 1000), ("fill: FlatTime", 20), ("fill: Partial", 20), ("fill: Stop", 1000),
            ("fill: Target", 100), ("fill: Breach", 15),
            ("entry: masked: pacing limit", 1000), ("entry: masked: daily limit reached", 100),
            ("entry: fewer contracts: contract limit", 20),
        ];
        foreach ((string what, long atLeast) in covered)
            Assert.True(tally[what] >= atLeast, $"{what}: {tally[what]}, expected at least {atLeast}\n{tally}");
    }
}
