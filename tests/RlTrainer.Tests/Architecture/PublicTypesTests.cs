using RlTrainer.Market;

namespace RlTrainer.Tests.Architecture;

/// <summary>What the core promises to a caller: how many types.</summary>
public sealed class PublicTypesTests
{
    private static readonly Type[] Types = typeof(BarSeries).Assembly.GetExportedTypes();

    [Fact]
    public void The_core_has_no_more_public_types_than_the_list_says()
    {
        int allowed = Debts.Of("public types of the core");
        Assert.True(Types.Length <= allowed,
            $"The core has {Types.Length} public types, {allowed} are meant. Make internal what only the library uses.");
    }
}
