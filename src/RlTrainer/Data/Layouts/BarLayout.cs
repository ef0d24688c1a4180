using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>Where a file keeps what, and what its numbers mean.</summary>
public sealed record BarLayout
{
    /// <summary>The format's name, e.g. "timestamp CSV".</summary>
    public required string Format { get; init; }

    /// <summary>The character between columns.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Each line is a JSON object, turned into columns parted by the separator.</summary>
    public bool IsJson { get; init; }

    /// <summary>
    /// The JSON is one text (an array, or objects over several lines) rather than one object a line. Findings then count its
    /// objects where they would count lines.
    /// </summary>
    public bool IsJsonText { get; init; }

    /// <summary>Some line names the columns.</summary>
    public bool HasHeader => HeaderLines > 0;

    /// <summary>Lines before the first row, comments and blank lines at the top not counted.</summary>
    public int HeaderLines { get; init; }

    /// <summary>Fields that every row has; 0 where rows may have any number.</summary>
    public int ColumnCount { get; init; }

    /// <summary>Column of the time, or of the date where <see cref="ClockColumn"/> is set; counted from 0.</summary>
    public int TimeColumn { get; init; }

    /// <summary>Column of the clock time, where date and time stand apart; −1 otherwise.</summary>
    public int ClockColumn { get; init; } = -1;

    /// <summary>Column of the open.</summary>
    public int OpenColumn { get; init; } = 1;

    /// <summary>Column of the high.</summary>
    public int HighColumn { get; init; } = 2;

    /// <summary>Column of the low.</summary>
    public int LowColumn { get; init; } = 3;

    /// <summary>Column of the close.</summary>
    public int CloseColumn { get; init; } = 4;

    /// <summary>Column of the volume; −1 where the format has none (volume is then 0).</summary>
    public int VolumeColumn { get; init; } = 5;

    /// <summary>Column that is added to the volume (up and down volume stand apart); −1 for none.</summary>
    public int AddedVolumeColumn { get; init; } = -1;

    /// <summary>Column that names the contract; −1 where the file holds one contract only.</summary>
    public int SymbolColumn { get; init; } = -1;

    /// <summary>Column of a contract's number, which tells where a continuous series rolls; −1 for none.</summary>
    public int IdColumn { get; init; } = -1;

    /// <summary>Column of Databento's record type (32 seconds, 33 minutes); −1 for none.</summary>
    public int RecordTypeColumn { get; init; } = -1;

    /// <summary>Column that marks a trade as suspect where it is not 0; −1 for none.</summary>
    internal int SuspectColumn { get; init; } = -1;

    /// <summary>Rows are single trades: one price and a size.</summary>
    public bool IsTicks { get; init; }

    /// <summary>How times are written.</summary>
    public TimeForm Time { get; init; } = TimeForm.YearFirst;

    /// <summary>Names of zones that stand behind the times.</summary>
    public IReadOnlyList<ZoneMark> ZoneMarks { get; init; } = [];

    /// <summary>The zone of times without an offset: a tz database name, "UTC" or "UTC-05".</summary>
    public string Zone { get; init; } = "America/New_York";

    /// <summary>Which edge of the bar the time marks.</summary>
    public BarEdge Edge { get; init; } = BarEdge.Start;

    /// <summary>The sign before a number's fraction: a point or a comma. The other of the two parts thousands.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>What a price is multiplied by to be index points; 1e-9 for integer nanopoints.</summary>
    public double PriceScale { get; init; } = 1.0;

    /// <summary>The newest row stands first.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Lines end in a carriage return alone.</summary>
    public bool EndsInCarriageReturn { get; init; }

    /// <summary>The series is back-adjusted and says so: prices of zero or less are legal.</summary>
    public bool IsBackAdjusted { get; init; }

    /// <summary>The date of times that count from midnight.</summary>
    public LocalDate? FileDate { get; init; }

    /// <summary>The times carry their UTC offset, or count from 1970.</summary>
    internal bool HasOffsets { get; init; }

    /// <summary>The caller says that the offsets are wrong: the digits are the zone's clock.</summary>
    internal bool IgnoresOffsets { get; init; }

    /// <summary>The caller named the zone, so that the names behind the times (EST) say nothing.</summary>
    internal bool IgnoresZoneNames { get; init; }

    /// <summary>Volumes have fractions, so that 1.234 is no 1234.</summary>
    internal bool HasFractionalVolume { get; init; }

    /// <summary>The project's own format: timestamp,open,high,low,close,volume.</summary>
    public static BarLayout Native { get; } = new() { Format = "timestamp CSV", HeaderLines = 1 };

    /// <summary>The largest column index that a row must have.</summary>
    internal int LastColumn => ((ReadOnlySpan<int>)
    [
        TimeColumn, ClockColumn, OpenColumn, HighColumn, LowColumn, CloseColumn, VolumeColumn, AddedVolumeColumn, SymbolColumn,
        IdColumn, RecordTypeColumn, SuspectColumn,
    ]).ToArray().Max();

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
