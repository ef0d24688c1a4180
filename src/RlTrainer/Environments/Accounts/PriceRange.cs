namespace RlTrainer.Environments;

/// <summary>The prices of one minute, or of one second in it, in the order in which the fill model takes them.</summary>
/// <param name="UtcSeconds">Its start, seconds since 1970 UTC.</param>
/// <param name="Open">First price, ticks.</param>
/// <param name="High">Highest price, ticks.</param>
/// <param name="Low">Lowest price, ticks.</param>
/// <param name="FollowsBreak">The market was closed right before: a resting limit fills at the open.</param>
internal readonly record struct PriceRange(long UtcSeconds, int Open, int High, int Low, bool FollowsBreak);
