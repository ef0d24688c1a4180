namespace RlTrainer.Notebooks.Jupyter;

/// <summary>A message that is arriving, and what it has taken so far.</summary>
internal sealed class ZmtpArrival(ZmtpLimits limits, ZmtpBudget budget) : IDisposable
{
    /// <summary>The longest command: the properties of a peer are some hundred bytes.</summary>
    public const int LargestCommand = 4096;

    private long _taken;

    /// <summary>Frames that have come whole.</summary>
    public List<byte[]> Frames { get; } = [];

    /// <summary>Takes the memory for a frame that was announced.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="isCommand">It is none of the message's own.</param>
    /// <returns>The same size.</returns>
    /// <exception cref="InvalidDataException">The message has become too large, or there is no memory for it now.</exception>
    public int Take(int size, bool isCommand)
    {
        if (size > (isCommand ? LargestCommand : limits.MessageBytes - _taken) || Frames.Count == limits.Frames)
            throw new InvalidDataException($"A message of more than {limits.MessageBytes} bytes or {limits.Frames} frames.");
        if (isCommand) return size;
        budget.Take(size);
        _taken += size;
        return size;
    }

    public void Dispose() => budget.Return(_taken);
}
