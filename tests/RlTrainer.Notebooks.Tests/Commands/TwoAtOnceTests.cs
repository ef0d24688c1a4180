using System.Globalization;
using RlTrainer.Files;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>Two commands that write to one place at the same time, each in a process of its own.</summary>
public sealed class TwoAtOnceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-two-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_second_curriculum_of_one_name_hears_who_has_the_first_and_changes_nothing()
    {
        string folder = Path.Combine(_root, "runs", "both");
        using (FolderOwner.Take(folder, "curriculum", TimeProvider.System))
        {
            string[] before = Directory.GetFiles(folder);
            (int code, _, string error) = await CommandProcess.RunAsync(
                _root, "train", "curriculum", "--test", "--name", "both");
            Assert.Equal(4, code);
            Assert.Contains($"is being written by process {Environment.ProcessId} on host '{Environment.MachineName}' "
                + $"(curriculum, "
                + "since ", error, StringComparison.Ordinal);
            Assert.Contains("wait for it, or end it first. Nothing was changed.", error, StringComparison.Ordinal);
            Assert.Equal(before, Directory.GetFiles(folder));
        }
    }

    /// <summary>The days of four downloads, each imported by two
    /// processes at once: no row is lost, whoever comes first.</summary>
    [Fact]
    public async Task Imports_at_once_into_one_file_lose_no_row_of_each_other()
    {
        string data = Path.Combine(_root, "data"), target = Path.Combine(data, "NQ_D1M.csv");
        string made = Path.Combine(_root, "made");
        Assert.Equal(0, (await CommandProcess.RunAsync(_root, "data", "synth", "--days", "12", "--output", made)).Code);
        string[] lines = await File.ReadAllLinesAsync(
            Directory.GetFiles(made, "NQ_D1M*.csv", SearchOption.AllDirectories).Single());
        string[] downloads = [.. Enumerable.Range(0, 4).Select(part => Download(lines, part))];
        int refused = 0;
        var open = new Queue<string>(downloads);
        while (open.Count > 0)
        {
            string[] pair = [open.Dequeue(), .. open.Count > 0 ? new[] { open.Dequeue() } : []];
            (int Code, string Output, string Error)[] ended = await Task.WhenAll(
                pair.Select(file => CommandProcess.RunAsync(_root, "data", "import", file)));
            for (int which = 0; which < pair.Length; which++)
            {
                if (ended[which].Code == 0) continue;
                Assert.True(ended[which].Code == 4, ended[which].Output + ended[which].Error);
                Assert.Contains("NQ_D1M.csv is being", ended[which].Error, StringComparison.Ordinal);
                refused++;
                open.Enqueue(pair[which]);
            }
            Assert.True(ended.Any(each => each.Code == 0), "both were refused");
        }
        Assert.Equal(lines, await File.ReadAllLinesAsync(target));
        Assert.InRange(refused, 0, 6);
    }

    /// <summary>Each waits for the trials that the other has, and both end well with the same table.</summary>
    [Fact]
    public async Task Two_sweeps_at_once_in_one_folder_share_the_trials_and_each_is_begun_once()
    {
        Assert.Equal(0, (await CommandProcess.RunAsync(_root, "data", "synth", "--days", "24")).Code);
        string file = Path.Combine(_root, "both.json");
        await File.WriteAllTextAsync(file,
            """
            { "Name": "both", "Seeds": [1, 2, 3], "Run": { "Preset": "test",
                "Ppo": { "Steps": 2048, "StepsPerRollout": 64, "Hidden": [8], "BatchSize": 64, "Epochs": 1 },
                "Schedule": { "EvaluateEverySteps": 1024, "CheckpointEverySteps": 1024, "EvaluationEpisodes": 2,
                    "PatienceEvaluations": 0 } } }
            """);
        (int Code, string Output, string Error)[] ended = await Task.WhenAll(Enumerable.Range(0, 2).Select(
            _ => CommandProcess.RunAsync(_root, "sweep", "run", file, "--jobs", "1", "--threads", "1")));
        Assert.All(ended, each => Assert.True(each.Code == 0, each.Output + each.Error));
        string trials = Path.Combine(_root, "runs", "sweeps", "both", "trials");
        foreach (string trial in Directory.GetDirectories(trials))
        {
            Assert.True(File.Exists(Path.Combine(trial, "result.json")), trial);
            Assert.Equal("a process here: begun",
                Assert.Single(await File.ReadAllLinesAsync(Path.Combine(trial, "attempts.log"))));
        }
        Assert.Equal(3, Directory.GetDirectories(trials).Length);
    }

    private string Download(string[] lines, int part)
    {
        int rows = lines.Length - 1, first = part * rows / 4, after = Math.Min(rows, (part + 1) * rows / 4 + 300);
        string folder = Path.Combine(_root, part.ToString(CultureInfo.InvariantCulture)),
            file = Path.Combine(folder, "NQ_D1M.csv");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(file, [lines[0], .. lines[(1 + first)..(1 + after)]]);
        return file;
    }
}
