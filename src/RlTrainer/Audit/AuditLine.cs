using System.Globalization;

namespace RlTrainer.Audit;

/// <summary>One finding of the auditor, or one outcome of an account.</summary>
/// <param name="Rule">What it is about.</param>
/// <param name="AccountNumber">Which account, from 1.</param>
/// <param name="Bar">The bar.</param>
/// <param name="UtcSeconds">Start of the bar, seconds since 1970-01-01T00:00Z.</param>
/// <param name="Value">What was found; money in US cents, prices in ticks.</param>
/// <param name="Limit">What was expected or allowed, in the same unit.</param>
/// <param name="Text">In words.</param>
public sealed record AuditLine(AuditRule Rule, int AccountNumber, int Bar, long UtcSeconds, double Value, double Limit, string Text)
{
    /// <summary>Value − limit.</summary>
    public double Margin => Value - Limit;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Rule}: account {AccountNumber}, bar {Bar} ({UtcSeconds} s UTC): {Text} Value {Value:0.##}, limit {Limit:0.##}, margin {Margin:0.##}.");
}
