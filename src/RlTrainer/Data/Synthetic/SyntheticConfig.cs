using NodaTime;
using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>What <see cref="SyntheticBars"/> generates.</summary>
/// <remarks>
/// The planted signal. On every regular session (09:30 to 16:00) a hidden flow is +1 or −1 and keeps its sign for 30 to
/// 80 minutes. It shows in the shape of the bars: with +1 the wicks above the bodies are long and those below short,
/// with −1 the reverse. The price then drifts by <see cref="DriftPerMinute"/> standard deviations a minute: with the flow
/// before 12:45, against it from 12:45 on. So neither the wicks nor the clock say anything alone; together they say
/// nearly everything. The drift leaves weak traces in momentum as well. Outside the regular session there is none.
/// </remarks>
public sealed record SyntheticConfig
{
    /// <summary>What is generated; its tick size counts. Default NQ.</summary>
    public Instrument Instrument { get; init; } = Instrument.NQ;

    /// <summary>The first trading day, or the first one after it. Default 2022-01-03.</summary>
    public LocalDate FirstDay { get; init; } = new(2022, 1, 3);

    /// <summary>How many trading days, 1 to 5,000; holidays and early closes come from the calendar. Default 250.</summary>
    public int Days { get; init; } = 250;

    /// <summary>The seed: the same seed gives the same bars to the last bit. Default 42.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>Strength of the planted signal. Default none.</summary>
    public PlantedSignal Signal { get; init; } = PlantedSignal.None;

    /// <summary>Price at the start, points, above 0. Default 15,000.</summary>
    public decimal StartPrice { get; init; } = 15_000m;

    /// <summary>Standard deviation of a minute's return in the middle of the regular session, in (0, 0.01]. Default 0.00033,
    /// a quiet NQ year.</summary>
    public double MinuteVolatility { get; init; } = 0.00033;

    /// <summary>Index of the first day that also gets one-second bars. Default 0.</summary>
    public int FirstDayWithSeconds { get; init; }

    /// <summary>How many days get one-second bars; 0 for none. They add up to the minute bars exactly. Default 0.</summary>
    public int DaysWithSeconds { get; init; }

    /// <summary>The planted drift, in standard deviations a minute.</summary>
    public double DriftPerMinute => Signal switch { PlantedSignal.Fast => 0.12, PlantedSignal.Realistic => 0.025, _ => 0.0 };

    /// <summary>How much longer and shorter the wicks are made, as a share.</summary>
    public double WickAsymmetry => Signal switch { PlantedSignal.Fast => 0.6, PlantedSignal.Realistic => 0.4, _ => 0.0 };

    /// <summary>This configuration, after checking every value.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public SyntheticConfig Checked()
    {
        if (Days is < 1 or > 5_000)
            throw new ArgumentException($"{nameof(Days)} was {Days}; it must be from 1 to 5000; 250 is a year.");
        if (StartPrice <= 0 || StartPrice / Instrument.TickSize > 10_000_000)
            throw new ArgumentException(
                $"{nameof(StartPrice)} was {StartPrice}; it must be above 0 and at most ten million ticks; 15000 is usual "
                + $"for NQ.");
        if (!(MinuteVolatility is > 0 and <= 0.01))
            throw new ArgumentException(
                $"{nameof(MinuteVolatility)} was {MinuteVolatility}; it must be in (0, 0.01]; 0.00033 is usual.");
        if (FirstDayWithSeconds < 0 || DaysWithSeconds < 0 || FirstDayWithSeconds + DaysWithSeconds > Days)
            throw new ArgumentException(
                $"{nameof(FirstDayWithSeconds)} was {FirstDayWithSeconds} and {nameof(DaysWithSeconds)} {DaysWithSeconds}; both "
                + $"must be 0 or more and their sum at most the {Days} days.");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
