using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Tests.Runs;

/// <summary>The page of runs over the wire: events, stop, resume.</summary>
public sealed class RunPageTests(Lab lab) : IClassFixture<Lab>
{
    private string Runs => Path.Combine(lab.Root, "runs");

    [Fact]
    public async Task A_page_gets_all_rows_at_once_and_a_change_as_it_happens()
    {
        RunFolder folder = RunFiles.Make(Runs, "stream", 1);
        using Stream stream = await lab.Client.GetStreamAsync("/runs/api/events");
        using var reader = new StreamReader(stream);
        JsonNode all = await EventAsync(reader);
        Assert.True((bool)all["all"]!);
        Assert.Contains("stream", all["rows"]!.AsArray().Select(row => (string)row!["name"]!));
        File.AppendAllText(folder.Metrics, "2,16384,8.5,0.01,1,0.5\n");
        JsonNode change = await EventAsync(reader);
        Assert.False((bool)change["all"]!);
        Assert.Equal(("stream", 8.5), ((string)change["rows"]![0]!["name"]!, (double)change["rows"]![0]!["reward"]!));
    }

    [UnixFact]
    public async Task Stop_interrupts_the_process_that_trains_and_no_other()
    {
        RunFolder folder = RunFiles.Make(Runs, "stopped", 1);
        using Process training = Process.Start(
            new ProcessStartInfo(Lab.Self[0], [Lab.Self[1], "sleep"]) { RedirectStandardOutput = true })!;
        Assert.Equal("sleeping", await training.StandardOutput.ReadLineAsync());
        RunFiles.Own(folder, Environment.MachineName, training.Id);
        (HttpStatusCode status, JsonNode? told) = await ActAsync("stop", "stopped");
        Assert.Equal((HttpStatusCode.OK, $"Process {training.Id} was asked to save and stop."),
            (status, (string?)told!["message"]));
        await training.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token);
        Assert.Equal(130, training.ExitCode);
        (status, told) = await ActAsync("stop", "stopped");
        Assert.Equal((HttpStatusCode.Conflict, "The run 'stopped' is not being trained."), (status, (string?)told!["message"]));
        RunFiles.Own(folder, "another-host", 1);
        (status, told) = await ActAsync("stop", "stopped");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("'another-host'", (string)told!["message"]!, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Resume_says_why_it_cannot_and_what_the_program_said()
    {
        RunFiles.Make(Runs, "bare", 1);
        RunFiles.Make(Runs, "sweep/trial-1", 1);
        File.WriteAllText(RunFiles.Make(Runs, "resumed", 1).Checkpoint(8192), "");
        async Task<string> Told(string run)
        {
            (HttpStatusCode status, JsonNode? json) = await ActAsync("resume", run);
            Assert.Equal(HttpStatusCode.Conflict, status);
            return (string)json!["message"]!;
        }
        Assert.Equal("The run 'bare' has no checkpoint to go on from.", await Told("bare"));
        Assert.StartsWith("'sweep/trial-1' is a trial of a sweep", await Told("sweep/trial-1"), StringComparison.Ordinal);
        // The tests' own program trains nothing, and says which words it was started with.
        Assert.Contains($"'train phase1 --resume --name resumed --root {lab.Root} --quiet'", await Told("resumed"),
            StringComparison.Ordinal);
    }

    private Task<(HttpStatusCode Status, JsonNode? Json)> ActAsync(string act, string run) =>
        lab.SendAsync(HttpMethod.Post, $"/runs/api/{act}", new JsonObject { ["run"] = run });

    private static async Task<JsonNode> EventAsync(StreamReader reader)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
            if (await reader.ReadLineAsync(patience.Token) is { } line && line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonNode.Parse(line["data: ".Length..])!;
    }

    /// <summary>A test of signals, which Windows does not have.</summary>
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals." : null!;
    }
}
