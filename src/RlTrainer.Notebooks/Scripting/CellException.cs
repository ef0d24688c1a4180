namespace RlTrainer.Notebooks.Scripting;

/// <summary>An error of the cell's text (not of the code it runs), with its line.</summary>
internal sealed class CellException(string name, string message, int? line, IReadOnlyList<string>? trace = null)
    : Exception(message)
{
    /// <summary>The error to report.</summary>
    public CellError ToError(int cellNumber) =>
        new(name, Message, line, trace ?? (line is null ? [] : [$"at cell {cellNumber}, line {line}"]));
}
