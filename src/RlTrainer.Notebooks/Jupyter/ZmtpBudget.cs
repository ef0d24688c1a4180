namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Memory for messages that are still arriving, shared by all sockets of a kernel.</summary>
/// <param name="most">Bytes.</param>
internal sealed class ZmtpBudget(long most)
{
    private long _taken;

    /// <summary>Bytes taken now.</summary>
    public long Taken => Interlocked.Read(ref _taken);

    /// <summary>Takes bytes.</summary>
    /// <exception cref="InvalidDataException">There are not so many left.</exception>
    public void Take(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= most) return;
        Return(bytes);
        throw new InvalidDataException($"Messages of more than {most} bytes are arriving at the same time.");
    }

    /// <summary>Gives bytes back.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _taken, -bytes);
}
