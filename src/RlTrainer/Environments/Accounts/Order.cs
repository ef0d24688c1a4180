using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>A market order for the next open.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Side">Side of an entry.</param>
/// <param name="Contracts">Contracts of an entry.</param>
/// <param name="StopDistanceTicks">Distance of an entry's stop.</param>
/// <param name="TargetDistanceTicks">Distance of an entry's target.</param>
/// <param name="IsMicro">The contracts of an entry are micros.</param>
internal readonly record struct Order(
    OrderKind Kind, Side Side, int Contracts, int StopDistanceTicks, int TargetDistanceTicks, bool IsMicro = false)
{
    public static Order None => default;
}
