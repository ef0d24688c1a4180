using System.Diagnostics;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>
/// `rltrainer notebooks run` on notebooks that are wrong in every way the command knows, beside one that is right: each is
/// named with cell and line, the rest goes on, half-executed copies stay, and the exit code is not zero.
/// </summary>
public sealed class BadNotebooksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_bad_notebook_is_reported_with_its_place_and_the_good_one_runs()
    {
        _folder.File("notebooks/a-no-json.ipynb", "{ \"cells\": [\n  oops");
        _folder.File("notebooks/b-no-kernel.ipynb", "{\"cells\":[],\"metadata\":{},\"nbformat\":4,\"nbformat_minor\":5}");
        Write("c-unknown-magic", "var a = 1;\n#!python\nprint(1)");
        Write("d-missing-library", "var a = 1;\n\n#r \"nowhere/Missing.dll\"");
        Write("e-missing-package", "\n#r \"nuget: RlTrainer.No.Such.Package, 1.0.0\"");
        Write("g-failing-display",
            "using Microsoft.DotNet.Interactive.Formatting;\nFormatter.Register<Version>((v, w) => throw new "
            + "InvalidOperationException(\"no look\"), \"text/plain\");\nvar v = new Version(1, 2);\ndisplay(v, "
            + "\"text/plain\");");
        Write("h-failing-value",
            "using Microsoft.DotNet.Interactive.Formatting;\nFormatter.Register<Version>((v, w) => throw new "
            + "InvalidOperationException(\"no look\"));\n\nnew Version(1, 2)");
        Write("i-good", "6 * 7");
        var (exitCode, said, errors) = await RunAsync();
        Assert.Equal(
            $"""
            error: notebook 'a-no-json': not JSON (line 2, byte 3). An .ipynb file is JSON as Jupyter writes it.
            error: notebook 'b-no-kernel': has no kernel: 'metadata.kernelspec' is missing, expected the name .net-csharp. Choose the kernel '.NET (C#)' and save.
            error: notebook 'c-unknown-magic', cell 2, line 2: Unknown command '#!python'; known are #!about, #!connect, #!csharp, #!fsharp, #!html, #!import, #!javascript, #!lsmagic, #!markdown, #!mermaid, #!set, #!share, #!sql, #!time, #!value, #!who, #!whos, #r and #load.
            The half-executed copy is {Copy("c-unknown-magic")}
            error: notebook 'd-missing-library', cell 2, line 3: #r "nowhere/Missing.dll": there is no such library; looked for {Path.Combine(_folder.Path, "notebooks", "nowhere", "Missing.dll")}. Build it first (dotnet build -c Release) or correct the path.
            The half-executed copy is {Copy("d-missing-library")}
            error: notebook 'e-missing-package', cell 2, line 2: #r "nuget: RlTrainer.No.Such.Package, 1.0.0": the package could not be restored.
            NU1101: Unable to find package RlTrainer.No.Such.Package. No packages exist with this id in source(s): {Feed}
            The half-executed copy is {Copy("e-missing-package")}
            error: notebook 'g-failing-display', cell 2, line 2: System.InvalidOperationException: no look
            The half-executed copy is {Copy("g-failing-display")}
            error: notebook 'h-failing-value', cell 2, line 2: System.InvalidOperationException: The value could not be shown: no look
            The half-executed copy is {Copy("h-failing-value")}
            error: 7 of 8 notebooks failed.

            """,
            errors.ReplaceLineEndings("\n"));
        Assert.Equal(1, exitCode);
        Assert.Contains("  1 cells in ", said, StringComparison.Ordinal);
        foreach (string name in new[] { "c-unknown-magic", "d-missing-library", "e-missing-package", "g-failing-display",
            "h-failing-value" })
        {
            NotebookDocument copy = NotebookDocument.Read(Copy(name));
            Assert.Single(copy.Cells[1].Outputs.OfType<ErrorOutput>());
            Assert.Empty(copy.Cells[2].Outputs);
        }

        string index = await File.ReadAllTextAsync(Path.Combine(Output, "site", "index.html"));
        Assert.Equal(5, index.Split("a cell failed").Length - 1);
        Assert.Equal(1, index.Split("ran to its end").Length - 1);
    }

    [Fact]
    public async Task A_cell_that_never_ends_is_stopped_at_the_limit_with_its_line()
    {
        Write("f-endless", "int n = 0;\n\nwhile (n == 0)\n    System.Threading.Thread.Sleep(5);");
        Write("i-good", "6 * 7");
        var (exitCode, said, errors) = await RunAsync("--cell-minutes", "0.2");
        Assert.Equal(
            $"""
            error: notebook 'f-endless', cell 2, line 4: took longer than the 00:00:12 a cell may take. Raise the limit or use the quick variant.
            The half-executed copy is {Copy("f-endless")}
            error: 1 of 2 notebooks failed.

            """,
            // On a busy machine the limit can be reached before the first line runs, which then has no number.
            errors.ReplaceLineEndings("\n").Replace("cell 2: took", "cell 2, line 4: took", StringComparison.Ordinal));
        Assert.Equal(1, exitCode);
        Assert.Contains("  1 cells in ", said, StringComparison.Ordinal);
        Assert.Equal("The cell was stopped.",
            Assert.Single(NotebookDocument.Read(Copy("f-endless")).Cells[1].Outputs.OfType<ErrorOutput>()).Message);
    }

    /// <summary>No poll stands inside a pattern's search; the default limit ends it, so that it burns no core after it was given
    /// up. The limit has to be set before anything in the process makes a pattern.</summary>
    [Fact]
    public async Task A_pattern_ends_after_a_minute_unless_the_cell_names_another_limit()
    {
        Write("j-patterns", "using System.Text.RegularExpressions;\nConsole.WriteLine(new Regex(\"(a+)+$\").MatchTimeout);\n"
            + "Regex.IsMatch(new string('a', 40) + \"!\", \"(a+)+$\", RegexOptions.None, TimeSpan.FromSeconds(0.2))");
        var (exitCode, _, errors) = await RunAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("cell 2, line 3: System.Text.RegularExpressions.RegexMatchTimeoutException: ", errors,
            StringComparison.Ordinal);
        Assert.Equal("00:01:00\n",
            Assert.Single(NotebookDocument.Read(Copy("j-patterns")).Cells[1].Outputs.OfType<StreamOutput>()).Text);
    }

    private string Feed => Path.Combine(_folder.Path, "feed");

    private string Copy(string name) => Path.Combine(Output, name + ".ipynb");

    private void Write(string name, string code)
    {
        var document = new NotebookDocument(name);
        document.Cells.Add(new NotebookCell(CellKind.Markdown, "# " + name, CellLanguages.Markdown));
        document.Cells.Add(new NotebookCell(CellKind.Code, code));
        document.Cells.Add(new NotebookCell(CellKind.Code, "Console.Write(\"after\");"));
        if (name == "i-good")
            document.Cells.RemoveAt(2);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "notebooks"));
        document.Write(Path.Combine(_folder.Path, "notebooks", name + ".ipynb"), withOutputs: false);
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] options)
    {
        Directory.CreateDirectory(Feed);
        return CommandProcess.RunAsync(
            new ProcessStartInfo(
                "dotnet", [CommandProcess.Cli, "notebooks", "run", "--root", _folder.Path, "--output", Output, .. options])
            {
                // An empty package source of this test's own, so that the answer needs no network and is always the same.
                Environment = { ["RestoreSources"] = Feed },
            });
    }
}
