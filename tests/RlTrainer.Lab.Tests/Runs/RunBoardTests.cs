using System.Diagnostics;
using System.Text.Json.Nodes;
using RlTrainer.Lab.Runs;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Tests.Runs;

/// <summary>What the page of runs is told, and that it is told only what has changed.</summary>
public sealed class RunBoardTests : IDisposable
{
    private readonly string _runs = Directory.CreateTempSubdirectory("rltrainer-board-").FullName;
    private readonly Clock _clock = new();

    [Fact]
    public void A_row_says_state_progress_time_left_and_the_last_figures()
    {
        RunFolder folder = RunFiles.Make(_runs, "a", updates: 2);
        RunFiles.Own(folder, Environment.MachineName, Environment.ProcessId);
        JsonObject row = Assert.Single(new RunBoard(_runs, _clock).Since(0).Rows)!.AsObject();
        Assert.Equal(("a", "running", 1, "NQ", "7"),
            ((string)row["name"]!, (string)row["state"]!, (int)row["phase"]!, (string)row["symbol"]!, (string)row["seed"]!));
        // 2 × 8,192 of 30,000 steps, and (30,000 − 16,384) ÷ 2,048 a second.
        Assert.Equal((16384.0, 30000L, 16384 / 30000.0, 6.6484375),
            ((double)row["steps"]!, (long)row["total"]!, (double)row["share"]!, (double)row["secondsLeft"]!));
        Assert.Equal((2.5, 0.02, 1.09, 0.2, 0.25, -120.5),
            ((double)row["reward"]!, (double)row["kl"]!, (double)row["entropy"]!, (double)row["hold"]!,
                (double)row["validation"]!,
                (double)row["profit"]!));
        Assert.Equal("step 8,192: nothing is bought. Cause: fear. Remedy: courage.",
            (string?)Assert.Single(row["findings"]!.AsArray()));
        Assert.Null(row["pass"]);
    }

    [Fact]
    public void States_are_told_apart_and_a_dead_owner_is_none()
    {
        RunFiles.Make(_runs, "ended", 3, RunFiles.Ended("ended", "all steps trained"));
        RunFiles.Make(_runs, "left", 3, RunFiles.Ended("left", "interrupted"));
        RunFiles.Own(RunFiles.Make(_runs, "died", 3), Environment.MachineName, 4_000_000);           // beyond any process number
        RunFiles.Own(RunFiles.Make(_runs, "sweep/elsewhere", 3), "another-host", 1);
        File.WriteAllText(RunFiles.Make(_runs, "broken", 3).Config, "{");
        Dictionary<string, string> states = new RunBoard(_runs, _clock).Since(0).Rows
            .ToDictionary(row => (string)row!["name"]!, row => (string)row!["state"]!);
        Assert.Equal("broken unreadable, died unfinished, ended finished, left unfinished, sweep/elsewhere running",
            string.Join(", ", states.OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => $"{each.Key} {each.Value}")));
        // and its heart beats no more
        _clock.Now += TimeSpan.FromMinutes(10);
        JsonArray later = new RunBoard(_runs, _clock).Since(0).Rows;
        Assert.Equal("unfinished", (string?)later.Single(row => (string?)row!["name"] == "sweep/elsewhere")!["state"]);
    }

    [Fact]
    public void After_the_first_look_only_changes_are_told()
    {
        RunFiles.Make(_runs, "a", 1);
        RunFiles.Make(_runs, "b", 1);
        var board = new RunBoard(_runs, _clock);
        (JsonArray rows, _, long first) = board.Since(0);
        Assert.Equal(2, rows.Count);
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Empty(board.Since(first).Rows);
        // the last one is being written
        File.AppendAllText(Path.Combine(_runs, "b", "metrics.csv"), "2,16384,9.5,0.01,1,0.5\n3,24576,");
        Directory.Delete(Path.Combine(_runs, "a"), recursive: true);
        _clock.Now += TimeSpan.FromSeconds(1);
        (rows, JsonArray gone, long second) = board.Since(first);
        Assert.Equal(("b", 9.5, 2.0),
            ((string)Assert.Single(rows)!["name"]!, (double)rows[0]!["reward"]!, (double)rows[0]!["updates"]!));
        Assert.Equal("a", (string?)Assert.Single(gone));
        Assert.Empty(board.Since(second).Gone);
    }

    [Fact]
    public void Two_hundred_runs_that_stand_still_cost_a_glance()
    {
        for (int run = 0; run < 200; run++) RunFiles.Make(_runs, $"sweep/trial-{run:000}", 50);
        var board = new RunBoard(_runs, _clock);
        (JsonArray rows, _, long version) = board.Since(0);
        Assert.Equal(200, rows.Count);
        _clock.Now += TimeSpan.FromSeconds(1);
        File.AppendAllText(Path.Combine(_runs, "sweep", "trial-007", "metrics.csv"), "51,417792,9.5,0.01,1,0.5\n");
        long began = Stopwatch.GetTimestamp();
        rows = board.Since(version).Rows;
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        Assert.Equal("sweep/trial-007", (string?)Assert.Single(rows)!["name"]);
        Assert.InRange(took.TotalMilliseconds, 0, 1000);           // some 20 ms on a machine that does nothing else
    }

    [Fact]
    public void Curves_are_thinned_and_keep_their_gaps_and_their_end()
    {
        RunFolder folder = RunFiles.Make(_runs, "long", 5001);
        File.AppendAllText(folder.Metrics, "5002,40976384,,0.5,1,0.5\n");
        JsonObject curves = RunCurves.Of(folder);
        JsonArray steps = curves["reward"]!["steps"]!.AsArray(), values = curves["reward"]!["values"]!.AsArray();
        Assert.InRange(steps.Count, 1000, 2001);
        Assert.Equal((8192.0, 40976384.0), ((double)steps[0]!, (double)steps[^1]!));
        Assert.Null(values[^1]);
        Assert.Equal([-120.5], curves["profit"]!["values"]!.AsArray().Select(value => (double)value!));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("")]
    [InlineData("none")]
    public void A_name_that_is_no_run_s_finds_none(string name)
    {
        RunFiles.Make(_runs, "a", 1);
        Assert.Equal(404, Assert.Throws<LabFault>(() => new RunBoard(_runs, _clock).Find(name)).Status);
    }

    public void Dispose() => Directory.Delete(_runs, recursive: true);

    /// <summary>A clock that is set by hand.</summary>
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long GetTimestamp() => Now.Ticks;
    }
}
