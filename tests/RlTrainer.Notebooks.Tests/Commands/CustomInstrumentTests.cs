using RlTrainer.Cli;
using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>An instrument beyond the eight, from the instruments file to the report.</summary>
public sealed class CustomInstrumentTests : IDisposable
{
    private const string Run = """
        { "Preset": "test", "Name": "gold", "Instrument": "GC", "Threads": 1, "Ppo": { "Steps": 512, "StepsPerRollout": 64, "Hidden": [16], "Epochs": 1 },
          "Schedule": { "EvaluateEverySteps": 512, "CheckpointEverySteps": 512, "EvaluationEpisodes": 4 } }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-custom-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_custom_instrument_is_taken_everywhere_and_carried_by_its_runs_and_sweeps()
    {
        string bars = Path.Combine(_root, "data", "GC_D1M.csv"), run = Path.Combine(_root, "run.json"),
            sweep = Path.Combine(_root, "sweep.json");
        Write(tickValue: 10);
        Assert.Equal(ExitCode.Success, await CommandAsync("data", "synth", "--symbol", "GC", "--days", "30"));
        Assert.Equal(ExitCode.Success, await CommandAsync("data", "validate", "--symbol", "gc"));
        Assert.Equal(ExitCode.Success,
            await CommandAsync("data", "import", bars, "--symbol", "GC", "--output", Path.Combine(_root, "imported.csv")));
        await File.WriteAllTextAsync(run, Run);
        await File.WriteAllTextAsync(sweep, """{ "Name": "golden", "Run": """ + Run + " }");
        Assert.Equal(ExitCode.Success, await CommandAsync("config", "check", run));
        Assert.Equal(ExitCode.Success, await CommandAsync("train", "phase1", "--config", run));
        Assert.Equal(ExitCode.Success, await CommandAsync("sweep", "slurm", sweep));

        File.Delete(Instruments);                                                   // runs and sweeps hold what they need of it
        Assert.Equal(ExitCode.Success, await CommandAsync("evaluate", "gold", "--quick"));
        Assert.Equal(ExitCode.Success, await CommandAsync("train", "--rerun", "gold"));
        Assert.Equal(ExitCode.Success, await CommandAsync("sweep", "trial", "golden", "0"));
        string report = await File.ReadAllTextAsync(Path.Combine(_root, "runs", "gold", "evaluation", "report.html"));
        Assert.Contains("on Gold (GC, custom instrument on ", report, StringComparison.Ordinal);
        Assert.Contains("<dd>$3.10 a contract and side, 2 tick(s) of slippage on each market order</dd>", report,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await CommandAsync("config", "check", run));

        Write(tickValue: 20);                                                       // another contract under the same name
        Assert.Equal(ExitCode.BadInput, await CommandAsync("train", "phase1", "--config", run, "--resume"));
        Assert.Equal(ExitCode.BadInput, await CommandAsync("sweep", "slurm", sweep));
    }

    [Fact]
    public async Task Another_file_is_named_by_an_option_and_must_be_there()
    {
        Write(tickValue: 10);
        string moved = Path.Combine(_root, "mine.json");
        File.Move(Instruments, moved);
        Assert.Equal(ExitCode.BadInput, await CommandAsync("data", "synth", "--symbol", "GC", "--days", "2"));
        Assert.Equal(ExitCode.Success,
            await CommandAsync("data", "synth", "--symbol", "GC", "--days", "2", "--instruments-file", moved));
        Assert.Equal(ExitCode.BadInput,
            await CommandAsync("data", "validate", "--symbol", "GC", "--instruments-file", Path.Combine(_root, "absent.json")));
    }

    private string Instruments => Path.Combine(_root, "data", InstrumentCatalog.FileName);

    private void Write(int tickValue)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Instruments)!);
        File.WriteAllText(Instruments, $$"""{ "Instruments": [ { "Symbol": "GC", "Name": "Gold", "TickSize": 0.1, "TickValueUsd": {{tickValue}}, "SlippageTicks": 2, "CommissionPerSideUsd": 3.1 } ] }""");
    }

    private Task<int> CommandAsync(params string[] words) => RlTrainerCommand.RunAsync([.. words, "--root", _root]);
}
