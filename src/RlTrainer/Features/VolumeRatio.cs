using RlTrainer.Numerics;

namespace RlTrainer.Features;

/// <summary>Volume against its own recent mean.</summary>
internal static class VolumeRatio
{
    private const int Bars = 20;

    /// <summary>ln((volume + 1) / (mean volume of 20 bars + 1)).</summary>
    public static Feature Feature { get; } =
        new("volume_ratio", "log ratio", "ln((volume + 1) / (mean of 20 bars + 1))", Bars - 1, (inputs, column) =>
    {
        ReadOnlySpan<long> volumes = inputs.Bars.Volumes;
        long sum = 0;
        for (int bar = 0; bar < column.Length; bar++)
        {
            sum += volumes[bar] - (bar >= Bars ? volumes[bar - Bars] : 0);
            column[bar] = bar < Bars - 1 ? float.NaN : (float)PortableMath.Log((volumes[bar] + 1.0) / (sum / (double)Bars + 1.0));
        }
    });
}
