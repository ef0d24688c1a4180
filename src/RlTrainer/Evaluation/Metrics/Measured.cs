using System.Globalization;

namespace RlTrainer.Evaluation;

/// <summary>A figure that may be undefined: then it has no value but
/// a reason, and files hold null, never NaN or infinity.</summary>
public readonly record struct Measured
{
    private Measured(double? value, string? reason)
    {
        Value = value;
        Reason = reason;
    }

    /// <summary>The figure, always finite; null when it is undefined.</summary>
    public double? Value { get; }

    /// <summary>Why the figure is undefined, in words; null when it is defined.</summary>
    public string? Reason { get; }

    /// <summary>A figure.</summary>
    /// <param name="value">A finite number, in the figure's own unit.</param>
    /// <returns>The figure without a reason.</returns>
    /// <exception cref="ArgumentException">The number is NaN or infinite.</exception>
    public static Measured Of(double value) => double.IsFinite(value)
        ? new Measured(value, null)
        : throw new ArgumentException(
            $"A measured figure was {value.ToString(CultureInfo.InvariantCulture)}; expected a finite number, or "
            + $"Measured.Undefined with its reason.");

    /// <summary>No figure, and why.</summary>
    /// <param name="reason">Why, as a clause that a table can carry, e.g. "there are no trades".</param>
    /// <returns>The figure without a number.</returns>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    public static Measured Undefined(string reason)
    {
        ArgumentException.ThrowIfNullOrEmpty(reason);
        return new Measured(null, reason);
    }

    /// <summary>numerator ÷ denominator, undefined for the stated reason when the denominator is 0.</summary>
    /// <param name="numerator">A finite number.</param>
    /// <param name="denominator">A finite number.</param>
    /// <param name="whyZero">The reason that is given for a denominator of 0.</param>
    /// <returns>The quotient or the reason.</returns>
    public static Measured Ratio(double numerator, double denominator, string whyZero)
    {
        ArgumentNullException.ThrowIfNull(whyZero);
        return denominator == 0 ? Undefined(whyZero) : Of(numerator / denominator);
    }

    /// <inheritdoc/>
    public override string ToString() => Value is { } value ? value.ToString("0.####", CultureInfo.InvariantCulture)
        : $"undefined: {Reason}";
}
