using System.CommandLine;
using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer gate RUN.</summary>
internal static class GateCommand
{
    private static readonly Argument<string> Run = new("run") { Description = "A run's name, or a model file (.zip)." };

    private static readonly Option<int> Trials = new("--trials")
    {
        Description = "Models that were tried on the same validation days, this one included: the more, the clearer the edge "
            + "must be.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "Fewest validation days to decide on.",
        DefaultValueFactory = _ => 500,
    };

    public static Command Tree()
    {
        var gate = new Command(
            "gate", "May this model trade? Judges its entries at every bar of the validation days; without a clear edge the "
            + "answer is to stay flat.")
        {
            Run, Trials, Days, SharedOptions.DataFile, SharedOptions.Threads,
        };
        gate.SetAction(Judge);
        return gate;
    }

    private static int Judge(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        Checkpoint model = CheckpointFile.Read(ModelFiles.Find(workplace, parsed.GetValue(Run)!).Model);
        RunConfig config = RunModels.ConfigOf(model);
        BarSeries bars = MarketFiles.ReadMinutes(workplace, config.TradedInstrument(), parsed.GetValue(SharedOptions.DataFile));
        if (BarsHash.Of(bars) != model.Manifest.DataHash)
            Terminal.Warn("warning: these are not the bars the model was trained on; whether the validation days are new to it "
                + "is for you to know.");
        var market = PreparedMarket.Of(bars, config, model.Features);
        using CpuEngine engine = RunModels.EngineOf(model, market.Validation, parsed.GetValue(SharedOptions.Threads));
        var outcomes = EntryOutcomes.Of(market.Validation, config.Environment, config.Rules);
        EdgeVerdict verdict =
            EdgeGate.Judge(engine, model.Dense, outcomes,
                new EdgeGateConfig { Trials = parsed.GetValue(Trials), FewestDays = parsed.GetValue(Days) });
        Terminal.Say($"{"most certain",-14}{"least lead",12}{"bars",9}{"days",7}{"mean $",10}{"± s.e.",9}{"s.e.s",7}");
        foreach (EdgeLine line in verdict.Lines)
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Share,-14:P0}{line.LeastLead,12:F2}{line.Entries,9:N0}{line.Days,7}{line.MeanUsd,10:F2}"
                + $"{line.ErrorUsd,9:F2}{line.InErrors,7:F1}"));
        Terminal.Good(verdict.InWords);
        return verdict.Outcome == EdgeOutcome.EdgeFound ? ExitCode.Success : ExitCode.NoEdge;
    }
}
