using System.Diagnostics;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class StopTests
{
    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("for (;;) ;")]
    [InlineData("again: goto again;")]
    [InlineData("Parallel.For(0, int.MaxValue, i => { while (true) { } });")]
    [InlineData("void Spin() { int n = 0; do n++; while (true); }\nSpin();")]
    [InlineData("await Task.Delay(-1, Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken);")]
    [InlineData("System.Threading.Thread.Sleep(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    public async Task A_runaway_cell_stops_and_the_session_goes_on(string source)
    {
        using var session = new Session();
        await session.RunAsync("var kept = 5;");
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = session.RunAsync(source, cancellation: stop.Token);
        await Task.Delay(400);
        Assert.False(running.IsCompleted);
        long start = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        CellResult result = await running;
        Assert.True(result.WasStopped);
        Assert.False(result.StillRunning);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 0, 2000);
        Assert.Equal("5", await session.ValueAsync("kept"));
    }

    [Fact]
    public async Task An_await_without_end_is_left_behind()
    {
        using var session = new Session();
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = session.RunAsync("await Task.Delay(-1);", cancellation: stop.Token);
        await Task.Delay(300);
        await stop.CancelAsync();
        Assert.True((await running).WasStopped);
        Assert.Equal("2", await session.ValueAsync("1 + 1"));
    }
}
