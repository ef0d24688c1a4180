using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Jupyter;
using Xunit.Abstractions;

namespace RlTrainer.Notebooks.Tests.Jupyter;

/// <summary>The kernel driven by Jupyter's own client; what each scenario asserts stands in drive.py.</summary>
public sealed class RealJupyterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ITestOutputHelper _output;

    public RealJupyterTests(ITestOutputHelper output)
    {
        _output = output;
        KernelSpec.Install(Path.Combine(_folder.Path, "kernels"), ["dotnet", typeof(Program).Assembly.Location, "kernel"]);
    }

    [JupyterTheory]
    [InlineData("basics")]
    [InlineData("background")]
    [InlineData("interrupt")]
    [InlineData("cooperative")]
    [InlineData("restart")]
    [InlineData("comm")]
    [InlineData("stdin")]
    [InlineData("stop_on_error")]
    [InlineData("intelligence")]
    [InlineData("fsharp")]
    [InlineData("history")]
    [InlineData("floods")]
    [InlineData("memory")]
    [InlineData("timing")]
    [InlineData("orphan")]
    [InlineData("cycles")]
    [InlineData("concurrent")]
    [InlineData("signature")]
    public void The_kernel_serves_the_real_client(string scenario)
    {
        var (exitCode, text) = Run(Path.Combine(AppContext.BaseDirectory, "Jupyter", "drive.py"), scenario);
        _output.WriteLine(text);
        Assert.True(exitCode == 0, text);
    }

    [KernelTestFact]
    public void Jupyters_own_kernel_tests_pass()
    {
        var (exitCode, text) = Run(Path.Combine(AppContext.BaseDirectory, "Jupyter", "conformance.py"));
        _output.WriteLine(text);
        Assert.True(exitCode == 0, text);
        Assert.Equal(11, text.Split('\n')
            .Count(line => line.TrimStart('.', 's', 'F').StartsWith("passed test_", StringComparison.Ordinal)));
    }

    [JupyterFact]
    public void Nbconvert_executes_a_notebook_with_every_kind_of_output()
    {
        var document = new NotebookDocument("all");
        document.Cells.Add(new NotebookCell(CellKind.Markdown, "# All"));
        document.Cells.Add(new NotebookCell(
            CellKind.Code, "Console.WriteLine(\"out\");\ndisplay(HTML(\"<b>bold</b>\"));\n6 * 7"));
        var fails = new NotebookCell(CellKind.Code, "throw new Exception(\"meant\");");
        fails.AddTag("raises-exception");
        document.Cells.Add(fails);
        document.Cells.Add(new NotebookCell(CellKind.Code, "var d = display(\"one\");\nd.Update(\"two\");"));
        string path = Path.Combine(_folder.Path, "all.ipynb");
        document.Write(path, withOutputs: false);
        var (exitCode, text) = Run("-m", "nbconvert", "--to", "notebook", "--execute", "--output", "done.ipynb", path);
        Assert.True(exitCode == 0, text);
        NotebookDocument done = NotebookDocument.Read(Path.Combine(_folder.Path, "done.ipynb"));
        Assert.Equal(new StreamOutput("stdout", "out\n"), done.Cells[1].Outputs[0]);
        Assert.Equal("<b>bold</b>", ((DisplayOutput)done.Cells[1].Outputs[1]).Data.Text("text/html"));
        Assert.Equal("42", ((ResultOutput)done.Cells[1].Outputs[2]).Data.Text("text/plain"));
        Assert.Equal("meant", ((ErrorOutput)done.Cells[2].Outputs.Single()).Message);
        Assert.Equal("two", ((DisplayOutput)done.Cells[3].Outputs.Single()).Data.Text("text/plain"));
    }

    public void Dispose() => _folder.Dispose();

    private (int ExitCode, string Text) Run(params string[] arguments) => RealJupyter.Run(_folder.Path, _folder.Path, arguments);
}
