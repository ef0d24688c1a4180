namespace RlTrainer.Data;

/// <summary>One thing known about a file, and how.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">What holds, in words: "UTC", "End", "month first".</param>
/// <param name="Source">How it is known.</param>
/// <param name="Because">The evidence in words, e.g. "the column is named 'datetime_utc'".</param>
public sealed record FileFact(FactKind Kind, string Value, FactSource Source, string Because)
{
    /// <summary>The kind in words, e.g. "date order".</summary>
    public string Name => NameOf(Kind);

    /// <summary>A kind in words.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>Lower case, e.g. "price scale".</returns>
    public static string NameOf(FactKind kind) => kind switch
    {
        FactKind.DateOrder => "date order",
        FactKind.Decimal => "decimal sign",
        FactKind.PriceScale => "price scale",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Value} ({Because})";
}
