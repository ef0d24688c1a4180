namespace RlTrainer.Data;

/// <summary>A text of bars of which the layout is known.</summary>
/// <param name="Head">Its first lines.</param>
/// <param name="Name">The name that findings carry.</param>
/// <param name="Contract">The contract of all rows where no column tells it.</param>
/// <param name="Found">The layout.</param>
internal readonly record struct KnownText(FileHead Head, string Name, string Contract, DetectedLayout Found);
