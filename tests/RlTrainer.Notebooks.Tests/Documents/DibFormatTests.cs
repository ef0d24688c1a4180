using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Tests.Documents;

public sealed class DibFormatTests
{
    private const string Text = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":[],"name":"csharp"}]},"tags":{"1":["parameters"]}}

        #!markdown

        # Title

        #!csharp

        int steps = 5;

        #!fsharp

        let x = 1

        #!mermaid

        graph LR

        """;

    [Fact]
    public void Text_becomes_cells_with_their_languages_and_tags()
    {
        NotebookDocument document = DibFormat.Read(Text, "n");
        Assert.Equal(["markdown: # Title", "csharp: int steps = 5;", "fsharp: let x = 1", "mermaid: graph LR"],
            document.Cells.Select(cell => $"{cell.Language}: {cell.Source}"));
        Assert.Equal(["parameters"], document.Cells[1].Tags);
        Assert.Equal(CellKind.Markdown, document.Cells[0].Kind);
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_text() => Assert.Equal(Text, DibFormat.Write(DibFormat.Read(Text, "n")));

    [Fact]
    public void A_notebook_survives_the_way_to_text_and_back()
    {
        using var folder = new TemporaryFolder();
        string text = folder.File("a.dib", Text), notebook = Path.Combine(folder.Path, "a.ipynb"),
            back = Path.Combine(folder.Path, "b.dib");
        NotebookFolder.Convert(text, notebook);
        NotebookFolder.Convert(notebook, back);
        Assert.Equal(Text, File.ReadAllText(back));
        Assert.Equal(4, NotebookDocument.Read(notebook).Cells.Count);
    }

    [Fact]
    public void Another_ending_is_refused() =>
        Assert.Equal("'a.txt': the ending was '.txt', expected .ipynb or .dib.",
            Assert.Throws<NotebookFormatException>(() => NotebookFolder.Convert("a.txt", "b.dib")).Message);
}
