using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Columnar.Tests;

/// <summary>One series in one form.</summary>
/// <param name="Vendor">Whose form it is.</param>
/// <param name="Words">What is particular about it.</param>
/// <param name="File">The file's name.</param>
/// <param name="Content">The series in this form.</param>
/// <param name="Answers">What has to be said where the form asks; null where it tells everything.</param>
/// <param name="HasVolume">The form has the volume.</param>
public sealed record BarForm(
    string Vendor, string Words, string File, Func<byte[]> Content, ImportOptions? Answers = null, bool HasVolume = true)
{
    /// <summary>The series that every form holds: three whole trading days of ES minutes.</summary>
    public static BarSeries Series => ColumnarSeries.Bars;

    /// <inheritdoc/>
    public override string ToString() => $"{Vendor}: {Words}";
}
