using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Which of a table's columns hold what; the columns wanted, in the order time, prices, volume, contract,
/// contract's number.</summary>
internal sealed class TableMap
{
    private const int TimeAt = 0, OpenAt = 1, VolumeAt = 5;
    private readonly IReadOnlyList<TableColumn> _columns;
    private readonly TimestampParser _epochs = new(TimeForm.Epoch, null);
    private TimestampParser? _texts;
    private bool _ignoresOffsets;

    private TableMap(IReadOnlyList<TableColumn> columns, HeaderMap header, int[] wanted)
    {
        (_columns, Header, Wanted) = (columns, header, wanted);
        Names = [.. wanted.Select(column => columns[column].Name)];
        TimeColumn = columns[wanted[TimeAt]];
        UnitsPerSecond = TimeColumn.Kind == TableColumnKind.Time ? Math.Max(1, (long)Math.Round(1 / TimeColumn.Scale)) : 1;
        HasVolume = header.At(ColumnRole.Volume) >= 0 || header.IsTrades;
        int next = HasVolume ? VolumeAt + 1 : VolumeAt;
        SymbolAt = header.Has(ColumnRole.Symbol) ? next++ : -1;
        IdAt = header.Has(ColumnRole.Id) ? next : -1;
    }

    /// <summary>Columns to read, by index.</summary>
    public int[] Wanted { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The names' roles.</summary>
    public HeaderMap Header { get; }

    /// <summary>The time's column.</summary>
    public TableColumn TimeColumn { get; }

    /// <summary>Units of the time's column in a second.</summary>
    public long UnitsPerSecond { get; }

    /// <summary>There is a column of volumes.</summary>
    public bool HasVolume { get; }

    /// <summary>Index among the wanted of the contract's name; −1 for none.</summary>
    public int SymbolAt { get; }

    /// <summary>Index among the wanted of the contract's number; −1 for none.</summary>
    public int IdAt { get; }

    /// <summary>The scale of a price's column.</summary>
    public double ScaleAt(int wanted) => _columns[Wanted[wanted]].Scale;

    /// <summary>The map of a table.</summary>
    /// <exception cref="BarDataException">A column that a bar needs is absent, or holds something else.</exception>
    public static TableMap Of(IBarTable table, string name, ImportOptions options)
    {
        string[] names = [.. table.Columns.Select(column => column.Name)];
        Dictionary<ColumnRole, int> roles = HeaderMap.ColumnsOf(names);
        if (!roles.TryGetValue(ColumnRole.Time, out int time) || table.Columns[time].Kind == TableColumnKind.Other)
        {
            int[] times = [.. Enumerable.Range(0, names.Length)
                .Where(column => table.Columns[column].Kind == TableColumnKind.Time)];
            if (times.Length == 1) roles[ColumnRole.Time] = times[0];
        }
        if (!roles.ContainsKey(ColumnRole.Volume) && roles.TryGetValue(ColumnRole.TickVolume, out int ticks))
            roles[ColumnRole.Volume] = ticks;
        options.Mapping?.ApplyTo(roles, names);
        var header = new HeaderMap(names, 0, roles, null);
        ColumnRole[] missing = header.IsTrades ? [.. header.Missing.Where(role => role == ColumnRole.Time)] : [.. header.Missing];
        if (missing.Length > 0)
            throw new BarDataException(
                $"{name}: its columns are {string.Join(", ", names.Take(40).Select(each => $"'{each}'"))}; missing "
                + $"{string.Join(", ", missing.Select(role => role.ToString().ToLowerInvariant()))}. Name the columns: --columns "
                + $"\"time=…,open=…,high=…,low=…,close=…,volume=…\".");
        ColumnRole[] wanted = header.IsTrades
            ? [ColumnRole.Time, ColumnRole.Price, ColumnRole.Price, ColumnRole.Price, ColumnRole.Price, ColumnRole.Size,
                ColumnRole.Symbol, ColumnRole.Id]
            : [ColumnRole.Time, ColumnRole.Open, ColumnRole.High, ColumnRole.Low, ColumnRole.Close, ColumnRole.Volume,
                ColumnRole.Symbol, ColumnRole.Id];
        int[] indices = [.. wanted.Where(header.Has).Select(header.At)];
        for (int column = 1; column < indices.Length; column++)
            if (wanted.Where(header.Has).ElementAt(column) is not (ColumnRole.Symbol or ColumnRole.Id)
                && table.Columns[indices[column]].Kind is TableColumnKind.Other or TableColumnKind.Text)
                throw new BarDataException(
                    $"{name}: its column '{names[indices[column]]}' does not hold numbers. Expected prices and volumes as "
                    + $"numbers: write the column as numbers, or name another with --columns.");
        return new TableMap(table.Columns, header, indices);
    }

    /// <summary>What the table tells and leaves open.</summary>
    public DetectedLayout Layout(IBarTable table, FileHead head, Instrument instrument)
    {
        string[][] rows = [.. head.WholeLines.Skip(1).Where(line => line.Length > 0).Select(line => TextRow.FieldsOf(line, ','))];
        string[] times = [.. rows.Select(row => row[0])];
        var found = new DetectedLayout(
            Columns(table), [new FileFact(
                FactKind.Columns, string.Join(", ", Names.Select(each => $"'{each}'")), FactSource.Stated,
                $"the table names them{Unused()}")]);
        found = TimeFacts.Read(found, times, []);
        _texts = new TimestampParser(
            found.Layout.Time, null, found.Layout.ZoneMarks.Count == 0 ? null : new ZoneMarks(found.Layout.ZoneMarks, false));
        found = found.With(FactKind.Volume, HasVolume ? $"'{Names[VolumeAt]}'" : "0", HasVolume ? FactSource.Stated
            : FactSource.Usual, HasVolume ? "the table names it" : "the table has no volume");
        found = VendorFacts.Read(found, Whole(), rows, isText: false);
        found = found with
        {
            Layout = found.Layout with
            {
                Format = table.Format,
                PriceScale = 1.0,
                SymbolColumn = SymbolAt,
                IdColumn = IdAt
            }
        };
        found = found.With(FactKind.Format, table.Format, FactSource.Stated, "the file's signature");
        return TimeFacts.IsDescending(found.Layout, times, [])
            ? found.With(FactKind.Order, "newest first", FactSource.Evidence,
                "the times of the first rows descend") with
            { Layout = found.Layout with { IsDescending = true } }
            : found;
    }

    /// <summary>The wanted columns in their order, and behind them the others' names, which tell whose form it is.</summary>
    private HeaderMap Whole()
    {
        Dictionary<ColumnRole, int> roles = Header.Columns.Where(entry => Wanted.Contains(entry.Value))
            .ToDictionary(entry => entry.Key, entry => Array.IndexOf(Wanted, entry.Value));
        return new HeaderMap([.. Names, .. Header.Names.Where((_, column) => !Wanted.Contains(column))], 1, roles, null);
    }

    private BarLayout Columns(IBarTable table) => new()
    {
        Format = table.Format,
        HeaderLines = 1,
        VolumeColumn = HasVolume ? VolumeAt : -1,
        SymbolColumn = SymbolAt,
        IdColumn = IdAt,
        IsTicks = Header.IsTrades,
        Time = TimeColumn.Kind is TableColumnKind.Text or TableColumnKind.Time ? TimeForm.YearFirst : TimeForm.Epoch,
        CloseColumn = 4,
    };

    /// <summary>Times are read as a layout says that was settled after they were first seen.</summary>
    public void Settle(BarLayout layout) => _ignoresOffsets = layout.IgnoresOffsets;

    /// <summary>The time of a row.</summary>
    public bool TryTime(Array values, int row, out ParsedTime time)
    {
        if (!TryStatedTime(values, row, out time)) return false;
        if (_ignoresOffsets) time = time with { IsUtc = false };
        return true;
    }

    private bool TryStatedTime(Array values, int row, out ParsedTime time)
    {
        time = default;
        switch (TimeColumn.Kind)
        {
            case TableColumnKind.Time:
                long units = ((long[])values)[row];
                time = new ParsedTime(Math.DivRem(units, UnitsPerSecond, out long rest) - (rest < 0 ? 1 : 0), TimeColumn.IsUtc);
                return !TableRows.IsAbsent(units);
            case TableColumnKind.Whole:
                return !TableRows.IsAbsent(((long[])values)[row])
                    && _epochs.TryParse(Encoding.ASCII.GetBytes(((long[])values)[row].ToString(CultureInfo.InvariantCulture)),
                        default, out time);
            case TableColumnKind.Text:
                return ((string?[])values)[row] is { } text
                    && (_texts ?? new TimestampParser(TimeForm.YearFirst, null))
                        .TryParse(Encoding.UTF8.GetBytes(text.Trim()), default, out time);
            default:
                return false;
        }
    }

    /// <summary>A row as a line of text.</summary>
    public string LineOf(TableBatch batch, int row) =>
        string.Join(',', Enumerable.Range(0, Wanted.Length)
            .Select(column => column == TimeAt ? TimeText(batch, row) : ValueText(batch, column, row)));

    private string TimeText(TableBatch batch, int row)
    {
        if (TimeColumn.Kind != TableColumnKind.Time) return ValueText(batch, TimeAt, row);
        if (!TryTime(batch.Values[TimeAt], row, out ParsedTime time)) return "";
        string text = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss")
            .Format(LocalDateTime.FromDateTime(DateTime.UnixEpoch).PlusSeconds(time.Seconds));
        return TimeColumn.IsUtc ? text + "Z" : text;
    }

    private string ValueText(TableBatch batch, int column, int row) => batch.Values[column] switch
    {
        long[] whole => TableRows.IsAbsent(whole[row]) ? "" : column is >= OpenAt and < VolumeAt
            ? (whole[row] * ScaleAt(column)).ToString("0.#########", CultureInfo.InvariantCulture)
                : whole[row].ToString(CultureInfo.InvariantCulture),
        double[] numbers => double.IsNaN(numbers[row]) ? "" : numbers[row].ToString("0.#########", CultureInfo.InvariantCulture),
        string?[] texts => texts[row] ?? "",
        _ => "",
    };

    private string Unused()
    {
        string[] unused = [.. Header.Names.Where((_, column) => !Wanted.Contains(column))];
        return unused.Length == 0 ? ""
            : $"; not used: {string.Join(", ", unused.Take(12).Select(each => $"'{each}'"))}{(unused.Length > 12 ? " …" : "")}";
    }
}
