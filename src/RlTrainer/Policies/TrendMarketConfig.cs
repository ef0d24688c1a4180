using RlTrainer.Market;

namespace RlTrainer.Policies;

/// <summary>Which instrument a <see cref="TrendMarket"/> is of, and
/// how it moves; distances in ticks of that instrument.</summary>
internal sealed record TrendMarketConfig
{
    /// <summary>The instrument, with its costs. Default NQ.</summary>
    public Instrument Instrument { get; init; } = Instrument.NQ;

    /// <summary>Mean rise a minute within a rising stretch. Default 1.1.</summary>
    public double RisingTicks { get; init; } = 1.1;

    /// <summary>Mean fall a minute within a falling stretch. Default 1.1: both sides pay alike.</summary>
    public double FallingTicks { get; init; } = 1.1;

    /// <summary>Standard deviation of a minute's noise. Default 4.</summary>
    public double NoiseTicks { get; init; } = 4;
}
