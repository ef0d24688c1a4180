using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Notebooks.Running;
using RlTrainer.Notebooks.Tests.Jupyter;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>Jupyter's own `nbconvert --execute` runs every notebook
/// of the project, in its quick variant, to its last check.</summary>
public sealed class NbconvertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public NbconvertTests()
    {
        KernelSpec.Install(Path.Combine(_folder.Path, "jupyter", "kernels"),
            ["dotnet", typeof(Program).Assembly.Location, "kernel"]);
        // The notebooks look for ../data, ../artifacts and ../runs: the real ones, and runs of this test's own.
        foreach (string name in new[] { "data", "artifacts" })
            Directory.CreateSymbolicLink(Path.Combine(_folder.Path, name), Path.Combine(Repository.Root, name));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "runs"));
    }

    public static TheoryData<string> Notebooks => NotebookNamesTests.Notebooks;

    [JupyterTheory]
    [MemberData(nameof(Notebooks))]
    public void Nbconvert_executes(string notebook)
    {
        NotebookDocument document = NotebookDocument.Read(Path.Combine(Repository.Notebooks, notebook + ".ipynb"));
        NotebookParameters.Inject(document, new Dictionary<string, string>(), quick: true);
        string path = Path.Combine(_folder.Path, "notebooks", notebook + ".ipynb");
        document.Write(path, withOutputs: false);
        var (exitCode, text) = RealJupyter.Run(
            Path.Combine(_folder.Path, "jupyter"), Path.GetDirectoryName(path)!,
            "-m", "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.timeout=300", "--output",
            "executed.ipynb", path);
        Assert.True(exitCode == 0, text);
        NotebookDocument executed = NotebookDocument.Read(Path.Combine(_folder.Path, "notebooks", "executed.ipynb"));
        Assert.All(executed.Cells.Where(cell => cell.Kind == CellKind.Code), cell => Assert.NotNull(cell.ExecutionCount));
        Assert.DoesNotContain(executed.Cells, cell => cell.Outputs.Any(output => output is ErrorOutput));
    }

    public void Dispose() => _folder.Dispose();
}
