using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>The cell that runs in this flow of control; it follows awaits, tasks and threads the cell starts.</summary>
public sealed class CellContext
{
    private static readonly AsyncLocal<CellContext?> CurrentCell = new();
    private readonly TaskCompletionSource _insistence = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _keeping = new();
    private volatile bool _hasGivenToken;
    private volatile bool _mustStop;
    private bool _isAbandoned;

    internal CellContext(int cellNumber, ICellOutputs outputs, CancellationToken cancellationToken)
    {
        CellNumber = cellNumber;
        Outputs = outputs;
        Cancellation = cancellationToken;
    }

    /// <summary>The running cell, or null outside of any cell.</summary>
    public static CellContext? Current
    {
        get => CurrentCell.Value;
        internal set => CurrentCell.Value = value;
    }

    /// <summary>The cell's number, from 1.</summary>
    public int CellNumber { get; }

    /// <summary>Where the cell's outputs go.</summary>
    public ICellOutputs Outputs { get; }

    /// <summary>Cancelled when the reader stops the cell.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The running cell.</summary>
    /// <exception cref="InvalidOperationException">No cell is running here.</exception>
    public static CellContext Required() => Current
        ?? throw new InvalidOperationException(
            "Nothing can be displayed here: no notebook cell is running. Call display from a cell, or from a task the cell "
            + "started.");

    /// <summary>Whether code of the cell asked for the token: it is then given time to end by itself, and to save, before it
    /// is stopped.</summary>
    internal bool HasGivenToken => _hasGivenToken;

    /// <summary>Completes when the reader asks a second time.</summary>
    internal Task Insistence => _insistence.Task;

    /// <summary>Whether polls in the cell's code end it now.</summary>
    internal bool MustStop => _mustStop;

    /// <summary>Completes when polls and awaits in the cell's code end it: later than <see cref="Cancellation"/> where code
    /// asked for that token.</summary>
    internal Task Ending => _ending.Task;

    /// <summary>From now on polls and awaits in the cell's code end it.</summary>
    internal void End()
    {
        _mustStop = true;
        _ending.TrySetResult();
    }

    /// <summary>The cell's code goes on although nobody waits for it: whatever it leaves behind is dropped from now on.</summary>
    internal void Abandon()
    {
        lock (_keeping)
            _isAbandoned = true;
    }

    /// <summary>Lets the cell leave something behind in the session, unless it was abandoned; false then.</summary>
    internal bool TryKeep(Action keep)
    {
        lock (_keeping)
        {
            if (!_isAbandoned)
                keep();
            return !_isAbandoned;
        }
    }

    /// <summary>Stops the cell although it was given time to end by itself.</summary>
    internal void Insist() => _insistence.TrySetResult();

    /// <summary>Hands the token to code of the cell, which from now on is trusted to look at it.</summary>
    internal CancellationToken GiveToken()
    {
        _hasGivenToken = true;
        return Cancellation;
    }

    /// <summary>Displays a value and returns the name by which it can be updated.</summary>
    internal string Display(object? value, params string[] mimeTypes)
    {
        string displayId = Guid.NewGuid().ToString("N");
        Outputs.Write(new DisplayOutput(Bundles.Of(value, mimeTypes), displayId));
        return displayId;
    }
}
