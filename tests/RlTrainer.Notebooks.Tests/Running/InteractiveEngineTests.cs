using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Notebooks.Tests.Running;

/// <summary>The runner's second engine: .NET Interactive's own kernels in a process of their own.</summary>
public sealed class InteractiveEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private RunOptions Options =>
        new() { OutputFolder = Path.Combine(_folder.Path, "out"), InteractiveHost = InteractiveHost.Find() };

    [Fact]
    public async Task A_notebook_of_every_language_runs_with_its_outputs_in_their_places()
    {
        NotebookDocument copy = await ExecutedAsync(
            ("csharp", "var x = 6;\nConsole.WriteLine(\"hi\");\nx * 7"),
            ("csharp", "string json = \"[1,2,4]\";\nvar shown = display(\"one\");\nshown.Update(\"two\");"),
            ("fsharp", "#!fsharp\n#!set --name json --value @csharp:json\nSystem.Text.Json.JsonSerializer.Deserialize<int[]> "
                + "json |> Array.sum"),
            ("html", "#!html\n<b>1</b>"),
            ("mermaid", "#!mermaid\ngraph LR"),
            ("csharp", "typeof(Microsoft.DotNet.Interactive.Kernel).Assembly.GetName().Name"));
        Assert.Equal("hi\n", Assert.Single(copy.Cells[0].Outputs.OfType<StreamOutput>()).Text.ReplaceLineEndings("\n"));
        Assert.Contains("42", Value(copy.Cells[0]), StringComparison.Ordinal);
        // The packages give a display one name and its update another: the update is lost; LiveDisplay keeps it (below).
        Assert.Equal("one", Assert.Single(copy.Cells[1].Outputs.OfType<DisplayOutput>()).Data.Text("text/plain"));
        Assert.Contains("7", Value(copy.Cells[2]), StringComparison.Ordinal);
        Assert.Equal("<b>1</b>", Assert.Single(copy.Cells[3].Outputs.OfType<DisplayOutput>()).Data.Text("text/html"));
        Assert.Equal("<pre class=\"mermaid\">graph LR</pre>",
            Assert.Single(copy.Cells[4].Outputs.OfType<DisplayOutput>()).Data.Text("text/html"));
        // This project's shim of the name lies in RlTrainer.Notebooks: here the real one ran.
        Assert.Equal("Microsoft.DotNet.Interactive", Value(copy.Cells[5]));
    }

    [Fact]
    public async Task The_library_loaded_by_a_notebook_is_one_library_with_its_formatters()
    {
        string release = Path.Combine(Project.Repository.Root, "artifacts", "bin", "RlTrainer.Interactive", "release");
        NotebookDocument copy = await ExecutedAsync(
            ("csharp", $"#r \"{release}/RlTrainer.dll\"\n#r "
                + $"\"{release}/RlTrainer.Interactive.dll\"\nRlTrainer.Interactive.Formatters.Register();"),
            ("csharp", "new RlTrainer.Interactive.TrainingPanel()"),
            ("csharp", "var shown = RlTrainer.Interactive.LiveDisplay.Show(\"one\");\n"
                + "display(\"beside\");\nshown.Update(\"two\");"),
            ("csharp", "shown.Update(\"three\");"));
        Assert.Equal("<p>The training has not reported yet.</p>",
            Assert.Single(copy.Cells[1].Outputs.OfType<ResultOutput>()).Data.Text("text/html"));
        Assert.Equal(["three", "beside"],
            copy.Cells[2].Outputs.Cast<DisplayOutput>().Select(each => each.Data.Text("text/plain")));
        Assert.Empty(copy.Cells[3].Outputs);
    }

    [Theory]
    [InlineData("int a = 1;\nint b = a +;", "cell 1, line 2: cell 1, line 2: error CS1525: Invalid expression term ';'")]
    [InlineData("int a = 1;\nthrow new InvalidOperationException(\"no bars\");",
        "cell 1: System.InvalidOperationException: no bars")]
    [InlineData("Environment.Exit(77);", "cell 1: Crashed: .NET Interactive's process died with exit code 77.")]
    public async Task A_failing_cell_is_named_as_far_as_NET_Interactive_knows_it(string code, string message)
    {
        RunResult result = await NotebookRunner.RunAsync(Write(("csharp", code)), Options);
        Assert.Equal(RunOutcome.CellFailed, result.Outcome);
        Assert.StartsWith($"notebook 'n', {message}", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_these_kernels_cannot_stop_ends_with_their_process()
    {
        RunResult result = await NotebookRunner.RunAsync(
            Write(("csharp", "while (true) { }")), Options with { CellTimeout = TimeSpan.FromSeconds(2) });
        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
    }

    [Fact]
    public async Task A_program_that_is_no_engine_is_reported_with_its_own_words()
    {
        RunResult result = await NotebookRunner.RunAsync(
            Write(("csharp", "1")), Options with { InteractiveHost = "/none/Host.dll" });
        Assert.Equal(RunOutcome.NotStarted, result.Outcome);
        Assert.StartsWith("The engine dotnet-interactive (/none/Host.dll) ended before it was ready: ", result.Message,
            StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Value(NotebookCell cell) =>
        Assert.Single(cell.Outputs.OfType<ResultOutput>()).Data.Forms.Select(form => form.Value.ToString()).First();

    private async Task<NotebookDocument> ExecutedAsync(params (string Language, string Source)[] cells)
    {
        RunResult result = await NotebookRunner.RunAsync(Write(cells), Options);
        Assert.Null(result.Message);
        return NotebookDocument.Read(result.ExecutedPath!);
    }

    private string Write(params (string Language, string Source)[] cells)
    {
        var document = new NotebookDocument("n");
        foreach ((string language, string source) in cells)
            document.Cells.Add(new NotebookCell(CellKind.Code, source, language));
        string path = Path.Combine(_folder.Path, "n.ipynb");
        document.Write(path, withOutputs: false);
        return path;
    }
}
