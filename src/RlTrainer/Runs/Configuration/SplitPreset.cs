using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Runs;

/// <summary>How a run cuts its days.</summary>
public enum SplitPreset
{
    /// <summary>Training, validation and test days by the run's shares, an embargo between.</summary>
    Chronological,

    /// <summary>The original's: 70 % to learn from, and one part of 30 % that both validates and tests; results on it are not held out.</summary>
    SeventyThirty,
}

/// <summary>Cuts bars as a run's configuration says.</summary>
internal static class SplitPresets
{
    public static DaySplit Cut(this RunConfig config, BarSeries bars) => config.Split == SplitPreset.SeventyThirty
        ? DaySplit.SeventyThirty(bars, config.EmbargoDays)
        : DaySplit.Chronological(bars, config.TrainShare, config.ValidationShare, config.EmbargoDays);
}
