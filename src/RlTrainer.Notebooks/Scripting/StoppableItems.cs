using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>A stream whose waits end when its cell is stopped, also where the stream itself does not look at that.</summary>
/// <param name="items">The stream.</param>
/// <param name="cell">The cell that walks it.</param>
internal sealed class StoppableItems<T>(IAsyncEnumerable<T> items, CellContext cell) : IAsyncEnumerable<T>
{
    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Walk(items.GetAsyncEnumerator(cancellationToken), cell);

    private sealed class Walk(IAsyncEnumerator<T> inner, CellContext cell) : IAsyncEnumerator<T>
    {
        private Task<bool> _move = Task.FromResult(true);

        public T Current => inner.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            ValueTask<bool> move = inner.MoveNextAsync();
            if (move.IsCompleted)
                return move;
            _move = move.AsTask();
            return new ValueTask<bool>(StoppableAwait.Wait(_move, cell));
        }

        // A stream that still waits for its next item may not be disposed.
        public ValueTask DisposeAsync() => _move.IsCompleted ? inner.DisposeAsync() : ValueTask.CompletedTask;
    }
}
