using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

public sealed class MagicTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public async Task An_unknown_command_lists_the_known_ones()
    {
        CellError error = await _session.ErrorAsync("var a = 1;\n#!python\nprint(1)");
        Assert.Equal(
            "Unknown command '#!python'; known are #!about, #!connect, #!csharp, #!fsharp, #!html, #!import, #!javascript, "
            + "#!lsmagic, #!markdown, #!mermaid, #!set, #!share, #!sql, #!time, #!value, #!who, #!whos, #r and #load.",
            error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_language_line_switches_the_rest_of_the_cell()
    {
        await _session.RunAsync("Console.Write(\"x\");\n#!html\n<b>1</b>\n#!csharp\nvar later = 4;\nlater");
        Assert.Equal("x", _session.Text);
        Assert.Equal("<b>1</b>", Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/html"));
        Assert.Equal("4", Assert.Single(_session.Outputs.OfType<ResultOutput>()).Data.Text("text/plain"));
    }

    [Fact]
    public async Task Line_numbers_count_from_the_top_of_the_cell_after_a_switch()
    {
        CellError error = await _session.ErrorAsync("#!time\n#!html\n<b>1</b>\n#!csharp\nthrow new Exception(\"five\");");
        Assert.Equal(5, error.Line);
    }

    [Fact]
    public async Task A_value_goes_from_text_to_code_and_to_a_script()
    {
        await _session.RunAsync("#!value --name note\nHello\nthere");
        await _session.RunAsync(
            "#!set --name note --value @value:note\nvar length = note.Length;\nvar list = new List<int> { 1, 2 };");
        Assert.Equal("11", await _session.ValueAsync("length"));
        await _session.RunAsync("#!javascript\n#!share --from csharp list\nconsole.log(list);");
        Assert.Contains("const list = [1,2];\nconsole.log(list);",
            Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_shared_value_names_those_there_are()
    {
        await _session.RunAsync("int one = 1;");
        Assert.Equal("#!set: csharp has no variable 'two'; it has one.",
            (await _session.ErrorAsync("#!set --name x --value @csharp:two")).Message);
    }

    [Fact]
    public async Task Who_lists_names_and_whos_types_and_values()
    {
        await _session.RunAsync("int one = 1;\nvar words = new Dictionary<string, int>();");
        await _session.RunAsync("#!who\n#!whos");
        var shown = _session.Outputs.Cast<DisplayOutput>().Select(output => output.Data.Text("text/plain")!).ToList();
        Assert.Equal("one, words", shown[0]);
        Assert.StartsWith("one: Int32 = 1\nwords: Dictionary<String, Int32> = ", shown[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_reports_the_cells_wall_time()
    {
        await _session.RunAsync("#!time\nawait Task.Delay(20);");
        Assert.Matches("^Wall time: [0-9.]+ ms$",
            Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/plain"));
    }

    [Fact]
    public async Task A_mermaid_cell_carries_its_source_in_every_form()
    {
        await _session.RunAsync("graph LR\n A --> B", "mermaid");
        MimeBundle data = Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data;
        Assert.Equal("<pre class=\"mermaid\">graph LR\n A --&gt; B</pre>", data.Text("text/html"));
        Assert.Equal("graph LR\n A --> B", data.Text("text/plain"));
    }

    [Fact]
    public async Task Import_runs_the_cells_of_another_notebook()
    {
        var other = new NotebookDocument("other");
        other.Cells.Add(new NotebookCell(CellKind.Markdown, "# Not run", "markdown"));
        other.Cells.Add(new NotebookCell(CellKind.Code, "var imported = 9;"));
        other.Write(Path.Combine(_session.Folder, "other.ipynb"), withOutputs: false);
        Assert.Equal("9", await _session.ValueAsync("#!import other.ipynb\nimported"));
    }

    [Fact]
    public async Task Lsmagic_says_what_every_command_does()
    {
        await _session.RunAsync("#!lsmagic");
        string[] lines = Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/plain")!.Split('\n');
        Assert.Equal(CellSteps.Known.Append("#r").Append("#load").Order(StringComparer.Ordinal),
            lines.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.Contains("#!time        shows the cell's wall time", lines);
    }

    [Fact]
    public async Task About_names_the_program_the_languages_and_the_folder()
    {
        await _session.RunAsync("#!about");
        string text = Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/plain")!;
        Assert.Matches(@"^RlTrainer \d+\.\d+\.\d+, a notebook engine and Jupyter kernel for C#\n\.NET 10\.", text);
        Assert.Matches(@"\nC# \d+\.\d+ by Roslyn 5\.\d+\.\d+, F# by FSharp\.Compiler\.Service \d+\.", text);
        Assert.EndsWith($"\nfolder {_session.Engine.Folder}\ncommands: #!lsmagic", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_says_what_there_is_instead_and_refuses_what_it_cannot_do()
    {
        await _session.RunAsync("#!connect");
        string instead = Assert.Single(_session.Outputs.OfType<DisplayOutput>()).Data.Text("text/plain")!;
        Assert.StartsWith("This kernel connects to no other kernel. SQL over CSV and Parquet is a recipe in notebook 09",
            instead, StringComparison.Ordinal);
        CellError error = await _session.ErrorAsync("var a = 1;\n#!connect jupyter --kernel-name python");
        Assert.Equal($"#!connect jupyter --kernel-name python: cannot be done here. {instead}", error.Message);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task A_query_goes_to_the_variable_that_answers_queries()
    {
        Assert.Equal(
            "#!sql: no C# variable 'sql' of type Func<string, object> runs queries yet. The recipe of notebook 09 makes one with "
            + "DuckDB.",
            (await _session.ErrorAsync("#!sql\nSELECT 1")).Message);
        await _session.RunAsync("Func<string, string> sql = query => \"asked: \" + query;");
        Assert.Equal("asked: SELECT 1\nFROM bars", await _session.ValueAsync("#!sql\nSELECT 1\nFROM bars"));
    }

    [Fact]
    public async Task A_query_that_fails_is_the_cells_error()
    {
        await _session.RunAsync("Func<string, string> sql = query => throw new InvalidOperationException(\"no such table\");");
        Assert.Equal(("System.InvalidOperationException", "no such table"),
            await _session.ErrorAsync("#!sql\nSELECT 1") is var error ? (error.Name, error.Message) : default);
    }

    public void Dispose() => _session.Dispose();
}
