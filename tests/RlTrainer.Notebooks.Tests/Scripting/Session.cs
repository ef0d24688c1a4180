using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Tests.Scripting;

/// <summary>An engine with its outputs collected, and a folder of its own that goes when the test ends.</summary>
internal sealed class Session : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CollectedOutputs _collected = new();
    private int _cell;

    public Session() => Engine = new ScriptEngine(_folder.Path);

    public ScriptEngine Engine { get; }

    public string Folder => _folder.Path;

    public List<CellOutput> Outputs { get; private set; } = [];

    public string Text => string.Concat(Outputs.OfType<StreamOutput>().Select(stream => stream.Text));

    public async Task<CellResult> RunAsync(
        string source, string language = "csharp", CancellationToken cancellationToken = default)
    {
        Outputs = [];
        _collected.Begin(Outputs);
        CellResult result = await Engine.RunAsync(source, language, ++_cell, _collected, cancellationToken);
        _collected.Finish();
        return result;
    }

    public async Task<string> ValueAsync(string source, string language = "csharp")
    {
        CellResult result = await RunAsync(source, language);
        Assert.True(result.Succeeded, result.Error?.Message);
        return Assert.Single(Outputs.OfType<ResultOutput>()).Data.Text("text/plain")!;
    }

    public async Task<CellError> ErrorAsync(string source, string language = "csharp")
    {
        CellResult result = await RunAsync(source, language);
        Assert.NotNull(result.Error);
        return result.Error;
    }

    public void Dispose()
    {
        Engine.Dispose();
        _folder.Dispose();
    }
}
