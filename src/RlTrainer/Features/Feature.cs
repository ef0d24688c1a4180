namespace RlTrainer.Features;

/// <summary>Fills one feature's column [bars]; entry t may use bars 0 to t only; NaN where the value is not known yet.</summary>
/// <param name="inputs">The bars and what several features share.</param>
/// <param name="column">[bars] to fill.</param>
public delegate void FeatureColumn(FeatureInputs inputs, Span<float> column);

/// <summary>One named column of numbers computed from bars.</summary>
/// <param name="Name">Its column name, lower case with underscores.</param>
/// <param name="Unit">The unit of its values, e.g. "ATR" or "0 to 100".</param>
/// <param name="Formula">The definition with its source, in one line.</param>
/// <param name="WarmUpBars">Index of the first bar at which the value is known.</param>
/// <param name="Fill">Computes the column.</param>
public sealed record Feature(string Name, string Unit, string Formula, int WarmUpBars, FeatureColumn Fill)
{
    /// <summary>A feature in one line: its value at each bar. Bars before <paramref name="warmUpBars"/> are left unknown.</summary>
    /// <param name="name">Its column name.</param>
    /// <param name="value">The value at bar t from the inputs; it may look at bars 0 to t only, which <see cref="FeatureSet.ProveCausal"/> checks.</param>
    /// <param name="warmUpBars">Index of the first bar at which the value is known.</param>
    /// <param name="unit">The unit of its values.</param>
    public static Feature Of(string name, Func<FeatureInputs, int, double> value, int warmUpBars = 0, string unit = "as defined")
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Feature(name, unit, "defined by the caller", warmUpBars, (inputs, column) =>
        {
            column[..Math.Min(warmUpBars, column.Length)].Fill(float.NaN);
            for (int bar = warmUpBars; bar < column.Length; bar++) column[bar] = (float)value(inputs, bar);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{Unit}]: {Formula}";
}
