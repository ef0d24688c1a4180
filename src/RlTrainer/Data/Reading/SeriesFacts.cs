using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>What the rows of a series do not say of it.</summary>
/// <param name="Instrument">What the bars are of.</param>
/// <param name="Interval">How long each lasts.</param>
/// <param name="Origin">Where they come from, in words.</param>
/// <param name="IsSynthetic">They were made, not traded.</param>
internal readonly record struct SeriesFacts(Instrument Instrument, BarInterval Interval, string Origin, bool IsSynthetic);
