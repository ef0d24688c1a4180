namespace RlTrainer.Numerics;

/// <summary>
/// A few threads that share out numbered pieces of work. A waiting thread spins for some microseconds, then parks; the caller
/// never waits for a thread that took no piece, so that a busy machine costs little. Which thread does which piece is left
/// open: a piece must write only its own output.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>Most pieces in one run.</summary>
    public const int MaximumPieces = 0xFFFF;

    private const int SpinLimit = 1000;
    private readonly Thread[] _workers;
    private readonly object _parked = new(), _finished = new();
    private Action<int> _work = static _ => { };
    private Exception? _failure;
    private long _job;                       // run number (32 bits), pieces (16), next piece (16): claimed in one exchange
    private int _completed, _parkedCount, _callerParked;
    private bool _stop;

    /// <summary>A team of the calling thread and <paramref name="threads"/> − 1 more.</summary>
    public ThreadTeam(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Count = threads;
        _workers = new Thread[threads - 1];
        for (int index = 0; index < _workers.Length; index++)
        {
            _workers[index] = new Thread(Serve) { IsBackground = true, Name = $"RlTrainer {index + 1}" };
            _workers[index].Start();
        }
    }

    /// <summary>Threads, the caller's among them.</summary>
    public int Count { get; }

    /// <summary>Does pieces 0 to <paramref name="pieces"/> − 1, each once,
    /// and returns when all are done. One caller at a time.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="work">Keep it in a field: a delegate made for each call would be garbage.</param>
    /// <exception cref="AggregateException">A piece threw.</exception>
    public void Run(int pieces, Action<int> work)
    {
        if (_workers.Length == 0 || pieces <= 1)
        {
            for (int piece = 0; piece < pieces; piece++) work(piece);
            return;
        }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces, MaximumPieces);
        _work = work;
        _failure = null;
        Volatile.Write(ref _completed, 0);
        Interlocked.Exchange(ref _job, (((_job >> 32) + 1) << 32) | ((long)pieces << 16));
        if (Volatile.Read(ref _parkedCount) > 0) WakeWorkers();
        while (DoNext()) { }
        AwaitPieces(pieces);
        if (_failure is { } failure) throw new AggregateException(failure);
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, true);
        WakeWorkers();
        foreach (Thread worker in _workers) worker.Join();
    }

    private static bool IsOpen(long job) => (job & 0xFFFF) < ((job >> 16) & 0xFFFF);

    /// <summary>Claims and does one piece; false when none is open.</summary>
    private bool DoNext()
    {
        long job = Volatile.Read(ref _job);
        while (IsOpen(job))
        {
            long found = Interlocked.CompareExchange(ref _job, job + 1, job);
            if (found == job)
            {
                Do((int)(job & 0xFFFF), (int)((job >> 16) & 0xFFFF));
                return true;
            }
            job = found;
        }
        return false;
    }

    private void Do(int piece, int pieces)
    {
        try
        {
            _work(piece);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
        if (Interlocked.Increment(ref _completed) == pieces && Volatile.Read(ref _callerParked) != 0) WakeCaller();
    }

    private void Serve()
    {
        while (!Volatile.Read(ref _stop))
            if (!DoNext()) AwaitJob();
    }

    private void AwaitJob()
    {
        for (int spin = 0; spin < SpinLimit; spin++)
        {
            if (IsOpen(Volatile.Read(ref _job))) return;
            Thread.SpinWait(4);
        }
        lock (_parked)
        {
            Interlocked.Increment(ref _parkedCount);
            while (!IsOpen(Volatile.Read(ref _job)) && !Volatile.Read(ref _stop)) Monitor.Wait(_parked);
            Interlocked.Decrement(ref _parkedCount);
        }
    }

    private void AwaitPieces(int pieces)
    {
        for (int spin = 0; spin < SpinLimit; spin++)
        {
            if (Volatile.Read(ref _completed) == pieces) return;
            Thread.SpinWait(4);
        }
        lock (_finished)
        {
            Interlocked.Exchange(ref _callerParked, 1);
            while (Volatile.Read(ref _completed) != pieces) Monitor.Wait(_finished);
            Interlocked.Exchange(ref _callerParked, 0);
        }
    }

    private void WakeWorkers()
    {
        lock (_parked) Monitor.PulseAll(_parked);
    }

    private void WakeCaller()
    {
        lock (_finished) Monitor.PulseAll(_finished);
    }
}
