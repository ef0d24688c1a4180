namespace RlTrainer.Notebooks.Running;

/// <summary>A cell for .NET Interactive's kernels; travels as one line of JSON to their process.</summary>
/// <param name="Source">The cell's text.</param>
/// <param name="Language">The language of its first line, by .NET Interactive's name.</param>
/// <param name="CellNumber">The cell's number in error messages, from 1.</param>
internal sealed record InteractiveRequest(string Source, string Language, int CellNumber)
{
    /// <summary>Asks for the running cell's end by its cancellation token.</summary>
    public static InteractiveRequest Stop { get; } = new(string.Empty, string.Empty, 0);

    /// <summary>Whether this is <see cref="Stop"/>.</summary>
    public bool IsStop => CellNumber == 0;
}
