using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>How files are imported; what is null is detected from their content.</summary>
public sealed record ImportOptions
{
    /// <summary>How long each bar lasts. Default one minute.</summary>
    public BarInterval Interval { get; init; } = BarInterval.Minute;

    /// <summary>The format's name, where the content cannot tell: NinjaTrader or HistData.</summary>
    public string? Format { get; init; }

    /// <summary>The zone of times without an offset: a tz database name, "UTC", a fixed offset such as "UTC-05", or "exchange" for the clock of the instrument's exchange.</summary>
    public string? Zone { get; init; }

    /// <summary>Which edge of the bar the time marks.</summary>
    public BarEdge? Edge { get; init; }

    /// <summary>The date of files whose times count from midnight.</summary>
    public LocalDate? Date { get; init; }

    /// <summary>The one contract to take, by its name in the file; null takes the front contract by volume where there are several and <see cref="FrontByVolume"/> is set.</summary>
    public string? Contract { get; init; }

    /// <summary>
    /// Where there are several contracts: each trading day takes the contract with the most volume on the day before
    /// (the first day: on itself), and never goes back to an earlier one. Nothing of the day itself is used.
    /// </summary>
    public bool FrontByVolume { get; init; }

    /// <summary>How changes of contract are written. Default unadjusted, marked.</summary>
    public RollTreatment Roll { get; init; } = RollTreatment.Unadjusted;

    /// <summary>What to do with rows that break a rule. Default: leave out and list.</summary>
    public CheckMode Mode { get; init; } = CheckMode.Report;

    /// <summary>Read and check everything and say what would be written, but write nothing.</summary>
    public bool DryRun { get; init; }
}
