using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Tests.Documents;

public sealed class NotebookDocumentTests
{
    private const string Kernel = """ "kernelspec": {"name": ".net-csharp", "language": "C#", "display_name": ".NET (C#)"} """;

    [Fact]
    public void Writing_sorts_keys_keeps_unknown_metadata_and_drops_outputs()
    {
        string json = "{\"nbformat_minor\": 2, \"nbformat\": 4, \"metadata\": {\"mine\": {\"b\": 1, \"a\": \"é<\"}," + Kernel
            + "}, \"cells\": ["
            + "{\"source\": [\"a\\n\", \"b\"], \"cell_type\": \"code\", \"metadata\": {\"slide\": true}, \"execution_count\": 7,"
            + " \"outputs\": [{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \"x\"}]},"
            + "{\"cell_type\": \"markdown\", \"source\": \"hi\", \"metadata\": {}, \"attachments\": {\"p.png\": {}}}]}";
        const string Expected = """
            {
             "cells": [
              {
               "cell_type": "code",
               "execution_count": null,
               "id": "cell-01",
               "metadata": {
                "slide": true
               },
               "outputs": [],
               "source": [
                "a\n",
                "b"
               ]
              },
              {
               "attachments": {
                "p.png": {}
               },
               "cell_type": "markdown",
               "id": "cell-02",
               "metadata": {},
               "source": [
                "hi"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": ".NET (C#)",
               "language": "C#",
               "name": ".net-csharp"
              },
              "mine": {
               "a": "é<",
               "b": 1
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }

            """;
        string written = NotebookDocument.Parse(json, "n").ToJson(withOutputs: false);
        Assert.Equal(Expected, written);
        Assert.Equal(written, NotebookDocument.Parse(written, "n").ToJson(withOutputs: false));
    }

    [Fact]
    public void Outputs_of_every_kind_survive_writing_and_reading()
    {
        var document = new NotebookDocument("n");
        var cell = new NotebookCell(CellKind.Code, "1") { ExecutionCount = 3 };
        cell.Outputs.Add(new StreamOutput("stdout", "one\ntwo"));
        cell.Outputs.Add(new DisplayOutput(
            new MimeBundle([new(MimeBundle.Svg, "<svg/>"),
                new(MimeBundle.Plotly,
                    new System.Text.Json.Nodes.JsonObject { ["data"] = new System.Text.Json.Nodes.JsonArray() })]), null));
        cell.Outputs.Add(new ResultOutput(MimeBundle.Of(MimeBundle.Html, "<b>1</b>", "1")));
        cell.Outputs.Add(new ErrorOutput("System.Exception", "bad", ["at cell 1, line 1"]));
        document.Cells.Add(cell);
        string json = document.ToJson(withOutputs: true);
        NotebookDocument read = NotebookDocument.Parse(json, "n");
        Assert.Equal(json, read.ToJson(withOutputs: true));
        Assert.Equal("[image/svg+xml]", ((DisplayOutput)read.Cells[0].Outputs[1]).Data.Text("text/plain"));
        Assert.Equal("{\"data\":[]}", ((DisplayOutput)read.Cells[0].Outputs[1]).Data.Text(MimeBundle.Plotly));
        Assert.Equal(3, read.Cells[0].ExecutionCount);
    }

    [Fact]
    public void The_polyglot_name_of_a_cells_language_wins()
    {
        string json = "{\"nbformat\": 4, \"metadata\": {" + Kernel
            + "}, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"metadata\": {\"dotnet_interactive\": {\"language\": "
            + "\"csharp\"}, \"polyglot_notebook\": {\"kernelName\": \"mermaid\"}}}]}";
        Assert.Equal("mermaid", NotebookDocument.Parse(json, "n").Cells[0].Language);
    }

    [Theory]
    [InlineData("{\n \"a\": }", "notebook 'n': not JSON (line 2, byte 7). An .ipynb file is JSON as Jupyter writes it.")]
    [InlineData("[]", "notebook 'n': not a notebook: the file is JSON but not an object with 'cells'.")]
    [InlineData("{\"worksheets\": []}",
        "notebook 'n': not a notebook of nbformat 4: it is of nbformat 3. Open and save it with a current Jupyter or VS Code.")]
    [InlineData("{\"cells\": [], \"nbformat\": 5}", "notebook 'n': not a notebook of nbformat 4: 'nbformat' was 5, expected 4.")]
    [InlineData("{\"cells\": [], \"nbformat\": 4, \"metadata\": {}}",
        "notebook 'n': has no kernel: 'metadata.kernelspec' is missing, expected the name .net-csharp. Choose the kernel '.NET "
        + "(C#)' and save.")]
    [InlineData("{\"cells\": [], \"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"name\": \"python3\"}}}",
        "notebook 'n': unknown language 'python3'; known are csharp, fsharp, html, javascript, markdown, mermaid, value. Choose "
        + "the kernel '.NET (C#)' and save.")]
    [InlineData("{\"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"metadata\": {\"polyglot_notebook\": {\"kernelName\": "
        + "\"sql\"}}}], \"nbformat\": 4, \"metadata\": {\"kernelspec\": {\"name\": \".net-csharp\"}}}",
        "notebook 'n', cell 1: unknown language 'sql'; known are csharp, fsharp, html, javascript, markdown, mermaid, value.")]
    [InlineData("{\"cells\": [{\"cell_type\": \"heading\", \"source\": \"\"}], \"nbformat\": 4, \"metadata\": {\"kernelspec\": "
        + "{\"name\": \".net-csharp\"}}}", "notebook 'n', cell 1: 'cell_type' was 'heading', expected code, markdown or raw.")]
    public void What_is_no_notebook_is_refused_with_the_reason(string json, string message) =>
        Assert.Equal(message, Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "n")).Message);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Equal("notebook '/none/x.ipynb': the file does not exist. Give the path of an .ipynb file.",
            Assert.Throws<NotebookFormatException>(() => NotebookDocument.Read("/none/x.ipynb")).Message);
}
