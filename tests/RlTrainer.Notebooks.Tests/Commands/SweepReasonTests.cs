using System.Text.Json;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>A trial that ends without a result says whose fault it was and why, in every table of its sweep.</summary>
[Trait("Speed", "Slow")]
public sealed class SweepReasonTests : IDisposable
{
    private const string Sweep = """
        { "Name": "reasons", "Attempts": 2, "Seeds": [1, 2], "Run": { "Preset": "test",
            "Ppo": { "Steps": 2048, "StepsPerRollout": 64, "Hidden": [8], "BatchSize": 64, "Epochs": 1 },
            "Schedule": { "EvaluateEverySteps": 1024, "CheckpointEverySteps": 1024, "EvaluationEpisodes": 2,
                "PatienceEvaluations": 0 } } }
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-reasons-").FullName;

    private string Folder => Path.Combine(_root, "runs", "sweeps", "reasons");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>A folder where trial 0 wants to write its list of attempts is a fault of the machine; bars that are not there
    /// are wrong input. Without both the sweep ends, and nothing speaks of a failure any more.</summary>
    [Fact]
    public async Task A_failed_trial_has_its_reason_in_status_collect_and_page_until_it_is_done()
    {
        Assert.Equal(0, (await CommandProcess.RunAsync(_root, "data", "synth", "--days", "24")).Code);
        string file = Path.Combine(_root, "reasons.json"), block = Path.Combine(Folder, "trials", "0000", "attempts.log");
        await File.WriteAllTextAsync(file, Sweep);
        Directory.CreateDirectory(block);
        (int code, string output, string error) = await CommandProcess.RunAsync(_root, "sweep", "run", file, "--jobs", "1");
        Assert.True(code == 1, output + error);
        Assert.Contains("stopped by a fault of the machine: ", output, StringComparison.Ordinal);
        Assert.Contains("in attempt 2 of 2", output, StringComparison.Ordinal);
        string told = Assert.Single(output.Split('\n'), line => line.StartsWith("           0", StringComparison.Ordinal));
        Assert.Contains("fault of the machine: ", told, StringComparison.Ordinal);
        Assert.Contains(block, told, StringComparison.Ordinal);
        Assert.Contains("1 trials did not finish; the table of failed trials says why", error, StringComparison.Ordinal);
        Assert.Contains(told.Trim(), await File.ReadAllTextAsync(Path.Combine(Folder, "table.txt")), StringComparison.Ordinal);
        Assert.Contains("fault of the machine: ", await File.ReadAllTextAsync(Path.Combine(Folder, "sweep.html")),
            StringComparison.Ordinal);
        Assert.Equal([("failed", "fault of the machine: "), ("done", null)], await StatusAsync());

        string absent = Path.Combine(_root, "absent.csv");
        Assert.Contains("absent.csv", await CommandProcess.RefusalAsync(_root, "sweep", "trial", Folder, "0", "--data", absent),
            StringComparison.Ordinal);
        Assert.Equal([("failed", "wrong input: "), ("done", null)], await StatusAsync());

        Directory.Delete(block);
        (code, output, error) = await CommandProcess.RunAsync(_root, "sweep", "run", file, "--jobs", "1");
        Assert.True(code == 0, output + error);
        Assert.DoesNotContain("failed trial", output, StringComparison.Ordinal);
        Assert.Equal([("done", null), ("done", null)], await StatusAsync());
        Assert.Empty(Directory.GetFiles(Folder, "failure.json", SearchOption.AllDirectories));
    }

    /// <summary>[trials] its state, and the beginning of its reason up to the colon.</summary>
    private async Task<(string? State, string? Reason)[]> StatusAsync()
    {
        (_, string output, _) = await CommandProcess.RunAsync(_root, "sweep", "status", "reasons", "--json");
        using var document = JsonDocument.Parse(output);
        return
        [
            .. document.RootElement.GetProperty("trials").EnumerateArray().Select(row =>
                (row.GetProperty("state").GetString(), Beginning(row.GetProperty("reason").GetString()))),
        ];
    }

    private static string? Beginning(string? reason) => reason?[..(reason.IndexOf(": ", StringComparison.Ordinal) + 2)];
}
