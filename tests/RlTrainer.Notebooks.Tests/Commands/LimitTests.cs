using System.Diagnostics;
using System.Security.Cryptography;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>
/// Training, import and evaluation on a machine that gives them too little: descriptors, memory, file size, disk. Each ends
/// well or with exit code 4 and a sentence, what was there is whole, and the same command ends well once there is room.
/// </summary>
[Trait("Speed", "Slow")]
public sealed class LimitTests : IAsyncLifetime
{
    private static readonly string[] Training =
    [
        "train", "phase1", "--test", "--steps", "2048", "--set", "ppo.stepsPerRollout=64", "--set", "ppo.hidden=[16,16]", "--set",
        "schedule.checkpointEverySteps=256", "--set", "schedule.evaluateEverySteps=1024", "--set",
        "schedule.evaluationEpisodes=2",
        "--threads", "1", "--name",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-limits-").FullName;

    private string Target => Path.Combine(_root, "data", "NQ_D1M.csv");

    private string Later => Path.Combine(_root, "later", "NQ_D1M.csv");

    /// <summary>Days, of which the last are a download that comes later; a trained model.</summary>
    public async Task InitializeAsync()
    {
        await ExpectAsync(0, await CommandProcess.RunAsync(_root, "data", "synth", "--days", "24"));
        await ExpectAsync(0, 5, await CommandProcess.RunAsync(_root, [.. Training, "judged"]));
        string[] lines = await File.ReadAllLinesAsync(Target);
        Directory.CreateDirectory(Path.GetDirectoryName(Later)!);
        await File.WriteAllLinesAsync(Later, [lines[0], .. lines[^4000..]]);
        await File.WriteAllLinesAsync(Target, lines[..^3000]);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    [ShellFact]
    public async Task Few_descriptors_and_little_memory_end_in_a_sentence_and_never_in_a_stack_trace()
    {
        foreach (string limit in new[] { "-n 64", "-n 80", "-v 2000000" })
        {
            foreach (string[] work in new string[][]
                { [.. Training, "limited", "--force"], ["data", "import", Later, "--dry-run"],
                    ["evaluate", "judged", "--quick"] })
            {
                (int code, string output, string error) = await LimitedAsync(limit, work);
                string said = $"ulimit {limit}, {work[0]}: exit code {code}\n{output}{error}";
                // 134 to 139: the runtime itself could not begin, before any line of this program; it says so.
                bool isRuntimes = code is 131 or 133 or 134 or 137 or 139
                    && !error.Contains("   at ", StringComparison.Ordinal);
                Assert.True(code is 0 or 4 or 5 || isRuntimes, said);
                if (isRuntimes) continue;
                Assert.DoesNotContain("   at ", output + error, StringComparison.Ordinal);
                Assert.Equal(code == 4, error.Contains("error: ", StringComparison.Ordinal));
            }
        }
    }

    [ShellFact]
    public async Task A_file_beyond_the_shells_limit_is_named_and_the_old_one_is_whole()
    {
        string before = Hash(Target);
        // 1024 bytes a block; the target has some 1.5 MB before and after.
        (int code, string output, string error) = await LimitedAsync("-f 500", ["data", "import", Later]);
        Assert.True(code == 4, output + error);
        Assert.Contains($"{Target}: could not be written (", error, StringComparison.Ordinal);
        Assert.Equal(before, Hash(Target));
        Assert.Empty(Directory.GetFiles(Path.Combine(_root, "data"), "*.writing", SearchOption.AllDirectories));
        await ExpectAsync(0, await CommandProcess.RunAsync(_root, "data", "import", Later));
        Assert.NotEqual(before, Hash(Target));
    }

    /// <summary>A disk of little more than the data: the import and the training do not fit, and do once it is larger.</summary>
    [ShellFact(needsMount: true)]
    public async Task A_full_disk_stops_import_and_training_whole_and_both_go_on_when_there_is_room()
    {
        string script = Path.Combine(_root, "full.sh"), place = Path.Combine(_root, "disk");
        Directory.CreateDirectory(place);
        string run = $"dotnet '{CommandProcess.Cli}'", training = string.Join(' ', Training.Select(word => $"'{word}'"));
        long free = new FileInfo(Target).Length / 1024;
        await File.WriteAllTextAsync(script,
            $$"""
            mount -t tmpfs -o size={{free + 260}}k none '{{place}}' && cd '{{place}}' && mkdir data && cp '{{Target}}' data/ || exit 9
            before=$(sha256sum < data/NQ_D1M.csv)
            {{run}} data import '{{Later}}' --root . ; echo "import $?"
            [ "$before" = "$(sha256sum < data/NQ_D1M.csv)" ] && echo old is whole
            {{run}} {{training}} full --data data/NQ_D1M.csv --root . ; echo "train $?"
            for model in runs/full/checkpoints/*.zip; do unzip -qq -t "$model" >/dev/null || echo "torn $model"; done
            mount -o remount,size=60m '{{place}}'
            {{run}} train phase1 --resume --name full --data data/NQ_D1M.csv --root . ; echo "resume $?"
            mkdir never && cp -r data never/
            {{run}} {{training}} full --data data/NQ_D1M.csv --root never ; echo "never $?"
            cmp runs/full/best.zip never/runs/full/best.zip && cmp runs/full/metrics.csv never/runs/full/metrics.csv && echo same bytes
            {{run}} data import '{{Later}}' --root . ; echo "again $?"
            find . -name '*.writing'
            """);
        (_, string output, string error) = await CommandProcess.RunAsync(new ProcessStartInfo("unshare", ["-rm", "sh", script]));
        string[] lines = output.Split('\n');
        string said = output + error;
        Assert.True(lines.Contains("import 4") && lines.Contains("old is whole") && lines.Contains("train 4"), said);
        Assert.True(lines.Any(line => line is "resume 0" or "resume 5")
            && lines.Any(line => line is "never 0" or "never 5"), said);
        Assert.True(lines.Contains("same bytes") && lines.Contains("again 0"), said);
        Assert.Contains("No space left on device", error, StringComparison.Ordinal);
        Assert.DoesNotContain("torn", output, StringComparison.Ordinal);
        Assert.DoesNotContain(".writing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output, string Error)> LimitedAsync(string limit, string[] arguments)
    {
        string[] words = ["-c", $"ulimit {limit}; exec dotnet \"$@\"", "bash", CommandProcess.Cli, .. arguments, "--root", _root];
        var start = new ProcessStartInfo("bash", words);
        // .NET maps its code through a file of 2 GB otherwise, which a limit of file sizes forbids before a program begins.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return CommandProcess.RunAsync(start);
    }

    private static Task ExpectAsync(int code, (int Code, string Output, string Error) ended) => ExpectAsync(code, code, ended);

    private static Task ExpectAsync(int code, int other, (int Code, string Output, string Error) ended)
    {
        Assert.True(ended.Code == code || ended.Code == other, ended.Output + ended.Error);
        return Task.CompletedTask;
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
