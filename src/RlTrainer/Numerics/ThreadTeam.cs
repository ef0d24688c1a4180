namespace RlTrainer.Numerics;

/// <summary>
/// A few threads that share out numbered pieces of work. A waiting thread spins for some microseconds, then parks, so that a
/// busy machine is not held up. Which thread does which piece is left open: a piece must write only its own output.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    private const int SpinLimit = 2000;
    private readonly Thread[] _workers;
    private readonly Lock _setup = new();
    private readonly object _parked = new(), _finished = new();
    private Action<int> _work = static _ => { };
    private Exception? _failure;
    private int _pieces, _next, _busy, _generation, _parkedCount, _callerParked;
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

    /// <summary>Does pieces 0 to <paramref name="pieces"/> − 1, each once, and returns when all are done.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="work">Keep it in a field: a delegate made for each call would be garbage.</param>
    /// <exception cref="AggregateException">A piece threw on a worker thread.</exception>
    public void Run(int pieces, Action<int> work)
    {
        if (_workers.Length == 0 || pieces <= 1)
        {
            for (int piece = 0; piece < pieces; piece++) work(piece);
            return;
        }
        lock (_setup)
        {
            _work = work;
            _pieces = pieces;
            _failure = null;
            Volatile.Write(ref _next, -1);
            Volatile.Write(ref _busy, _workers.Length);
            Interlocked.Increment(ref _generation);
            if (Volatile.Read(ref _parkedCount) > 0) WakeWorkers();
            DoPieces();
            AwaitWorkers();
            if (_failure is { } failure) throw new AggregateException(failure);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _stop, true);
        Interlocked.Increment(ref _generation);
        WakeWorkers();
        foreach (Thread worker in _workers) worker.Join();
    }

    private void DoPieces()
    {
        try
        {
            for (int piece = Interlocked.Increment(ref _next); piece < _pieces; piece = Interlocked.Increment(ref _next)) _work(piece);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }
    }

    private void Serve()
    {
        int seen = 0;
        while (true)
        {
            AwaitGeneration(seen);
            seen++;
            if (Volatile.Read(ref _stop)) return;
            DoPieces();
            if (Interlocked.Decrement(ref _busy) == 0 && Volatile.Read(ref _callerParked) != 0) WakeCaller();
        }
    }

    private void AwaitGeneration(int seen)
    {
        for (int spin = 0; spin < SpinLimit; spin++)
        {
            if (Volatile.Read(ref _generation) != seen) return;
            Thread.SpinWait(4);
        }
        lock (_parked)
        {
            Interlocked.Increment(ref _parkedCount);
            while (Volatile.Read(ref _generation) == seen) Monitor.Wait(_parked);
            Interlocked.Decrement(ref _parkedCount);
        }
    }

    private void AwaitWorkers()
    {
        for (int spin = 0; spin < SpinLimit; spin++)
        {
            if (Volatile.Read(ref _busy) == 0) return;
            Thread.SpinWait(4);
        }
        lock (_finished)
        {
            Interlocked.Exchange(ref _callerParked, 1);
            while (Volatile.Read(ref _busy) != 0) Monitor.Wait(_finished);
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
