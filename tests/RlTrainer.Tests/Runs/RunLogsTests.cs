using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class RunLogsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_resumed_run_cuts_off_what_was_written_after_its_checkpoint()
    {
        IReadOnlyDictionary<string, long> lengths;
        using (var logs = new RunLogs(_folder))
        {
            logs.Append("metrics.csv", "steps,reward");
            logs.Append("metrics.csv", "1024,0.5");
            lengths = logs.Lengths("metrics.csv", "evaluations.csv");
            logs.Append("metrics.csv", "2048,0.75");
            logs.Append("evaluations.csv", "steps,reward");
        }
        RunLogs.CutBack(_folder, lengths);
        using (var logs = new RunLogs(_folder)) logs.Append("metrics.csv", "2048,0.625");
        Assert.Equal("steps,reward\n1024,0.5\n2048,0.625\n", File.ReadAllText(Path.Combine(_folder, "metrics.csv")));
        Assert.Equal("", File.ReadAllText(Path.Combine(_folder, "evaluations.csv")));
    }

    [Fact]
    public void A_log_that_became_shorter_than_at_the_checkpoint_is_refused_and_kept()
    {
        string file = Path.Combine(_folder, "metrics.csv");
        File.WriteAllText(file, "ab");
        var error = Assert.Throws<InvalidDataException>(
            () => RunLogs.CutBack(_folder, new Dictionary<string, long> { ["metrics.csv"] = 5 }));
        Assert.Equal(
            $"{file} has 2 bytes; the checkpoint was written when it had 5. The log was changed since; restore it, or start the "
            + $"run again under another name.",
            error.Message);
        Assert.Equal("ab", File.ReadAllText(file));
    }
}
