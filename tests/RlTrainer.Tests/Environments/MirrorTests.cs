namespace RlTrainer.Tests.Environments;

public sealed class MirrorTests
{
    [Fact]
    public void Negated_prices_with_sides_swapped_give_the_same_account_and_reward()
    {
        for (ulong seed = 1; seed <= 12; seed++) MirrorComparison.Of(Scenario.Of(seed, days: 3, withSeconds: false), 400);
    }
}
