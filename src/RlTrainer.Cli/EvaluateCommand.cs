using System.CommandLine;
using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer evaluate RUN.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "A run's name, or a model file (.zip)." };

    private static readonly Option<string?> Output = new("--output", "-o") { Description = "Folder for the report and its tables; runs/NAME/evaluation by default." };

    public static Command Tree()
    {
        var evaluate = new Command("evaluate", "Judge a run's best model on the held-out test days: report, tables, independent audit.") { Run, SharedOptions.DataFile, Output };
        evaluate.SetAction(Evaluate);
        return evaluate;
    }

    private static int Evaluate(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        (string model, RunFolder? folder) = ModelFiles.Find(workplace, parsed.GetValue(Run)!);
        string output = Workplace.Writable(parsed.GetValue(Output) ?? Path.Combine(Path.GetDirectoryName(model)!, "evaluation"));
        Checkpoint checkpoint = CheckpointFile.Read(model);
        Terminal.Note(string.Create(CultureInfo.InvariantCulture, $"{model}: run {checkpoint.Manifest.Run}, phase {checkpoint.Manifest.Phase}, {checkpoint.Manifest.Steps:N0} steps"));
        BarSeries bars = MarketFiles.ReadMinutes(workplace, Instrument.Parse(checkpoint.Manifest.Instrument), parsed.GetValue(SharedOptions.DataFile));
        if (BarsHash.Of(bars) != checkpoint.Manifest.DataHash)
            Terminal.Warn("warning: these are not the bars the model was trained on; whether its test days are held out is for you to know.");
        Comparison comparison = EvaluationRun.OnTestDays(checkpoint, bars);
        IReadOnlyList<string> files = EvaluationRun.Write(comparison, checkpoint, output, folder);
        Print(comparison);
        Terminal.Good($"report: {files[0]}");
        if (comparison.Policies.All(policy => policy.Audit is not { IsClean: false })) return ExitCode.Success;
        Terminal.Fail("The audit found violations: the rules were not enforced as they should be. See the report.");
        return ExitCode.Findings;
    }

    private static void Print(Comparison comparison)
    {
        Terminal.Say($"{"policy",-34}{"profit $",12}{"± s.e.",10}{"trades",8}{"win",7}{"PF",7}{"accounts",10}  audit");
        foreach (PolicyEvaluation policy in comparison.Policies)
        {
            EvaluationMetrics metrics = policy.Metrics;
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{policy.PolicyName,-34}{Text(metrics.NetProfit, "F2"),12}{Text(metrics.NetProfitError, "F0"),10}{Text(metrics.Trades, "F0"),8}{Text(metrics.WinRate, "P0"),7}{Text(metrics.ProfitFactor, "F2"),7}{policy.AccountsUsed,10}  {policy.Audit?.Headline}"));
        }
    }

    private static string Text(Measured figure, string format) => figure.Value is { } value ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
