using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class FSharpTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task Values_last_from_cell_to_cell_and_go_to_and_from_csharp()
    {
        await _session.RunAsync("let xs = [| 1; 2; 3 |]\nprintfn \"hi\"", "fsharp");
        Assert.Equal("hi\n", _session.Text);
        Assert.Empty(_session.Outputs.OfType<ResultOutput>());
        Assert.Equal("6", await _session.ValueAsync("Array.sum xs", "fsharp"));
        await _session.RunAsync("#!share --from fsharp xs\nint last = xs[2];");
        Assert.Equal("3", await _session.ValueAsync("last"));
        Assert.Equal("30", await _session.ValueAsync("#!share --from csharp last\nlast * 10", "fsharp"));
    }

    [Fact]
    public async Task Display_works_by_function_and_by_method()
    {
        await _session.RunAsync("display 41 |> ignore\n(42).Display() |> ignore", "fsharp");
        Assert.Equal(["41", "42"], _session.Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text("text/plain")));
    }

    [Fact]
    public async Task Errors_name_cell_and_line()
    {
        CellError error = await _session.ErrorAsync("let a = 1\n\nlet b = nothing", "fsharp");
        Assert.Equal((3, "CompilationError"), (error.Line, error.Name));
        Assert.StartsWith("cell 1, line 3, column 9: error FS0039: The value or constructor 'nothing' is not defined.",
            error.Message, StringComparison.Ordinal);
        CellError thrown = await _session.ErrorAsync("(failwith \"bad\" : int)", "fsharp");
        Assert.Equal("bad", thrown.Message);
    }

    [Theory]
    [InlineData("while true do ()", 1)]
    [InlineData("let mutable n = 0\nwhile true do\n    n <- n + 1\n    n <- n - 1", 2)]
    [InlineData("let rec loop n =\n    match n with\n    | -1 -> ()\n    | _ -> loop (n + 1 &&& 7)\nloop 0", 1)]
    [InlineData("let rec spin (n: int) : int = spin (n + 1)\nspin 0", 1)]
    [InlineData("for x in Seq.initInfinite id do\n    ignore x", 2)]
    [InlineData("Seq.initInfinite id |> Seq.iter (fun _ -> ())", 1)]
    [InlineData("System.Threading.Thread.Sleep -1", 1)]
    public async Task A_runaway_cell_stops_and_says_where_it_was(string source, int line)
    {
        await _session.RunAsync("let kept = 5", "fsharp");
        using var stop = new CancellationTokenSource();
        Task<CellResult> running = _session.RunAsync(source, "fsharp", stop.Token);
        await Task.Delay(1000);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        CellResult result = await running.WaitAsync(TimeSpan.FromSeconds(5));
        Assert.Equal((true, false), (result.WasStopped, result.StillRunning));
        Assert.True(result.Error!.Line is null || Math.Abs(result.Error.Line.Value - line) <= 3, $"line {result.Error.Line}");
        Assert.Equal("5", await _session.ValueAsync("kept", "fsharp"));
    }

    [Fact]
    public async Task Polls_change_neither_values_nor_lines()
    {
        Assert.Equal("[2; 4; 6]",
            (await _session.ValueAsync("let twice xs =\n    xs\n    |> List.map (fun x -> x * 2)\ntwice [ 1; 2; 3 ]", "fsharp"))
                .Trim());
        Assert.Equal("[1; 2]", (await _session.ValueAsync("[ for x in 1 .. 2 do\n    yield x ]", "fsharp")).Trim());
        Assert.Equal("3", await _session.ValueAsync(
            "let total = async { let! a = async { return 1 } in\n                      return a + 2 "
            + "}\nAsync.RunSynchronously total", "fsharp"));
        CellError error = await _session.ErrorAsync(
            "for x in 1 .. 3 do\n    ignore x\n\nlet mutable i = 0\nwhile i < 3 do\n    i <- i + 1\n    if i = 2 then failwith "
            + "\"seven\"", "fsharp");
        Assert.Equal(("seven", 7), (error.Message, error.Line));
    }

    [Fact]
    public async Task Endless_recursion_is_an_error_and_not_the_end_of_the_process()
    {
        CellError error = await _session.ErrorAsync("let rec deep n = 1 + deep (n + 1)\ndeep 0", "fsharp");
        Assert.Equal("The code calls itself without end: the stack is full.", error.Message);
    }

    public void Dispose() => _session.Dispose();
}
