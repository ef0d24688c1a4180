namespace RlTrainer.Notebooks.Jupyter;

/// <summary>
/// What one peer may cost before and after it is known: everybody on the host can reach the kernel's ports, and only a message's
/// signature says who is meant.
/// </summary>
internal sealed record ZmtpLimits
{
    /// <summary>Requests and answers.</summary>
    public static ZmtpLimits Requests { get; } = new() { EvictsUnknown = true };

    /// <summary>Answers of the reader, whose connection is silent until it is asked.</summary>
    public static ZmtpLimits Answers { get; } = new();

    /// <summary>Subscriptions to outputs.</summary>
    public static ZmtpLimits Subscriptions { get; } = new() { MessageBytes = 1024, Frames = 1 };

    /// <summary>Heartbeats.</summary>
    public static ZmtpLimits Heartbeats { get; } = new() { MessageBytes = 4096, Frames = 8, BacklogBytes = 1 << 20 };

    /// <summary>These limits with no more connections than the process can have beside its own files, on five sockets.</summary>
    /// <param name="descriptors">Files and connections that the process may have open.</param>
    public ZmtpLimits Within(int descriptors)
    {
        const int own = 170, sockets = 5, fewest = 4;
        int connections = Math.Clamp((descriptors - own) / sockets, fewest, Connections);
        return this with { Connections = connections, Greetings = Math.Clamp(connections / 4, 2, Greetings) };
    }

    /// <summary>How long a peer may take over greeting and properties.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a peer may take over a message it has begun.</summary>
    public TimeSpan Message { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Peers at the same time, those that still greet among them.</summary>
    public int Connections { get; init; } = 256;

    /// <summary>Peers that greet at the same time.</summary>
    public int Greetings { get; init; } = 64;

    /// <summary>Frames of a message.</summary>
    public int Frames { get; init; } = 1024;

    /// <summary>Bytes of a message, all frames.</summary>
    public int MessageBytes { get; init; } = 64 << 20;

    /// <summary>Bytes that wait for a peer that does not read.</summary>
    public long BacklogBytes { get; init; } = 512L << 20;

    /// <summary>Topics of a subscriber.</summary>
    public int Topics { get; init; } = 64;

    /// <summary>Messages without the kernel's signature before a peer is cut off.</summary>
    public int Forgeries { get; init; } = 32;

    /// <summary>Where all places are taken, the oldest peer that never signed makes room; otherwise the newest is
    /// refused.</summary>
    public bool EvictsUnknown { get; init; }
}
