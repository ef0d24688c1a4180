namespace RlTrainer.Data;

/// <summary>What was found out about a file from its first lines.</summary>
/// <param name="Layout">The layout.</param>
/// <param name="Question">The fact that is still open, or null where the text tells everything.</param>
public sealed record DetectedLayout(BarLayout Layout, LayoutQuestion? Question = null);
