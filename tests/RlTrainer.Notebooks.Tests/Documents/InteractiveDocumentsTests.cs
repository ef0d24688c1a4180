using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Documents.Jupyter;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Tests.Project;

namespace RlTrainer.Notebooks.Tests.Documents;

/// <summary>Microsoft.DotNet.Interactive.Documents reads what is written
/// here, and what it writes is read here: the same cells.</summary>
public sealed class InteractiveDocumentsTests
{
    private static readonly string[] Sources =
    [
        "one line", "two\nlines", "a blank\n\nin between", "    indented first", "tabs\tand \"quotes\" and \\backslashes\\",
        "é, 日本, 🙂 and <b>&amp;</b>",
        "#!time\nvar x = 1;", "// no command: #!csharp\nvar y = 2;", "{\"json\": [1, 2]}",
    ];

    public static TheoryData<string> Notebooks => NotebookNamesTests.Notebooks;

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_of_the_project_has_the_same_cells_for_NET_Interactive(string notebook)
    {
        string path = Path.Combine(Repository.Notebooks, notebook + ".ipynb");
        NotebookDocument ours = NotebookDocument.Read(path);
        InteractiveDocument theirs = Notebook.Parse(File.ReadAllText(path), Kernels());
        Assert.Equal(Cells(ours), Cells(theirs));
        Assert.Equal(Cells(ours), Cells(NotebookDocument.Parse(theirs.ToJupyterJson(), notebook)));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void A_notebook_of_the_project_goes_to_dib_text_and_back_through_NET_Interactive(string notebook)
    {
        NotebookDocument ours = NotebookDocument.Read(Path.Combine(Repository.Notebooks, notebook + ".ipynb"));
        InteractiveDocument theirs = CodeSubmission.Parse(DibFormat.Write(ours), Kernels());
        NotebookDocument back = DibFormat.Read(theirs.ToCodeSubmissionContent(), notebook);
        Assert.Equal(Cells(DibFormat.Read(DibFormat.Write(ours), notebook)), Cells(theirs));
        Assert.Equal(Cells(theirs), Cells(back));
    }

    [Fact]
    public void Awkward_texts_survive_both_formats_in_both_directions()
    {
        var document = new NotebookDocument("awkward");
        for (int index = 0; index < Sources.Length; index++)
            document.Cells.Add(new NotebookCell(
                index % 3 == 2 ? CellKind.Markdown : CellKind.Code, Sources[index], index % 3 == 1 ? "fsharp" : index % 3 == 2
                    ? "markdown" : "csharp"));
        InteractiveDocument notebook = Notebook.Parse(document.ToJson(withOutputs: false), Kernels());
        Assert.Equal(Sources, notebook.Elements.Select(element => element.Contents));
        Assert.Equal(Sources, NotebookDocument.Parse(notebook.ToJupyterJson(), "n").Cells.Select(cell => cell.Source));
        InteractiveDocument text = CodeSubmission.Parse(DibFormat.Write(document), Kernels());
        Assert.Equal(Sources, text.Elements.Select(element => element.Contents));
        Assert.Equal(Sources, DibFormat.Read(text.ToCodeSubmissionContent(), "n").Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Outputs_of_every_kind_are_the_same_for_NET_Interactive()
    {
        var document = new NotebookDocument("outputs");
        var cell = new NotebookCell(CellKind.Code, "1") { ExecutionCount = 7 };
        cell.Outputs.Add(new StreamOutput("stderr", "one\ntwo"));
        cell.Outputs.Add(new DisplayOutput(MimeBundle.Of(MimeBundle.Html, "<b>1</b>", "one"), null));
        cell.Outputs.Add(new ResultOutput(MimeBundle.OfPlain("1")));
        cell.Outputs.Add(new ErrorOutput("System.Exception", "bad", ["at cell 1, line 1"]));
        document.Cells.Add(cell);
        InteractiveDocument theirs = Notebook.Parse(document.ToJson(withOutputs: true), Kernels());
        InteractiveDocumentElement element = Assert.Single(theirs.Elements);
        Assert.Equal(7, element.ExecutionOrder);
        Assert.Equal(("stderr", "one\ntwo"), element.Outputs[0] is TextElement stream ? (stream.Name, stream.Text) : default);
        Assert.Equal("<b>1</b>", Text(((DisplayElement)element.Outputs[1]).Data["text/html"]));
        Assert.Equal("1", Text(((ReturnValueElement)element.Outputs[2]).Data["text/plain"]));
        Assert.Equal(("System.Exception", "bad"), element.Outputs[3] is ErrorElement error ? (error.ErrorName, error.ErrorValue)
            : default);
        Assert.Equal(
            cell.Outputs.Select(output => output.GetType()),
            NotebookDocument.Parse(theirs.ToJupyterJson(), "n").Cells[0].Outputs.Select(output => output.GetType()));
    }

    [Fact]
    public void A_cell_of_another_language_would_be_seen()
    {
        var document = new NotebookDocument("n");
        document.Cells.Add(new NotebookCell(CellKind.Code, "1", "fsharp"));
        InteractiveDocument theirs = Notebook.Parse(document.ToJson(withOutputs: false), Kernels());
        Assert.Equal(["fsharp: 1"], Cells(theirs));
        document.Cells[0].Language = "html";
        Assert.NotEqual(Cells(document), Cells(theirs));
    }

    private static KernelInfoCollection Kernels()
    {
        var kernels = new KernelInfoCollection { DefaultKernelName = "csharp" };
        foreach (string language in CellLanguages.All) kernels.Add(new KernelInfo(language));
        return kernels;
    }

    private static IEnumerable<string> Cells(NotebookDocument document) =>
        document.Cells.Select(
            cell => $"{(cell.Kind == CellKind.Markdown ? "markdown" : cell.Language)}: {Body(cell.Source, cell.Language)}");

    private static IEnumerable<string> Cells(InteractiveDocument document) =>
        document.Elements.Select(element => $"{element.KernelName}: {Body(element.Contents, element.KernelName)}");

    /// <summary>.NET Interactive takes a first line that only repeats the cell's language for no part of the text.</summary>
    private static string Body(string source, string? language)
    {
        string mark = $"#!{language}\n";
        return (source.StartsWith(mark, StringComparison.Ordinal) ? source[mark.Length..] : source).Trim('\n');
    }

    private static string Text(object value) => value switch
    {
        JsonElement { ValueKind: JsonValueKind.Array } lines =>
            string.Concat(lines.EnumerateArray().Select(line => line.GetString())),
        IEnumerable<object> lines => string.Concat(lines),
        _ => value.ToString()!,
    };
}
