namespace RlTrainer.Data;

/// <summary>A fact that the text of a file cannot tell, with the readings it allows.</summary>
/// <param name="Fact">The missing fact, e.g. "the time zone".</param>
/// <param name="Readings">The readings.</param>
public sealed record LayoutQuestion(string Fact, IReadOnlyList<LayoutReading> Readings);
