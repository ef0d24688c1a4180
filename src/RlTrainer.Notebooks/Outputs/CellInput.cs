namespace RlTrainer.Notebooks.Outputs;

/// <summary>Stands in for the console's input: a cell that reads a line asks the notebook's reader for it.</summary>
internal sealed class CellInput(TextReader outside) : TextReader
{
    private string _rest = string.Empty;

    /// <inheritdoc/>
    public override string? ReadLine() =>
        CellContext.Current is { } cell ? cell.Outputs.ReadLine(string.Empty, isPassword: false) : outside.ReadLine();

    /// <inheritdoc/>
    public override int Read()
    {
        if (CellContext.Current is not { } cell)
            return outside.Read();
        if (_rest.Length == 0)
            _rest = cell.Outputs.ReadLine(string.Empty, isPassword: false) + "\n";
        char next = _rest[0];
        _rest = _rest[1..];
        return next;
    }

    /// <inheritdoc/>
    public override int Peek() => CellContext.Current is null ? outside.Peek() : _rest.Length == 0 ? -1 : _rest[0];
}
