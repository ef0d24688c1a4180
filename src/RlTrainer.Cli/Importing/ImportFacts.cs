using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Data;

namespace RlTrainer.Cli.Importing;

/// <summary>The options that say what a file does not.</summary>
internal static class ImportFacts
{
    private static readonly Option<string?> Format = new("--format")
    {
        Description = "The format's name, where the content cannot tell: NinjaTrader or HistData, FirstRate or Kibot.",
    };

    private static readonly Option<string?> Zone = new("--zone")
    {
        Description = "The zone of times without an offset: America/New_York, UTC, UTC-05, or exchange for the clock of the "
            + "exchange.",
    };

    private static readonly Option<BarEdge?> Edge = new("--edge")
    {
        Description = "Which edge of the bar the time marks: Start or End.",
    };

    private static readonly Option<string?> Order = new("--date-order")
    {
        Description = "The order of dates that allow two: MDY, DMY or YMD.",
    };

    private static readonly Option<string?> DecimalSign = new("--decimal")
    {
        Description = "The sign before a number's fraction: point or comma. The other parts thousands.",
    };

    private static readonly Option<double?> PriceScale = new("--price-scale")
    {
        Description = "What a price is multiplied by to be index points, e.g. 0.01 for cents.",
    };

    private static readonly Option<string?> Columns = new("--columns")
    {
        Description = "Which column holds what, by name or by number from 1: "
            + "\"time=Datum,open=2,high=3,low=4,close=5,volume=6\".",
    };

    private static readonly Option<string?> SymbolColumn = new("--symbol-column")
    {
        Description = "The column that names the contract.",
    };

    private static readonly Option<string?> VolumeColumn = new("--volume-column") { Description = "The column of the volume." };

    private static readonly Option<string?> Date = new("--date")
    {
        Description = "The date of files whose times count from midnight, e.g. 2024-01-02.",
    };

    private static readonly Option<string?> Mapping = new("--mapping")
    {
        Description = "Say again what --save-mapping kept under this name; options beside it win.",
    };

    private static readonly Option<string?> SaveMapping = new("--save-mapping")
    {
        Description = "Keep these answers under a name, in data/mappings.",
    };

    /// <summary>The options, for the command.</summary>
    public static IReadOnlyList<Option> All { get; } =
        [Format, Zone, Edge, Order, DecimalSign, PriceScale, Columns, SymbolColumn, VolumeColumn, Date, Mapping, SaveMapping];

    /// <summary>The options with what was said.</summary>
    public static ImportOptions Apply(ImportOptions options, System.CommandLine.ParseResult parsed, Workplace workplace)
    {
        ImportMapping said = MappingOf(parsed);
        if (parsed.GetValue(Mapping) is { } name)
        {
            var kept = ImportMapping.Load(workplace, name);
            said = new ImportMapping(
                said.Columns ?? kept.Columns, said.DateOrder ?? kept.DateOrder, said.Decimal ?? kept.Decimal, said.Zone
                    ?? kept.Zone, said.Edge ?? kept.Edge, said.Format ?? kept.Format, said.PriceScale ?? kept.PriceScale);
        }
        if (parsed.GetValue(SaveMapping) is { } to) Terminal.Note($"kept as {said.Save(workplace, to)}");
        return options with
        {
            Format = said.Format,
            Zone = said.Zone,
            Edge = said.Edge is null ? null : Enum.Parse<BarEdge>(said.Edge, ignoreCase: true),
            DateOrder = OrderOf(said.DateOrder),
            Decimal = SignOf(said.Decimal),
            PriceScale = said.PriceScale,
            Mapping = said.Columns is null ? null : new ColumnMapping(said.Columns),
            Date = DateOf(parsed.GetValue(Date)),
        };
    }

    private static ImportMapping MappingOf(System.CommandLine.ParseResult parsed)
    {
        var columns = new ColumnMapping(parsed.GetValue(Columns) ?? "");
        if (parsed.GetValue(SymbolColumn) is { } symbol) columns = columns.And("symbol", symbol);
        if (parsed.GetValue(VolumeColumn) is { } volume) columns = columns.And("volume", volume);
        return new ImportMapping(
            columns.Text.Length > 0 ? columns.Text : null, parsed.GetValue(Order), parsed.GetValue(DecimalSign),
            parsed.GetValue(Zone), parsed.GetValue(Edge)?.ToString(), parsed.GetValue(Format), parsed.GetValue(PriceScale));
    }

    private static DateOrder? OrderOf(string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "MDY" => DateOrder.MonthFirst,
        "DMY" => DateOrder.DayFirst,
        "YMD" => DateOrder.YearFirst,
        _ => throw new CommandException($"--date-order was '{text}'; expected MDY (month, day, year), DMY or YMD."),
    };

    private static char? SignOf(string? text) => text?.ToUpperInvariant() switch
    {
        null => null,
        "POINT" or "." => '.',
        "COMMA" or "," => ',',
        _ => throw new CommandException($"--decimal was '{text}'; expected point or comma."),
    };

    private static LocalDate? DateOf(string? text)
    {
        if (text is null) return null;
        NodaTime.Text.ParseResult<LocalDate> parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value
            : throw new CommandException($"--date was '{text}'; expected a date such as 2024-01-02.");
    }
}
