using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Cli;

/// <summary>rltrainer data import FILES: vendor exports into the data folder.</summary>
internal static class DataImportCommand
{
    private static readonly Argument<string[]> Files = new("file") { Description = "One or more exports: text, .gz or .zip.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<string?> Format = new("--format") { Description = "The format's name, where the content cannot tell: NinjaTrader or HistData." };

    private static readonly Option<string?> Zone = new("--zone") { Description = "The zone of times without an offset: America/New_York, UTC, UTC-05, or exchange for the clock of the exchange." };

    private static readonly Option<BarEdge?> Edge = new("--edge") { Description = "Which edge of the bar the time marks: Start or End." };

    private static readonly Option<string?> Date = new("--date") { Description = "The date of files whose times count from midnight, e.g. 2024-01-02." };

    private static readonly Option<string?> Contract = new("--contract") { Description = "The one contract to take where a file holds several." };

    private static readonly Option<bool> Front = new("--front") { Description = "Where there are several contracts: each day takes the one with the most volume the day before." };

    private static readonly Option<RollTreatment> Roll = new("--roll") { Description = "How changes of contract are written.", DefaultValueFactory = _ => RollTreatment.Unadjusted };

    private static readonly Option<CheckMode> Mode = new("--mode") { Description = "What to do with rows that break a rule.", DefaultValueFactory = _ => CheckMode.Report };

    private static readonly Option<BarInterval> Interval = new("--interval") { Description = "Minute or Second.", DefaultValueFactory = _ => BarInterval.Minute };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Read and check everything and say what would be written, but write nothing." };

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "The file to write or to add to; SYMBOL_D1M.csv (or D1S) in the data folder by default." };

    public static Command Tree()
    {
        var import = new Command("import", "Bring vendors' files into the data folder; later downloads are added, conflicts listed and never overwritten.")
        {
            Files, SharedOptions.Instrument, Interval, Format, Zone, Edge, Date, Contract, Front, Roll, Mode, DryRun, Output,
        };
        import.SetAction(Import);
        return import;
    }

    private static int Import(System.CommandLine.ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        Instrument instrument = SharedOptions.InstrumentOf(parsed);
        var options = new ImportOptions
        {
            Interval = parsed.GetValue(Interval),
            Format = parsed.GetValue(Format),
            Zone = parsed.GetValue(Zone),
            Edge = parsed.GetValue(Edge),
            Date = DateOf(parsed.GetValue(Date)),
            Contract = parsed.GetValue(Contract),
            FrontByVolume = parsed.GetValue(Front),
            Roll = parsed.GetValue(Roll),
            Mode = parsed.GetValue(Mode),
            DryRun = parsed.GetValue(DryRun),
        };
        string[] files = parsed.GetValue(Files)!;
        foreach (string file in files)
            if (!File.Exists(file)) throw new CommandException($"There is no file {file}; expected a vendor's export. Nothing was imported.");
        string name = $"{instrument.Symbol}_{(options.Interval == BarInterval.Minute ? "D1M" : "D1S")}.csv";
        string target = parsed.GetValue(Output) ?? Path.Combine(Workplace.Writable(workplace.Data), name);
        ImportResult result = BarImport.Run(files, target, instrument, options);
        Terminal.Say(result.ToString());
        Terminal.Good(result.WasWritten ? $"{target}: {result.Bars}" : $"{target} was not changed.");
        return result.ConflictCount > 0 || result.Reports.Any(report => report.HasErrors) ? ExitCode.Findings : ExitCode.Success;
    }

    private static LocalDate? DateOf(string? text)
    {
        if (text is null) return null;
        NodaTime.Text.ParseResult<LocalDate> parsed = LocalDatePattern.Iso.Parse(text);
        return parsed.Success ? parsed.Value : throw new CommandException($"--date was '{text}'; expected a date such as 2024-01-02.");
    }
}
