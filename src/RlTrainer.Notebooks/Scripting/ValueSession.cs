using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Values that belong to no language, kept by name: texts of #!value and whatever is shared here.</summary>
internal sealed class ValueSession : ILanguageSession
{
    private readonly SortedDictionary<string, object?> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<ScriptVariable> Variables =>
        [.. _values.Select(pair => new ScriptVariable(pair.Key, pair.Value?.GetType() ?? typeof(object), pair.Value))];

    /// <inheritdoc/>
    public void AddReferences(IEnumerable<string> paths)
    {
    }

    /// <inheritdoc/>
    public Task<Evaluated> RunAsync(string code, CellContext cell) =>
        throw new CellException(
            "MagicError", "A cell of the language value begins with #!value --name NAME; its text follows.", 1);

    /// <inheritdoc/>
    public Task SetAsync(string name, object? value, CellContext cell)
    {
        _values[name] = value;
        return Task.CompletedTask;
    }
}
