using System.CommandLine;
using System.Globalization;
using RlTrainer.Cli.Importing;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Cli;

/// <summary>rltrainer data synth | import | validate.</summary>
internal static class DataCommand
{
    private const int ListedAtMost = 20;

    private static readonly Option<int> Days = new("--days")
    {
        Description = "Trading days, 1 to 5000.",
        DefaultValueFactory = _ => 250,
    };

    private static readonly Option<PlantedSignal> Signal = new("--signal")
    {
        Description = "The pattern hidden for an agent to find: None, Fast (a test of the learner; no market is like it) or "
            + "Realistic.",
        DefaultValueFactory = _ => PlantedSignal.Fast,
    };

    private static readonly Option<int> SecondDays = new("--second-days")
    {
        Description = "So many days, the first ones, also get one-second bars, in SYMBOL_D1S.csv.",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "Folder for SYMBOL_D1M.csv; the data folder by default.",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replace files that are there already." };

    private static readonly Option<string?> File = new("--file")
    {
        Description = "The file to check; by default the one found in the data folder.",
    };

    private static readonly Option<CheckMode> Mode = new("--mode")
    {
        Description = "Report lists what is wrong; Repair also says what would be mended; Strict stops at the first error. No "
            + "mode touches the file.",
        DefaultValueFactory = _ => CheckMode.Report,
    };

    private static readonly Option<BarInterval> Interval = new("--interval")
    {
        Description = "Minute or Second.",
        DefaultValueFactory = _ => BarInterval.Minute,
    };

    public static Command Tree()
    {
        var synth = new Command("synth", "Make synthetic bars: a seeded market that is no market, to try everything with.")
        {
            SharedOptions.Instrument, Days, SharedOptions.Seed, Signal, SecondDays, Output, Force,
        };
        synth.SetAction(Synthesize);
        var validate = new Command(
            "validate", "Check bars and list what is wrong, with file and line; --json with the stable names of "
            + "src/data-findings.md.")
        {
            SharedOptions.Instrument, File, Mode, Interval,
        };
        validate.SetAction(Validate);
        return new Command("data", "Make, import and check market data.") { synth, DataImportCommand.Tree(), validate };
    }

    private static int Synthesize(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        Instrument instrument = SharedOptions.InstrumentOf(parsed);
        string folder = Workplace.Writable(parsed.GetValue(Output) ?? workplace.Data);
        string minutes = Path.Combine(folder, $"{instrument.Symbol}_D1M.csv"),
            seconds = Path.Combine(folder, $"{instrument.Symbol}_D1S.csv");
        int secondDays = parsed.GetValue(SecondDays);
        foreach (string file in secondDays > 0 ? [minutes, seconds] : new[] { minutes })
            if (System.IO.File.Exists(file) && !parsed.GetValue(Force))
                throw new CommandException(
                    $"{file} is there already; say --force to replace it, or choose another folder with --output. Nothing was "
                    + $"written.");
        var config = new SyntheticConfig
        {
            Instrument = instrument,
            Days = parsed.GetValue(Days),
            Seed = parsed.GetValue(SharedOptions.Seed),
            Signal = parsed.GetValue(Signal),
            DaysWithSeconds = secondDays,
        };
        SyntheticMarket market = SyntheticBars.Generate(config);
        BarCsv.Write(minutes, market.Minutes);
        Terminal.Good($"{minutes}: {market.Minutes}");
        if (market.Seconds is { } bars)
        {
            BarCsv.Write(seconds, bars);
            Terminal.Good($"{seconds}: {bars}");
        }
        return ExitCode.Success;
    }

    private static int Validate(ParseResult parsed)
    {
        Instrument instrument = SharedOptions.InstrumentOf(parsed);
        BarInterval interval = parsed.GetValue(Interval);
        CheckMode mode = parsed.GetValue(Mode);
        CheckedBars read;
        if (parsed.GetValue(File) is { } file)
        {
            if (!System.IO.File.Exists(file))
                throw new CommandException($"There is no file {file}; expected bars as .csv, .csv.gz or .zip.");
            read = BarFile.Read(file, instrument, interval, mode);
        }
        else
        {
            BarSource source = MarketFiles.Find(SharedOptions.WorkplaceOf(parsed), instrument, interval);
            Terminal.Note(source.Reason);
            read = source.Read(mode);
        }
        if (Terminal.IsJson) Terminal.Document(FindingsJson.Of(read.Report));
        else Print(read);
        return read.Report.HasErrors ? ExitCode.Findings : ExitCode.Success;
    }

    private static void Print(CheckedBars read)
    {
        ValidationReport report = read.Report;
        Terminal.Say(read.Bars.ToString());
        Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.RowsRead} rows read as {report.Format}: {report.RowsKept} kept, {report.RowsListed} left out, "
            + $"{report.Changed.Count} changes"));
        if (report.Findings.Count == 0) Terminal.Good("Nothing was found.");
        foreach (BarFinding finding in report.Findings)
        {
            if (finding.Severity == FindingSeverity.Error) Terminal.Warn(finding.ToString());
            else Terminal.Say(finding.ToString());
        }
        foreach (ListedRow row in report.LeftOut.Take(ListedAtMost)) Terminal.Say($"  left out: {row}");
        if (report.LeftOut.Count > ListedAtMost)
            Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"  … and {report.LeftOut.Count - ListedAtMost} more"));
    }
}
