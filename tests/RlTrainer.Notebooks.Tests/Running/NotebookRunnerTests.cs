using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Notebooks.Tests.Running;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "out");

    [Fact]
    public async Task A_notebook_runs_to_its_end_and_leaves_an_executed_copy()
    {
        string path = Write("good", "# Title", "var x = 6;\nConsole.WriteLine(\"hi\");", "x * 7");
        string before = await File.ReadAllTextAsync(path);
        RunResult result = await NotebookRunner.RunAsync(path, new RunOptions { OutputFolder = Output });
        Assert.Equal((RunOutcome.Succeeded, 0, 2), (result.Outcome, result.ExitCode, result.CellsRun));
        NotebookDocument copy = NotebookDocument.Read(result.ExecutedPath!);
        Assert.Equal(new StreamOutput("stdout", "hi\n"), copy.Cells[1].Outputs.Single());
        Assert.Equal("42", ((ResultOutput)copy.Cells[2].Outputs.Single()).Data.Text("text/plain"));
        Assert.Equal(2, copy.Cells[2].ExecutionCount);
        Assert.Equal(before, await File.ReadAllTextAsync(path));
        Assert.Empty(Directory.GetFiles(Output, "*.tmp"));
    }

    [Fact]
    public async Task A_failing_cell_stops_the_run_names_its_place_and_keeps_the_half_copy()
    {
        string path = Write("bad", "# Title", "var x = 1;", "x++;\nthrow new InvalidOperationException(\"no bars\");",
            "Console.Write(\"never\");");
        RunResult result = await NotebookRunner.RunAsync(path, new RunOptions { OutputFolder = Output });
        Assert.Equal(1, result.ExitCode);
        Assert.Equal($"notebook 'bad', cell 3, line 2: System.InvalidOperationException: no bars\nThe half-executed copy is "
            + $"{Path.Combine(Output, "bad.ipynb")}", result.Message);
        NotebookDocument copy = NotebookDocument.Read(result.ExecutedPath!);
        Assert.Equal("no bars", ((ErrorOutput)copy.Cells[2].Outputs.Single()).Message);
        Assert.Empty(copy.Cells[3].Outputs);
        Assert.Null(copy.Cells[3].ExecutionCount);
    }

    [Fact]
    public async Task A_cell_that_never_ends_times_out()
    {
        RunResult result = await NotebookRunner.RunAsync(
            Write("slow", "while (true) { }"), new RunOptions { OutputFolder = Output, CellTimeout = TimeSpan.FromSeconds(1.5) });
        Assert.Equal(RunOutcome.TimedOut, result.Outcome);
        // On a busy machine the limit can be reached before the first line runs.
        Assert.Matches(@"^notebook 'slow', cell 1(, line 1)?: took longer than the 00:00:01\.5000000 a cell may take\. "
            + @"Raise the limit or use the quick variant\.\n", result.Message);
    }

    [Fact]
    public async Task Parameters_are_assigned_in_a_tagged_cell_after_theirs()
    {
        string path = WriteWithParameters(
            "int steps = 1000;\nvar symbol = \"ES\";\nbool quick = false;", "$\"{steps} {symbol} {quick}\"");
        var options = new RunOptions
        {
            OutputFolder = Output,
            Quick = true,
            Parameters = new Dictionary<string, string> { ["steps"] = "5", ["symbol"] = "N\"Q" },
        };
        RunResult result = await NotebookRunner.RunAsync(path, options);
        Assert.Null(result.Message);
        NotebookDocument copy = NotebookDocument.Read(result.ExecutedPath!);
        Assert.Equal("quick = true;\nsteps = 5;\nsymbol = \"N\\\"Q\";", copy.Cells[1].Source);
        Assert.Equal(["injected-parameters"], copy.Cells[1].Tags);
        Assert.Equal("5 N\"Q True", ((ResultOutput)copy.Cells[2].Outputs.Single()).Data.Text("text/plain"));
    }

    [Theory]
    [InlineData("speed", "1", "notebook 'with': has no parameter 'speed'; it has steps.")]
    [InlineData("steps", "many", "notebook 'with': parameter 'steps' is of type int, but the value was 'many'.")]
    public async Task A_wrong_parameter_is_refused_before_any_cell(string name, string value, string message)
    {
        string path = WriteWithParameters("int steps = 1000;", "steps");
        RunResult result = await NotebookRunner.RunAsync(
            path, new RunOptions { OutputFolder = Output, Parameters = new Dictionary<string, string> { [name] = value } });
        Assert.Equal((2, message), (result.ExitCode, result.Message));
    }

    [Fact]
    public async Task The_notebooks_own_folder_is_refused_as_output()
    {
        RunResult result = await NotebookRunner.RunAsync(Write("good", "1"), new RunOptions { OutputFolder = _folder.Path });
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the executed copy would replace the notebook", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_is_reported_as_a_result() =>
        Assert.Equal("notebook 'broken': not JSON (line 1, byte 2). An .ipynb file is JSON as Jupyter writes it.",
            (await NotebookRunner.RunAsync(_folder.File("broken.ipynb", "nonsense"), new RunOptions { OutputFolder = Output }))
                .Message);

    [Fact]
    public async Task Another_process_runs_a_notebook_and_reports_its_cells()
    {
        var cells = new List<CellStarted>();
        RunResult result = await Child()
            .RunAsync(Write("good", "# T", "Console.WriteLine(1);", "2"), new RunOptions { OutputFolder = Output },
                new Seen(cells));
        Assert.Null(result.Message);
        Assert.Equal(RunOutcome.Succeeded, result.Outcome);
        Assert.Equal([new CellStarted("good", 2, 3), new CellStarted("good", 3, 3)], cells);
    }

    [Fact]
    public async Task A_process_that_dies_is_reported_with_the_cell_that_ran()
    {
        RunResult result = await Child()
            .RunAsync(Write("dies", "# T", "1", "Environment.Exit(77);"), new RunOptions { OutputFolder = Output });
        Assert.Equal((RunOutcome.Crashed, 5), (result.Outcome, result.ExitCode));
        Assert.Equal("notebook 'dies', cell 3: the process died with exit code 77.", result.Message);
        Assert.NotNull(result.ExecutedPath);
    }

    public void Dispose() => _folder.Dispose();

    private static NotebookProcess Child() => new("dotnet", [typeof(NotebookRunnerTests).Assembly.Location, "run-notebook"]);

    private string Write(string name, params string[] cells)
    {
        var document = new NotebookDocument(name);
        foreach (string cell in cells)
            document.Cells.Add(new NotebookCell(cell.StartsWith('#') ? CellKind.Markdown : CellKind.Code, cell));
        string path = Path.Combine(_folder.Path, name + ".ipynb");
        document.Write(path, withOutputs: false);
        return path;
    }

    private string WriteWithParameters(string parameters, string code)
    {
        var document = new NotebookDocument("with");
        var cell = new NotebookCell(CellKind.Code, parameters);
        cell.AddTag("parameters");
        document.Cells.Add(cell);
        document.Cells.Add(new NotebookCell(CellKind.Code, code));
        string path = Path.Combine(_folder.Path, "with.ipynb");
        document.Write(path, withOutputs: false);
        return path;
    }

    private sealed class Seen(List<CellStarted> cells) : IProgress<CellStarted>
    {
        public void Report(CellStarted value) => cells.Add(value);
    }
}
