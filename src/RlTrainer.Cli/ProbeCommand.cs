using System.CommandLine;
using RlTrainer.Cli.Configuration;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer probe.</summary>
internal static class ProbeCommand
{
    private static readonly Option<string?> Features = new("--features")
    {
        Description = "The feature set to ask; Base by default.",
    };

    private static readonly Option<int> Epochs = new("--epochs")
    {
        Description = "Passes over all training bars.",
        DefaultValueFactory = _ => 2,
    };

    public static Command Tree()
    {
        var probe = new Command(
            "probe", "In seconds, before any training: how much signal do the features carry on these bars? A control without "
            + "signal stands beside it.")
        {
            Features, Epochs, ConfiguredRun.Config, ConfiguredRun.Set, SharedOptions.Instrument, SharedOptions.DataFile,
            SharedOptions.Seed, SharedOptions.Threads,
        };
        probe.SetAction(Probe);
        return probe;
    }

    private static int Probe(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        RunRequest request = ConfiguredRun.Over(
            parsed, RunConfig.Phase1, after: null, ConfiguredRun.Given(parsed, SharedOptions.Seed, "Seed"),
            ConfiguredRun.Given(parsed, SharedOptions.Instrument, "Instrument"),
            ConfiguredRun.Given(parsed, Features, "FeatureSet"));
        RunConfig config = request.Config.Checked();
        BarSeries bars = MarketFiles.ReadMinutes(
            workplace, config.TradedInstrument(), parsed.GetValue(SharedOptions.DataFile) ?? request.Data);
        var look = new ProbeConfig { Epochs = parsed.GetValue(Epochs), Seed = config.Seed };
        ProbeReport report =
            SignalProbe.Run(PreparedMarket.Of(bars, config), config, look, parsed.GetValue(SharedOptions.Threads));
        foreach (string line in report.Lines()) Terminal.Say(line);
        return report.Signal.Verdict.Outcome == EdgeOutcome.NoEdgeFound ? ExitCode.NoEdge : ExitCode.Success;
    }
}
