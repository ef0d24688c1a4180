namespace RlTrainer.Data;

/// <summary>One way to read a file whose text leaves a fact open.</summary>
/// <param name="Choice">What to say to choose it, e.g. "Zone = UTC".</param>
/// <param name="Meaning">What the first row then means.</param>
public sealed record LayoutReading(string Choice, string Meaning);
