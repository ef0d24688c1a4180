using System.Text.Json;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>The containers' files: an image that exists, and a working
/// folder in which the notebooks find their libraries.</summary>
public sealed class DevcontainerTests
{
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };

    public static TheoryData<string> Containers => ["devcontainer.json", "gpu/devcontainer.json"];

    public static TheoryData<string> Notebooks => NotebookNamesTests.Notebooks;

    [Theory]
    [MemberData(nameof(Containers))]
    public void The_image_is_the_published_one_for_NET_10(string container) =>
        // .NET 10's development images are built on Ubuntu 24.04 (noble) and on no Debian.
        Assert.Equal("mcr.microsoft.com/devcontainers/dotnet:2-10.0-noble", Read(container).GetProperty("image").GetString());

    [Theory]
    [MemberData(nameof(Containers))]
    public void What_is_run_after_creation_exists(string container)
    {
        string command = Read(container).GetProperty("postCreateCommand").GetString()!;
        foreach (string word in command.Split(' ').Where(word => word.Contains('/', StringComparison.Ordinal)))
            Assert.True(Path.Exists(Path.Combine(Repository.Root, word)), $"{container}: {word} is not there.");
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public async Task A_notebooks_first_cell_finds_its_libraries_in_the_folder_that_the_container_gives(string notebook)
    {
        string file = Path.Combine(Repository.Notebooks, notebook + ".ipynb");
        NotebookCell first = NotebookDocument.Read(file).Cells.First(cell => cell.Kind == CellKind.Code);
        foreach (string container in (string[])["devcontainer.json", "gpu/devcontainer.json"])
        {
            using var engine = new ScriptEngine(WorkingFolder(Read(container), file));
            var outputs = new CollectedOutputs();
            CellResult result = await engine.RunAsync(first.Source, CellLanguages.CSharp, 1, outputs, CancellationToken.None);
            Assert.True(result.Succeeded, $"{notebook} in {engine.Folder}: {result.Error?.Message}");
        }
    }

    /// <summary>VS Code's rule: jupyter.notebookFileRoot with its variables, by default the notebook's own folder.</summary>
    private static string WorkingFolder(JsonElement container, string notebook)
    {
        string root = "${fileDirname}";
        if (container.TryGetProperty("customizations", out JsonElement customizations)
            && customizations.GetProperty("vscode").TryGetProperty("settings", out JsonElement settings)
            && settings.TryGetProperty("jupyter.notebookFileRoot", out JsonElement setting))
            root = setting.GetString()!;
        return root.Replace("${workspaceFolder}", Repository.Root, StringComparison.Ordinal)
            .Replace("${fileDirname}", Path.GetDirectoryName(notebook), StringComparison.Ordinal);
    }

    private static JsonElement Read(string container) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, ".devcontainer", container)), WithComments).RootElement;
}
