using System.CommandLine;
using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Files;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer experiment NAME|list.</summary>
internal static class ExperimentCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "An experiment's name, or list." };

    private static readonly Option<int> Seeds = new("--seeds")
    {
        Description = "Seeds of every arm, from 1.",
        DefaultValueFactory = _ => 5,
    };

    private static readonly Option<long> Steps = new("--steps")
    {
        Description = "Environment steps of a run.",
        DefaultValueFactory = _ => Experiment.DefaultSteps,
    };

    private static readonly Option<int> AtOnce = new("--at-once")
    {
        Description = "Runs at once, one thread each; 0 for one a processor.",
        DefaultValueFactory = _ => 0,
    };

    private static readonly Option<int> Days = new("--days")
    {
        Description = "Training days of the synthetic market; as many judge.",
        DefaultValueFactory = _ => 1000,
    };

    private static readonly Option<string> Signal = new("--market")
    {
        Description = "Fast, Realistic or None: the synthetic market's planted signal.",
        DefaultValueFactory = _ => nameof(PlantedSignal.Fast),
    };

    public static Command Tree()
    {
        var command = new Command(
            "experiment", "Answer a question with several seeds: interquartile means with intervals. Stopped anywhere, the same "
            + "command goes on.")
        {
            Name, Seeds, Steps, AtOnce, Days, Signal, SharedOptions.DataFile,
        };
        command.SetAction((parsed, cancellationToken) => Task.Run(() => Run(parsed, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellationToken)
    {
        string name = parsed.GetValue(Name)!;
        if (name == "list")
        {
            Terminal.Table("experiments", ["experiment", "arms", "question"], [.. Experiments.All.Select(known => new[]
            {
                known.Name, known.Arms.Count.ToString(CultureInfo.InvariantCulture), known.Question,
            })]);
            return ExitCode.Success;
        }
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        Experiment experiment = Experiments.Parse(name).WithSteps(parsed.GetValue(Steps));
        string folder = Workplace.Writable(Path.Combine(workplace.Runs, "experiments", name));
        var runner = new ExperimentRunner(experiment, DaysOf(parsed, workplace), folder);
        int atOnce = parsed.GetValue(AtOnce) is > 0 and var given ? given : Environment.ProcessorCount;
        runner.Run(parsed.GetValue(Seeds), atOnce, row => Terminal.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Arm}, seed {row.Seed}: profit ${row.ProfitUsd:N0}, {row.Share:P1} of the oracle, Sharpe {row.Sharpe:F2}")),
                cancellationToken);
        if (cancellationToken.IsCancellationRequested) return ExitCode.Interrupted;
        string table = ExperimentTable.Markdown(experiment, runner.Finished());
        AtomicFile.WriteText(Path.Combine(folder, "table.md"), table);
        Terminal.Say(table);
        return ExitCode.Success;
    }

    private static Func<string, ExperimentDays> DaysOf(ParseResult parsed, Workplace workplace)
    {
        if (parsed.GetValue(SharedOptions.DataFile) is { } file)
            return symbol => ExperimentDays.Of(
                MarketFiles.ReadMinutes(workplace, Instrument.Parse(symbol), file),
                RunConfig.Phase1 with { Instrument = symbol });
        if (!Enum.TryParse(parsed.GetValue(Signal), out PlantedSignal signal))
            throw new CommandException(
                $"--market was '{parsed.GetValue(Signal)}'; expected {string.Join(", ", Enum.GetNames<PlantedSignal>())}.");
        return symbol => ExperimentDays.Synthetic(signal, parsed.GetValue(Days), Instrument.Parse(symbol));
    }
}
