namespace RlTrainer.Data;

/// <summary>One way to read a file whose text leaves a fact open.</summary>
/// <param name="Choice">What to say to choose it, e.g. "Zone = UTC".</param>
/// <param name="Meaning">What the first row then means.</param>
public sealed record LayoutReading(string Choice, string Meaning);

/// <summary>A fact that the text of a file cannot tell, with the readings it allows.</summary>
/// <param name="Fact">The missing fact, e.g. "the time zone".</param>
/// <param name="Readings">The readings.</param>
public sealed record LayoutQuestion(string Fact, IReadOnlyList<LayoutReading> Readings);
