using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Runs;

/// <summary>The days of one instrument that an experiment uses, with the synthetic market they come from where they do.</summary>
/// <param name="Train">Days to learn from.</param>
/// <param name="Validation">Days that choose the best model.</param>
/// <param name="HeldOut">Days that judge it.</param>
/// <param name="Market">What only the maker knows: the oracle's drift; null for other bars.</param>
public sealed record ExperimentDays(BarSeries Train, BarSeries Validation, BarSeries HeldOut, SyntheticMarket? Market)
{
    /// <summary>Generated days with a planted signal: as many to learn from as to judge on, and a tenth to choose by.</summary>
    /// <param name="signal">Strength of the signal.</param>
    /// <param name="days">Training days.</param>
    /// <param name="instrument">What is generated.</param>
    /// <returns>The three parts, with the market that knows its planted drift.</returns>
    public static ExperimentDays Synthetic(PlantedSignal signal, int days, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        int validation = Math.Max(20, days / 10);
        SyntheticMarket market =
            SyntheticBars.Generate(
                new SyntheticConfig
                {
                    Days = 2 * days + validation,
                    Seed = 1,
                    Signal = signal,
                    Instrument = instrument,
                    StartPrice = PriceOf(instrument.Symbol)
                });
        return new ExperimentDays(
            market.Minutes.SliceDays(0, days), market.Minutes.SliceDays(days, days + validation),
            market.Minutes.SliceDays(days + validation, 2 * days + validation), market);
    }

    /// <summary>About what each index stood at in the synthetic market's first year, so that a minute's move costs about
    /// what it did.</summary>
    private static decimal PriceOf(string symbol) => symbol switch
    {
        "ES" or "MES" => 4_500m,
        "YM" or "MYM" => 35_000m,
        "RTY" or "M2K" => 2_000m,
        _ => 15_000m,
    };

    /// <summary>The splits of a series, as a run cuts them.</summary>
    /// <param name="bars">The whole series.</param>
    /// <param name="config">Its shares and embargo.</param>
    /// <returns>The three parts, without a market.</returns>
    public static ExperimentDays Of(BarSeries bars, RunConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        DaySplit split = config.Cut(bars);
        return new ExperimentDays(split.Train, split.Validation, split.Test, null);
    }
}
