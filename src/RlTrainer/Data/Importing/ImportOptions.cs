using NodaTime;
using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>How files are imported; what is null is found in their content, shown by evidence, or asked.</summary>
public sealed record ImportOptions
{
    /// <summary>How long each bar lasts. Default one minute.</summary>
    public BarInterval Interval { get; init; } = BarInterval.Minute;

    /// <summary>The format's name, where the content cannot tell: NinjaTrader or HistData, FirstRate or Kibot.</summary>
    public string? Format { get; init; }

    /// <summary>The zone of times without an offset: a tz database name, "UTC", a fixed offset such as "UTC-05", or
    /// "exchange" for the clock of the instrument's exchange.</summary>
    public string? Zone { get; init; }

    /// <summary>Which edge of the bar the time marks.</summary>
    public BarEdge? Edge { get; init; }

    /// <summary>The order of day, month and year, where the dates allow two.</summary>
    public DateOrder? DateOrder { get; init; }

    /// <summary>The sign before a number's fraction: a point or a comma.</summary>
    public char? Decimal { get; init; }

    /// <summary>What a price is multiplied by to be index points.</summary>
    public double? PriceScale { get; init; }

    /// <summary>Which column holds what, where the header does not tell.</summary>
    public ColumnMapping? Mapping { get; init; }

    /// <summary>The date of files whose times count from midnight.</summary>
    public LocalDate? Date { get; init; }

    /// <summary>Where one reading alone has no bar outside trading hours, take it. Default: ask.</summary>
    public bool AcceptEvidence { get; init; }

    /// <summary>
    /// Make bars of trades or of bars of seconds: the first open, the highest high, the lowest low, the last close, the sum of
    /// the volumes. Minutes without a trade stay absent.
    /// </summary>
    public bool Aggregate { get; init; }

    /// <summary>The series is back-adjusted: prices of zero or less are legal, and the file that is written says so.</summary>
    public bool IsBackAdjusted { get; init; }

    /// <summary>Guards that may be passed: "symbol", "level", "tick", "target", "rows", "zone".</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>The one contract to take, by its name in the file; null takes the front contract by volume where there are
    /// several and <see cref="FrontByVolume"/> is set.</summary>
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

    /// <summary>Formats and compressions beyond text, gzip and zip. Default none: the core reads text.</summary>
    public BarFormatSet Formats { get; init; } = BarFormatSet.Text;

    /// <summary>The same with a reading of a question as its answer.</summary>
    /// <param name="reading">The reading chosen.</param>
    /// <returns>The options with the reading's facts said.</returns>
    public ImportOptions With(LayoutReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return this with
        {
            Zone = reading.Zone ?? Zone,
            Edge = reading.Edge ?? Edge,
            DateOrder = reading.DateOrder ?? DateOrder,
            Decimal = reading.Decimal ?? Decimal,
            Format = reading.Format ?? Format,
            Accept = reading.OverrulesOffsets ? [.. Accept, "zone"] : Accept,
        };
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
