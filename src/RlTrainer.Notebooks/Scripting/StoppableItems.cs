namespace RlTrainer.Notebooks.Scripting;

/// <summary>A stream whose waits end when a token is cancelled, also where the stream itself does not look at it.</summary>
/// <param name="items">The stream.</param>
/// <param name="ending">Cancelled when the cell is stopped.</param>
internal sealed class StoppableItems<T>(IAsyncEnumerable<T> items, CancellationToken ending) : IAsyncEnumerable<T>
{
    /// <inheritdoc/>
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Walk(items.GetAsyncEnumerator(cancellationToken), ending);

    private sealed class Walk(IAsyncEnumerator<T> inner, CancellationToken ending) : IAsyncEnumerator<T>
    {
        private Task<bool> _move = Task.FromResult(true);

        public T Current => inner.Current;

        public ValueTask<bool> MoveNextAsync()
        {
            ValueTask<bool> move = inner.MoveNextAsync();
            if (move.IsCompleted)
                return move;
            _move = move.AsTask();
            return new ValueTask<bool>(_move.WaitAsync(ending));
        }

        // A stream that still waits for its next item may not be disposed.
        public ValueTask DisposeAsync() => _move.IsCompleted ? inner.DisposeAsync() : ValueTask.CompletedTask;
    }
}
