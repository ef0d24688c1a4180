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
        Task<CellResult> running = session.RunAsync(source, cancellationToken: stop.Token);
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

    [Theory]
    [InlineData("int n = 0; AppContext.SetData(\"line of a loop\", true);\nwhile (true)\n    n++;", "line of a loop", 3)]
    [InlineData("AppContext.SetData(\"line of a wait\", true);\nwhile (true)\n    System.Threading.Thread.Sleep(5);",
        "line of a wait", 3)]
    [InlineData("void Spin()\n{\n    while (true) { }\n}\nAppContext.SetData(\"line of a function\", true);\nSpin();",
        "line of a function", 3)]
    public async Task A_stopped_cell_says_on_which_line_it_was(string source, string started, int line)
    {
        using var session = new Session();
        await session.RunAsync("var kept = 5;");
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = session.RunAsync(source, cancellationToken: stop.Token);
        await StartedAsync(started);
        await Task.Delay(200);
        await stop.CancelAsync();
        CellError error = (await running).Error!;
        Assert.Equal(("The cell was stopped.", line), (error.Message, error.Line));
        Assert.Equal([$"at cell 2, line {line}"], error.Trace);
    }

    [Fact]
    public async Task A_cell_that_asked_for_the_token_ends_by_itself_and_finishes_its_work()
    {
        using var session = new Session();
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = session.RunAsync("""
            var token = Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken;
            AppContext.SetData("polite cell", true);
            while (!token.IsCancellationRequested) System.Threading.Thread.Sleep(10);
            for (int piece = 0; piece < 20; piece++) System.Threading.Thread.Sleep(20);
            bool saved = true;
            """, cancellationToken: stop.Token);
        await StartedAsync("polite cell");
        await stop.CancelAsync();
        CellResult result = await running;
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.True(result.WasStopped);
        Assert.Equal("True", await session.ValueAsync("saved"));
    }

    [Fact]
    public async Task A_second_stop_does_not_wait_for_a_cell_that_only_asked_for_the_token()
    {
        using var session = new Session();
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = session.RunAsync(
            "_ = Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken;\n"
            + "AppContext.SetData(\"deaf cell\", true);\nwhile (true) { }", cancellationToken: stop.Token);
        await StartedAsync("deaf cell");
        await stop.CancelAsync();
        await Task.Delay(300);
        Assert.False(running.IsCompleted);
        session.Engine.Insist();
        Assert.True((await running.WaitAsync(TimeSpan.FromSeconds(3))).WasStopped);
    }

    [Fact]
    public async Task An_await_without_end_is_left_behind()
    {
        using var session = new Session();
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = session.RunAsync("await Task.Delay(-1);", cancellationToken: stop.Token);
        await Task.Delay(300);
        await stop.CancelAsync();
        Assert.True((await running).WasStopped);
        Assert.Equal("2", await session.ValueAsync("1 + 1"));
    }

    [Fact]
    public async Task A_question_that_the_stop_ends_before_the_cell_hears_of_it_is_a_stop()
    {
        using var session = new Session();
        using var stop = new CancellationTokenSource();
        var answer = new TaskCompletionSource<string>();
        Task<CellResult> running = Task.FromResult(new CellResult(null));
        AppContext.SetData("ask", (Func<string>)(() =>
        {
            // Registered last and so called first: the cell has ended before the stop goes on to the cell's own token.
            stop.Token.Register(() =>
            {
                answer.SetCanceled(stop.Token);
                running.Wait(TimeSpan.FromSeconds(5));
            });
            AppContext.SetData("asked", true);
            return answer.Task.GetAwaiter().GetResult();
        }));
        running = session.RunAsync("((Func<string>)AppContext.GetData(\"ask\"))()", cancellationToken: stop.Token);
        await StartedAsync("asked");
        await stop.CancelAsync();
        CellResult result = await running;
        Assert.Equal(("Stopped", true), (result.Error!.Name, result.WasStopped));
    }

    [Theory]
    [InlineData("await Task.Delay(14000);")]
    [InlineData("await Task.Delay(14000).ConfigureAwait(false);")]
    [InlineData("int n = await Late<int>();\nasync Task<T> Late<T>() { await Task.Delay(14000); return default; }")]
    [InlineData("async ValueTask Wait() => await Task.Delay(14000);\nawait Wait();")]
    [InlineData("await foreach (int n in Slow()) { }\nstatic async IAsyncEnumerable<int> Slow() { await Task.Delay(14000); yield "
        + "return 1; }")]
    public async Task A_cell_that_was_stopped_at_an_await_keeps_its_variables_and_its_finally_runs(string wait)
    {
        using var session = new Session();
        using var stop = new CancellationTokenSource();
        string started = $"stopped await {wait.GetHashCode(StringComparison.Ordinal)}";
        Task<CellResult> running = session.RunAsync(
            $"int typed = 5;\nbool cleaned = false;\nAppContext.SetData(\"{started}\", "
            + $"true);\ntry\n{{\n{wait}\n}}\nfinally\n{{\n    cleaned = true;\n}}", cancellationToken: stop.Token);
        await StartedAsync(started);
        await Task.Delay(100);
        await stop.CancelAsync();
        CellResult result = await running;
        Assert.Equal((true, false), (result.WasStopped, result.StillRunning));
        Assert.Equal(("The cell was stopped.", "6"),
            (result.Error!.Message, await session.ValueAsync("cleaned ? typed + 1 : -1")));
    }

    [Fact]
    public async Task A_cell_that_was_given_up_changes_nothing_when_it_ends_later()
    {
        using var session = new Session();
        await session.RunAsync("int kept = 1;");
        using var stop = new CancellationTokenSource();
        var end = new TaskCompletionSource();
        AppContext.SetData("endless wait", (Action)(() =>
        {
            AppContext.SetData("endless wait began", true);
            while (!end.Task.IsCompleted)
            {
                try { end.Task.Wait(); }
                catch (ThreadInterruptedException) { }
            }

            AppContext.SetData("endless wait ended", true);
        }));
        Task<CellResult> running =
            session.RunAsync("int lost = 2;\n((Action)AppContext.GetData(\"endless wait\"))();", cancellationToken: stop.Token);
        await StartedAsync("endless wait began");
        await stop.CancelAsync();
        Assert.True((await running).StillRunning);
        await session.RunAsync("int later = 3;");
        end.SetResult();
        await StartedAsync("endless wait ended");
        await Task.Delay(300);
        Assert.Equal("4", await session.ValueAsync("kept + later"));
        Assert.Equal(["kept", "later"], session.Engine.Variables.Select(variable => variable.Name));
    }

    [Theory]
    [InlineData("new System.Threading.Thread(() => throw new InvalidOperationException(\"stray\")).Start();")]
    [InlineData("async void Lose() { await Task.Yield(); throw new InvalidOperationException(\"stray\"); }\nLose();")]
    public async Task An_exception_that_nobody_catches_is_printed_in_its_cell_and_the_process_lives(string source)
    {
        using var session = new Session();
        CellResult result = await session.RunAsync(source + "\nSystem.Threading.Thread.Sleep(500);");
        Assert.True(result.Succeeded, result.Error?.Message);
        Assert.StartsWith("An exception outside of the cell's own flow, which nobody caught: System.InvalidOperationException: "
            + "stray\nat cell 1, line 1", session.Text, StringComparison.Ordinal);
        Assert.Equal("2", await session.ValueAsync("1 + 1"));
    }

    private static async Task StartedAsync(string cell)
    {
        while (AppContext.GetData(cell) is null)
            await Task.Delay(10);
    }
}
