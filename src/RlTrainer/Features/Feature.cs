using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Values;

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
public sealed record Feature(string Name, string Unit, string Formula, int WarmUpBars, FeatureColumn Fill) : IDefinition
{
    private static readonly Lazy<BarSeries> FixedBars =
        new(() => SyntheticBars.Generate(new SyntheticConfig { Days = 2 }).Minutes);

    /// <summary>Raised by its author when its meaning changes, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The library can make it again from its name.</summary>
    public bool IsBuiltIn => FeatureCatalog.Holds(this);

    /// <summary>What was stored of it, where its code was not given; null for a feature that can be computed.</summary>
    internal DefinitionMark? Missing { get; init; }

    /// <summary>What it computes on two days of generated bars that are the same on every machine.</summary>
    /// <returns>SHA-256 of the column, 64 hexadecimal digits.</returns>
    public string Hash()
    {
        if (Missing is { } mark) return mark.Hash;
        float[] column = new float[FixedBars.Value.Count];
        Fill(new FeatureInputs(FixedBars.Value), column);
        return OutputHash.Of(column);
    }

    /// <summary>True when another feature of that name is computed by the same code.</summary>
    internal bool HasCodeOf(Feature other) =>
        Name == other.Name && Unit == other.Unit && WarmUpBars == other.WarmUpBars && Fill.Method == other.Fill.Method;

    /// <summary>Stands for a feature whose code was not given.</summary>
    internal static Feature MissingOf(DefinitionMark mark) =>
        new(mark.Name, "unknown", "defined in code that was not given", 0, (_, _) =>
        throw new InvalidOperationException($"The feature {mark} is defined in code that was not given; it cannot be computed."))
        {
            Version = mark.Version,
            Missing = mark,
        };

    /// <summary>A feature in one line: its value at each bar. Bars
    /// before <paramref name="warmUpBars"/> are left unknown.</summary>
    /// <param name="name">Its column name.</param>
    /// <param name="value">The value at bar t from the inputs; it may look at bars 0 to t only, which
    /// <see cref="FeatureSet.ProveCausal"/> checks.</param>
    /// <param name="warmUpBars">Index of the first bar at which the value is known.</param>
    /// <param name="unit">The unit of its values.</param>
    /// <returns>The feature, to be put into a set.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Feature Of(string name, Func<FeatureInputs, int, double> value, int warmUpBars = 0, string unit = "as defined")
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(unit);
        return new Feature(name, unit, "defined by the caller", warmUpBars, (inputs, column) =>
        {
            column[..Math.Min(warmUpBars, column.Length)].Fill(float.NaN);
            for (int bar = warmUpBars; bar < column.Length; bar++) column[bar] = (float)value(inputs, bar);
        });
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{Unit}]: {Formula}";
}
