using System.CommandLine;
using RlTrainer.Cli.Menu;
using RlTrainer.Columnar;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Cli.Importing;

/// <summary>rltrainer data import FILES: vendor exports into the data folder.</summary>
internal static class DataImportCommand
{
    private const int MostQuestions = 5;

    private static readonly Argument<string[]> Files = new("file")
    {
        Description = "One or more exports or folders of them: text, gzip, zip, zstd, bzip2, xz, Parquet, Arrow, DBN.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> AcceptEvidence = new("--accept-evidence")
    {
        Description = "Where one reading alone has no bar outside trading hours, take it instead of asking.",
    };

    private static readonly Option<bool> Aggregate = new("--aggregate")
    {
        Description = "Make bars of trades, or minutes of seconds: first, highest, lowest, last, sum. Gaps stay gaps.",
    };

    private static readonly Option<bool> BackAdjusted = new("--back-adjusted")
    {
        Description = "The series is back-adjusted: prices of zero or less are legal.",
    };

    private static readonly Option<string[]> Accept = new("--accept")
    {
        Description = "Pass a guard that refused: symbol, level, tick, target, rows or zone.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Contract = new("--contract")
    {
        Description = "The one contract to take where a file holds several.",
    };

    private static readonly Option<bool> Front = new("--front")
    {
        Description = "Where there are several contracts: each day takes the one with the most volume the day before.",
    };

    private static readonly Option<RollTreatment> Roll = new("--roll")
    {
        Description = "How changes of contract are written.",
        DefaultValueFactory = _ => RollTreatment.Unadjusted,
    };

    private static readonly Option<CheckMode> Mode = new("--mode")
    {
        Description = "What to do with rows that break a rule.",
        DefaultValueFactory = _ => CheckMode.Report,
    };

    private static readonly Option<BarInterval> Interval = new("--interval")
    {
        Description = "Minute or Second.",
        DefaultValueFactory = _ => BarInterval.Minute,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Read and check everything and print the plan, but write nothing.",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file to write or to add to; SYMBOL_D1M.csv (or D1S) in the data folder by default.",
    };

    public static Command Tree()
    {
        var import = new Command(
            "import", "Bring vendors' files into the data folder; later downloads are added, conflicts listed and never "
            + "overwritten.")
        {
            Files, SharedOptions.Instrument, Interval, AcceptEvidence, Aggregate, BackAdjusted, Accept, Contract, Front, Roll,
            Mode, DryRun, Output,
        };
        foreach (Option option in ImportFacts.All) import.Options.Add(option);
        import.SetAction(Import);
        return import;
    }

    private static int Import(System.CommandLine.ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        Instrument instrument = SharedOptions.InstrumentOf(parsed);
        ImportOptions options = ImportFacts.Apply(OptionsOf(parsed), parsed, workplace);
        string[] files = parsed.GetValue(Files)!;
        foreach (string file in files)
            if (!File.Exists(file) && !Directory.Exists(file))
                throw new CommandException($"There is no file {file}; expected a vendor's export. Nothing was imported.");
        string name = $"{instrument.Symbol}_{(options.Interval == BarInterval.Minute ? "D1M" : "D1S")}.csv";
        string target = parsed.GetValue(Output) ?? Path.Combine(Workplace.Writable(workplace.Data), name);
        ImportResult result = Run(files, target, instrument, options);
        foreach (string line in result.ToPlan()) Terminal.Say(line);
        Terminal.Say(result.ToString());
        if (result.WasWritten) Terminal.Good($"{target}: {result.Bars}");
        else
            Terminal.Note(options.DryRun ? $"{target} was not changed: this was a dry run."
                : $"{target} was not changed: every bar of the files is there already.");
        return result.ConflictCount > 0 || result.Reports.Any(report => report.HasErrors) ? ExitCode.Findings : ExitCode.Success;
    }

    private static ImportOptions OptionsOf(System.CommandLine.ParseResult parsed) => new()
    {
        Interval = parsed.GetValue(Interval),
        AcceptEvidence = parsed.GetValue(AcceptEvidence),
        Aggregate = parsed.GetValue(Aggregate),
        IsBackAdjusted = parsed.GetValue(BackAdjusted),
        Accept = AcceptedOf(parsed.GetValue(Accept) ?? []),
        Contract = parsed.GetValue(Contract),
        FrontByVolume = parsed.GetValue(Front),
        Roll = parsed.GetValue(Roll),
        Mode = parsed.GetValue(Mode),
        DryRun = parsed.GetValue(DryRun),
        Formats = ColumnarFormats.All,
    };

    /// <summary>Asks in a terminal what a file leaves open; elsewhere the question is the refusal.</summary>
    private static ImportResult Run(string[] files, string target, Instrument instrument, ImportOptions options)
    {
        for (int asked = 0; ; asked++)
        {
            try
            {
                return BarImport.Run(files, target, instrument, options);
            }
            catch (BarQuestionException question) when (MainMenu.IsPossible && asked < MostQuestions)
            {
                Terminal.Say(question.Message.Split('\n')[0]);
                Choice[] choices = [.. question.Question.Readings.Select(reading =>
                    new Choice(reading.Choice, reading.OutsideHours is { } outside
                        ? $"{reading.Meaning}; {outside} of {question.Question.BarsJudged} bars outside trading hours"
                            : reading.Meaning))];
                if (Choice.Of($"Which is right: {question.Question.Fact}?", choices) is not { } chosen) throw;
                options = options.With(question.Question.Readings[chosen]);
            }
        }
    }

    private static string[] AcceptedOf(string[] guards)
    {
        foreach (string guard in guards)
            if (guard is not ("symbol" or "level" or "tick" or "target" or "rows" or "zone"))
                throw new CommandException($"--accept was '{guard}'; expected symbol, level, tick, target, rows or zone.");
        return guards;
    }
}
