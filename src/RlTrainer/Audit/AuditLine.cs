using System.Globalization;
using NodaTime;

namespace RlTrainer.Audit;

/// <summary>One finding of the auditor, or one outcome of an account.</summary>
/// <param name="Rule">What it is about.</param>
/// <param name="Unit">What value and limit count.</param>
/// <param name="AccountNumber">Which account, from 1.</param>
/// <param name="Bar">The bar.</param>
/// <param name="UtcSeconds">Start of the bar, seconds since 1970-01-01T00:00Z.</param>
/// <param name="EasternSeconds">Start of the bar, New York wall clock, seconds since 1970-01-01T00:00 of that clock.</param>
/// <param name="Value">What was found, in the unit.</param>
/// <param name="Limit">What was expected or allowed, in the same unit.</param>
/// <param name="Text">In words.</param>
public sealed record AuditLine(
    AuditRule Rule, AuditUnit Unit, int AccountNumber, int Bar, long UtcSeconds, long EasternSeconds, long Value, long Limit,
    string Text)
{
    private static readonly LocalDateTime Epoch = new(1970, 1, 1, 0, 0);

    /// <summary>Value − limit.</summary>
    public long Margin => Value - Limit;

    /// <summary>"2024-01-08 10:03", New York wall clock.</summary>
    public string TimeText => Clock(EasternSeconds, "uuuu-MM-dd HH:mm");

    /// <summary>The value with its unit.</summary>
    public string ValueText => Written(Value);

    /// <summary>The limit with its unit.</summary>
    public string LimitText => Written(Limit);

    /// <summary>The margin with its unit.</summary>
    public string MarginText => Unit == AuditUnit.Time ? string.Create(CultureInfo.InvariantCulture, $"{Margin / 60} min")
        : Written(Margin);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Rule}, account {AccountNumber}, {TimeText} New York: {Text} Value {ValueText}, limit {LimitText}, margin "
        + $"{MarginText}.";

    private string Written(long number) => Unit switch
    {
        AuditUnit.Money => string.Create(CultureInfo.InvariantCulture, $"{(number < 0 ? "-" : "")}${Math.Abs(number) / 100m:N2}"),
        AuditUnit.Price => string.Create(CultureInfo.InvariantCulture, $"{number} ticks"),
        AuditUnit.Contracts => string.Create(CultureInfo.InvariantCulture, $"{number} contracts"),
        _ => Clock(number, "HH:mm"),
    };

    private static string Clock(long easternSeconds, string pattern) =>
        Epoch.PlusSeconds(easternSeconds).ToString(pattern, CultureInfo.InvariantCulture);
}
