using RlTrainer.Features;

namespace RlTrainer.Tests.Architecture.Costs;

/// <summary>What a feature costs: height of the bar.</summary>
internal static class RangeFeature
{
    public static Feature Feature { get; } = Feature.Of(
        "bar_height", (inputs, bar) => inputs.Bars.HighTicks[bar] - inputs.Bars.LowTicks[bar], unit: "ticks");
}
