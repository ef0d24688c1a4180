using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Bars with what checking them found.</summary>
/// <param name="Bars">The bars kept.</param>
/// <param name="Report">Every finding, and every row left out or changed.</param>
public sealed record CheckedBars(BarSeries Bars, ValidationReport Report);
