namespace RlTrainer.Tests.Environments;

public sealed class ScalarAgreementTests
{
    [Fact]
    public void The_vectorised_environment_agrees_with_the_scalar_reference_at_every_step()
    {
        int steps = 0;
        for (ulong seed = 1; seed <= 60; seed++) steps += ScalarComparison.Of(Scenario.Of(seed), 250);
        Assert.Equal(60 * 250 * 3, steps);
    }
}
