namespace RlTrainer.Data;

/// <summary>How the parts of a file make bars.</summary>
/// <param name="Seconds">How long each bar lasts.</param>
/// <param name="IsTick">Several parts may have one time.</param>
/// <param name="IsDescending">The newest part comes first.</param>
internal readonly record struct PartKind(int Seconds, bool IsTick, bool IsDescending);
