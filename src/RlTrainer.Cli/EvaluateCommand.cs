using System.CommandLine;
using System.Globalization;
using NodaTime;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Trading;

namespace RlTrainer.Cli;

/// <summary>rltrainer evaluate RUN.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "A run's name, or a model file (.zip)." };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "Folder for the report and its tables; runs/NAME/evaluation by default.",
    };

    private static readonly Option<bool> AllDays = new("--all-days")
    {
        Description = "Walk every day of the data instead of its test days; for data the model has never seen.",
    };

    private static readonly Option<string?> Rules = new("--rules")
    {
        Description = "Walk under other rules than those trained under: a preset's name (see `rltrainer rules list`), or a rules "
            + "file (.json).",
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Leave out counterfactuals and the judgement of every checkpoint, which walk the days again and again.",
    };

    public static Command Tree()
    {
        var evaluate = new Command(
            "evaluate", "Judge a run's best model on the held-out test days: report, tables, independent audit.") { Run,
            SharedOptions.DataFile, Output, AllDays, Rules, Quick };
        evaluate.SetAction(Evaluate);
        return evaluate;
    }

    private static int Evaluate(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        (string model, RunFolder? folder) = ModelFiles.Find(workplace, parsed.GetValue(Run)!);
        string output = Workplace.ProvedWritable(
            parsed.GetValue(Output) ?? Path.Combine(Path.GetDirectoryName(model)!, "evaluation"));
        Checkpoint checkpoint = CheckpointFile.Read(model);
        Terminal.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{model}: run {checkpoint.Manifest.Run}, phase {checkpoint.Manifest.Phase}, {checkpoint.Manifest.Steps:N0} steps"));
        (BarSeries bars, ValidationReport checks) =
            MarketFiles.CheckMinutes(
                workplace, RunModels.ConfigOf(checkpoint).TradedInstrument(), parsed.GetValue(SharedOptions.DataFile));
        if (BarsHash.Of(bars) != checkpoint.Manifest.DataHash)
            Terminal.Warn("warning: these are not the bars the model was trained on; whether its test days are held out is for "
                + "you to know.");
        RuleSet? rules = parsed.GetValue(Rules) is { } name ? RuleFile.Find(name) : null;
        Comparison comparison = parsed.GetValue(AllDays) ? EvaluationRun.On(checkpoint, bars, rules: rules)
            : EvaluationRun.OnTestDays(checkpoint, bars, rules: rules);
        EvaluationExtras extras = Extras(
            comparison, checkpoint, parsed.GetValue(Quick) ? null : folder,
            (Path.Combine(folder?.Path ?? Path.GetDirectoryName(model)!, "test-openings.txt"),
                $"rltrainer evaluate {parsed.GetValue(Run)}"),
            checks, parsed.GetValue(Quick));
        if (extras.TestOpenings.Count > 1)
            Terminal.Warn($"These test days have been opened {extras.TestOpenings.Count} times; each look makes them less "
                + $"held out.");
        IReadOnlyList<string> files = EvaluationRun.Write(comparison, checkpoint, output, folder, extras);
        Print(comparison);
        PrintFunded(comparison.Policies[0], checkpoint.Manifest.Seed);
        Terminal.Good($"report: {files[0]}");
        if (comparison.Policies.All(policy => policy.Audit is not { IsClean: false })) return ExitCode.Success;
        Terminal.Fail("The audit found violations: the rules were not enforced as they should be. See the report.");
        return ExitCode.Findings;
    }

    /// <summary>Counts this opening of the test days, and works out what the report holds beyond the comparison.</summary>
    public static EvaluationExtras Extras(
        Comparison comparison, Checkpoint checkpoint, RunFolder? run, (string File, string Purpose) opening,
        ValidationReport checks, bool isQuick = false)
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var selection = run is null ? null : EvaluationRun.Selection(comparison, run);
        return new EvaluationExtras
        {
            TestOpenings = SealedTest.Open(opening.File, BarsHash.Of(comparison.Policies[0].Bars), opening.Purpose, now),
            BarChecks = checks,
            Selection = selection?.Evidence,
            AgainstBaselines = selection?.AgainstBaselines ?? [],
            Counterfactuals = isQuick ? [] : EvaluationRun.CounterfactualsOf(comparison, checkpoint),
        };
    }

    public static void Print(Comparison comparison)
    {
        Terminal.Table("policies",
            ["policy", "profit $", "± s.e.", "trades", "win", "PF", "cost/R", "accounts", "passed", "breached", "audit"],
            [.. comparison.Policies.Select(Row)]);
        PolicyEvaluation subject = comparison.Policies[0];
        Terminal.Say($"Passing takes {PassConditions.InWords(subject.Rules)}.");
        if (subject.Audit is { } first) Terminal.Say($"Audit of {subject.PolicyName}: {first.Headline}");
    }

    private static string[] Row(PolicyEvaluation policy)
    {
        EvaluationMetrics metrics = policy.Metrics;
        return
        [
            policy.PolicyName, Text(metrics.NetProfit, "F2"), Text(metrics.NetProfitError, "F0"), Text(metrics.Trades, "F0"),
            Text(metrics.WinRate, "P0"), Text(metrics.ProfitFactor, "F2"), Text(metrics.CostPerR, "P0"),
            policy.AccountsUsed.ToString(CultureInfo.InvariantCulture), Ended(policy, AccountOutcome.Passed),
            Ended(policy, AccountOutcome.Breached),
            Audited(policy),
        ];
    }

    /// <summary>One line a funded account: what it would leave its trader.</summary>
    private static void PrintFunded(PolicyEvaluation subject, ulong seed)
    {
        IReadOnlyList<FundedOutlook> outlooks = FundedOutlook.UnderPresets(subject, RulePresets.All, seed);
        if (outlooks.Count == 0) return;
        Terminal.Say($"Funded accounts, {outlooks[0].HorizonDays} days drawn from the {outlooks[0].TestDays} test days:");
        foreach (FundedOutlook outlook in outlooks) Terminal.Say($"  {outlook}");
    }

    private static string Audited(PolicyEvaluation policy) => policy.Audit is not { } audit ? "none"
        : audit.IsClean ? "no violation" : $"{audit.Violations.Count} violation(s)";

    private static string Ended(PolicyEvaluation policy, AccountOutcome outcome) =>
        policy.Rules.Stage == AccountStage.Funded && outcome == AccountOutcome.Passed ? "no goal"
            : policy.Journal.Accounts.Count(account => account.Outcome == outcome).ToString(CultureInfo.InvariantCulture);

    private static string Text(Measured figure, string format) => figure.Value is { } value
        ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
