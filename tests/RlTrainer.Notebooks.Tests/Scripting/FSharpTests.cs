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
        Assert.StartsWith("cell 1, line 3, column 9: error FS0039: The value or constructor 'nothing' is not defined.", error.Message, StringComparison.Ordinal);
        CellError thrown = await _session.ErrorAsync("(failwith \"bad\" : int)", "fsharp");
        Assert.Equal("bad", thrown.Message);
    }

    public void Dispose() => _session.Dispose();
}
