using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Bars from a cache or from their file.</summary>
/// <param name="Bars">The bars.</param>
/// <param name="Findings">The validation report of the reading that filled the cache, in words.</param>
/// <param name="IsFromCache">The columns came from the cache.</param>
/// <param name="Reason">Why, e.g. "the cache was damaged and was rebuilt".</param>
public sealed record CachedBars(BarSeries Bars, string Findings, bool IsFromCache, string Reason);
