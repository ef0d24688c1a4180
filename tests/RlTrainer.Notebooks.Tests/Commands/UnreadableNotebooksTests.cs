using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>Notebooks that cannot be read: `list`, `clean` and `convert` say so in a sentence, and go on with the
/// others.</summary>
public sealed class UnreadableNotebooksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_bad_file_is_named_beside_the_good_ones_with_exit_code_2()
    {
        Write("good");
        _folder.File("notebooks/bad.ipynb", "{ \"cells\": [\n  oops");
        (int code, string output, string error) = await CommandProcess.RunAsync(_folder.Path, "notebooks", "list");
        Assert.Equal((2, "error: notebook 'bad': not JSON (line 2, byte 3). An .ipynb file is JSON as Jupyter writes it.\n"),
            (code, error.ReplaceLineEndings("\n")));
        Assert.StartsWith("good  ", output, StringComparison.Ordinal);
        (code, output, error) = await CommandProcess.RunAsync(_folder.Path, "notebooks", "clean");
        Assert.Equal((2, "error: notebook 'bad': not JSON (line 2, byte 3). An .ipynb file is JSON as Jupyter writes it.\n"),
            (code, error.ReplaceLineEndings("\n")));
        Assert.EndsWith("1 notebooks changed.\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(0, (await CommandProcess.RunAsync(_folder.Path, "notebooks", "clean", "good")).Code);
        string target = Path.Combine(_folder.Path, "bad.dib");
        Assert.Equal(
            "error: notebook 'bad': not JSON (line 2, byte 3). An .ipynb file is JSON as Jupyter writes it.\n",
            (await CommandProcess.RefusalAsync(_folder.Path, "notebooks", "convert",
                Path.Combine(_folder.Path, "notebooks", "bad.ipynb"), target)).ReplaceLineEndings("\n"));
        Assert.False(File.Exists(target));
    }

    [Theory]
    [InlineData("""[{"cell_type":"code","source":"\ud800","metadata":{}}]""",
        "a text holds half of a character (a lone surrogate such as \\ud800); expected whole Unicode characters.")]
    [InlineData("""[],"cells":[]""",
        "Expected each key once.")]
    [InlineData("""[{"cell_type":"co\u001b[2Jde","source":"","metadata":{}}]""",
        "'cell_type' was 'co\\u001b[2Jde', expected code, markdown or raw.")]
    [InlineData("""[{"cell_type":"code","source":"1","metadata":{},"outputs":[{"output_type":"display_data","data":{"text/plain":null}}]}]""",
        "the output form 'text/plain' was null; expected its data.")]
    [InlineData("""[{"cell_type":"code","source":"1","metadata":{},"outputs":[7]}]""",
        "an output was not an object.")]
    [InlineData("""[7]""",
        "not an object.")]
    public void Hostile_cells_are_refused_in_a_sentence(string cells, string expected)
    {
        string whole = $$"""{"cells":{{cells}},"metadata":{"kernelspec":{"name":".net-csharp"} },"nbformat":4,"nbformat_minor":5}""";
        string message = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(whole, "n\u001b[2J")).Message;
        Assert.StartsWith("notebook 'n\\u001b[2J'", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
    }

    [Theory]
    [InlineData("[]", "notebook 'n': not a notebook: the file is JSON but not an object with 'cells'.")]
    [InlineData("", "notebook 'n': not JSON (line 1, byte 1). An .ipynb file is JSON as Jupyter writes it.")]
    public void What_is_no_notebook_at_all_is_refused(string json, string expected) =>
        Assert.Equal(expected, Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "n")).Message);

    [Fact]
    public void A_notebook_nested_too_deeply_is_refused()
    {
        string json = string.Concat(Enumerable.Repeat("[", 100_000));
        Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "deep"));
    }

    [Fact]
    public void Every_changed_byte_of_a_notebook_is_read_or_refused_in_a_sentence()
    {
        string whole = File.ReadAllText(Write("good"));
        int refused = 0;
        for (int at = 0; at < whole.Length; at++)
        {
            foreach (char letter in "\0\"{}[]x")
            {
                try
                {
                    _ = NotebookDocument.Parse(whole[..at] + letter + whole[(at + 1)..], "n").ToJson(withOutputs: true);
                }
                catch (NotebookFormatException)
                {
                    refused++;
                }
            }
        }
        Assert.InRange(refused, whole.Length, 7 * whole.Length);
    }

    private string Write(string name)
    {
        var document = new NotebookDocument(name);
        document.Cells.Add(new NotebookCell(CellKind.Markdown, "# A title", CellLanguages.Markdown));
        var cell = new NotebookCell(CellKind.Code, "6 * 7") { ExecutionCount = 1 };
        cell.Outputs.Add(new ResultOutput(MimeBundle.OfPlain("42")));
        document.Cells.Add(cell);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "notebooks"));
        string file = Path.Combine(_folder.Path, "notebooks", name + ".ipynb");
        document.Write(file, withOutputs: true);
        return file;
    }
}
