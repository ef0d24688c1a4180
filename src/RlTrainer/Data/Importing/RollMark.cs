using NodaTime;

namespace RlTrainer.Data;

/// <summary>A change of contract inside a series.</summary>
/// <param name="Date">The first trading day of the later contract.</param>
/// <param name="From">The earlier contract.</param>
/// <param name="To">The later contract.</param>
/// <param name="DifferenceTicks">Later minus earlier close at their last
/// common bar before the change; null where they have none.</param>
public sealed record RollMark(LocalDate Date, string From, string To, int? DifferenceTicks)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Date:uuuu-MM-dd}: {From} to {To}, "
        + $"{(DifferenceTicks is { } ticks ? $"difference {ticks} ticks" : "no common bar, difference unknown")}";
}
