using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The probe and the gate as a user types them, on too few days to decide anything.</summary>
public sealed class ProbeCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-probe-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Forty_days_are_too_few_for_the_probe_and_the_gate_and_both_say_so()
    {
        await CommandProcess.RunAsync(_root, "data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        (int code, string output, string error) =
            await CommandProcess.RunAsync(_root, "probe", "--epochs", "1", "--threads", "1");
        Assert.True(code == 0, error);
        Assert.Contains("features 'Base': taught from ", output, StringComparison.Ordinal);
        Assert.Contains("validation days are too few to tell an edge from luck, 500 are asked for", output,
            StringComparison.Ordinal);
        Assert.Contains("control, sides swapped on a random half of the training days: not decided", output,
            StringComparison.Ordinal);

        (code, _, error) = await CommandProcess.RunAsync(_root, "train", "phase1", "--test", "--steps", "4096", "--name", "run");
        Assert.True(code == 0, error);
        (code, output, _) = await CommandProcess.RunAsync(_root, "gate", "run");
        Assert.Equal(5, code);
        Assert.Contains("not decided: ", output, StringComparison.Ordinal);
        Assert.True(File.Exists(new RunFolder(Path.Combine(_root, "runs", "run")).Best));
    }

    [Fact]
    public async Task An_impossible_number_of_trials_is_named()
    {
        await CommandProcess.RunAsync(_root, "data", "synth", "--days", "40", "--output", Path.Combine(_root, "data"));
        await CommandProcess.RunAsync(_root, "train", "phase1", "--test", "--steps", "4096", "--name", "run");
        (int code, _, string error) = await CommandProcess.RunAsync(_root, "gate", "run", "--trials", "0");
        Assert.Equal(2, code);
        Assert.Contains("Trials was 0; expected at least 1.", error, StringComparison.Ordinal);
    }
}
