using System.CommandLine;
using System.Globalization;
using RlTrainer.Audit;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer audit rules [RUN | trades.csv].</summary>
internal static class AuditRulesCommand
{
    private static readonly Argument<string?> Subject = new("subject")
    {
        Description = "A run's name or a model file (.zip): its model walks its test days. A trades.csv: its trades are judged. "
            + "Nothing: a random policy walks every day.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Preset = new("--preset", "--rules")
    {
        Description = "A rule preset's name, a rules file (.json), or all.",
        DefaultValueFactory = _ => "all",
    };

    private static readonly Option<string?> SecondsFile = new("--seconds")
    {
        Description = "A second-bar file that decides the order inside the minutes; only without a subject.",
    };

    private static readonly Option<int> Contracts = new("--contracts")
    {
        Description = "Contracts of the random policy's entries.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Lines = new("--lines")
    {
        Description = "Lines of violations and of reached limits printed for each preset.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<bool> Repair = new("--repair")
    {
        Description = "Read bars with errors as `data validate --mode Repair` says; without, they are refused.",
    };

    public static Command Tree()
    {
        var rules = new Command(
            "rules", "Trade under a programme's rules, or all of them, and have an independent auditor recompute everything.")
        {
            Subject, SharedOptions.DataFile, SharedOptions.Instrument, SecondsFile, Preset, Contracts, SharedOptions.Seed,
            Lines, Repair,
        };
        rules.SetAction(Audit);
        return rules;
    }

    private static int Audit(ParseResult parsed)
    {
        IReadOnlyList<RuleSet> presets = parsed.GetValue(Preset) is { } name && name != "all" ? [RuleFile.Find(name)]
            : RulePresets.All;
        string? subject = parsed.GetValue(Subject);
        if (subject is null) return Walked(parsed, OfRandom(parsed, presets));
        if (!subject.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            return Walked(parsed, OfModel(parsed, subject, presets));
        return Judged(parsed, subject, presets);
    }

    private static IEnumerable<PolicyEvaluation> OfRandom(ParseResult parsed, IReadOnlyList<RuleSet> presets)
    {
        var instrument = SharedOptions.InstrumentOf(parsed);
        BarSeries bars = Bars(parsed, instrument, parsed.GetValue(SharedOptions.DataFile));
        BarSeries? seconds = parsed.GetValue(SecondsFile) is not { } file ? null
            : File.Exists(file) ? BarFile.Read(file, instrument, BarInterval.Second, CheckMode.Repair).Bars
            : throw new CommandException($"There is no file {file}; expected second bars as .csv, .csv.gz or .zip.");
        return PresetAudit.OfRandomActions(
            bars, presets, parsed.GetValue(Contracts), parsed.GetValue(SharedOptions.Seed), seconds);
    }

    private static IEnumerable<PolicyEvaluation> OfModel(ParseResult parsed, string run, IReadOnlyList<RuleSet> presets)
    {
        (string model, _) = ModelFiles.Find(SharedOptions.WorkplaceOf(parsed), run);
        Checkpoint checkpoint = CheckpointFile.Read(model);
        BarSeries bars = Bars(parsed, RunModels.ConfigOf(checkpoint).TradedInstrument(), parsed.GetValue(SharedOptions.DataFile));
        return PresetAudit.OfModel(checkpoint, bars, presets);
    }

    private static BarSeries Bars(ParseResult parsed, Instrument instrument, string? file)
    {
        if (!parsed.GetValue(Repair) || file is null)
            return MarketFiles.ReadMinutes(SharedOptions.WorkplaceOf(parsed), instrument, file);
        if (!File.Exists(file))
            throw new CommandException($"There is no file {file}; expected minute bars as .csv, .csv.gz or .zip.");
        BarSeries bars = BarFile.Read(file, instrument, BarInterval.Minute, CheckMode.Repair).Bars;
        Terminal.Say(bars.ToString());
        return bars;
    }

    private static int Walked(ParseResult parsed, IEnumerable<PolicyEvaluation> evaluations)
    {
        var rows = new List<string[]>();
        int violations = 0;
        foreach (PolicyEvaluation evaluation in evaluations)
        {
            AuditReport report = evaluation.Audit!;
            if (rows.Count == 0) Terminal.Note($"{evaluation.PolicyName}, one account after the other:");
            Terminal.Say($"\n{evaluation.Rules.Name}: "
                + $"{evaluation.Rules.Title}\n{report.ToText(parsed.GetValue(Lines)).TrimEnd()}");
            violations += report.Violations.Count;
            rows.Add(
            [
                evaluation.Rules.Name, Count(report.BarCount), Count(report.FillCount), Count(report.AccountCount),
                Reached(report, AuditRule.Drawdown),
                Reached(report, AuditRule.DailyLoss), Reached(report, AuditRule.Pass), Count(report.Violations.Count),
            ]);
        }
        Terminal.Say("");
        Terminal.Table("presets",
            ["preset", "bars", "fills", "accounts", "drawdown breaches", "daily limits", "passed", "violations"], rows);
        if (violations == 0) Terminal.Good("No violation: every rule named as checked was enforced to the cent.");
        else
            Terminal.Fail($"{violations} violation(s): rules were not enforced, or the books differ. This is a defect of the "
                + $"simulation; please report the lines above.");
        return violations == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static int Judged(ParseResult parsed, string file, IReadOnlyList<RuleSet> presets)
    {
        if (!File.Exists(file))
            throw new CommandException($"There is no file {file}; expected a trades.csv that `rltrainer evaluate` wrote.");
        BarSeries bars = Bars(parsed, SharedOptions.InstrumentOf(parsed), parsed.GetValue(SharedOptions.DataFile));
        IReadOnlyList<Trading.Trade> trades = TradesCsv.Read(File.ReadAllText(file), Path.GetFileName(file), bars);
        Terminal.Note($"{trades.Count} trades of {file}, judged on one fresh account under each preset:");
        string[][] rows = [.. presets.Select(rules => Rejudge.Trades(trades, bars, rules)).Select(judged => new[]
        {
            judged.Preset, judged.Outcome.ToString(), judged.Bar < 0 ? "" : BarTime.Short(bars, judged.Bar),
            Dollars(judged.EquityCents), Dollars(judged.ThresholdCents),
            Dollars(judged.EquityCents - judged.ThresholdCents), Count(judged.TradedDays), Count(judged.TradesCounted),
            Count(judged.TradesRefused), judged.Reason,
        })];
        Terminal.Table("presets",
            ["preset", "outcome", "when", "equity", "threshold", "margin", "days", "trades", "refused", "why"], rows);
        return ExitCode.Success;
    }

    private static string Reached(AuditReport report, AuditRule rule) => Count(report.Breaches.Count(line => line.Rule == rule));

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Dollars(long cents) => (cents / 100m).ToString("F2", CultureInfo.InvariantCulture);
}
