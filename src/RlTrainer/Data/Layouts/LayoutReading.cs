using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>One way to read a file whose text leaves a fact open.</summary>
/// <param name="Choice">What to say to choose it, e.g. "--zone UTC --edge End".</param>
/// <param name="Meaning">What the first row then means.</param>
public sealed record LayoutReading(string Choice, string Meaning)
{
    /// <summary>The zone of this reading; null where it is not part of the question.</summary>
    public string? Zone { get; init; }

    /// <summary>The edge of this reading; null where it is not part of the question.</summary>
    public BarEdge? Edge { get; init; }

    /// <summary>The offsets in the times are wrong under this reading.</summary>
    internal bool OverrulesOffsets { get; init; }

    /// <summary>The order of the date's parts of this reading; null where it is not part of the question.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>The decimal sign of this reading; null where it is not part of the question.</summary>
    public char? Decimal { get; init; }

    /// <summary>The format of this reading; null where it is not part of the question.</summary>
    public string? Format { get; init; }

    /// <summary>Bars that the session calendar has outside trading hours
    /// under this reading; null where they were not counted.</summary>
    public int? OutsideHours { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
