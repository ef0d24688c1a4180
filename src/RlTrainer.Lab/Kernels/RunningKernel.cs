using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Kernels;

/// <summary>A kernel that was started: its lives, its state, and the way to it for clients.</summary>
internal sealed class RunningKernel : IAsyncDisposable
{
    private const int QuickDeathsAllowed = 3;
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(20);
    private readonly KernelKey _key = new();
    private readonly KernelDescription _kernel;
    private readonly string _workingFolder, _filesFolder, _session = Guid.NewGuid().ToString("N");
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private KernelLife _life = null!;
    private KernelLink? _own;
    private int _quickDeaths;
    private long _bornAt;

    /// <summary>Starts a kernel.</summary>
    /// <param name="kernel">What to start.</param>
    /// <param name="workingFolder">Where it runs.</param>
    /// <param name="filesFolder">Where connection files lie.</param>
    /// <param name="time">The clock.</param>
    public RunningKernel(KernelDescription kernel, string workingFolder, string filesFolder, TimeProvider time)
    {
        (_kernel, _workingFolder, _filesFolder, _time) = (kernel, workingFolder, filesFolder, time);
        LastActivity = time.GetUtcNow();
        Born();
    }

    /// <summary>By which clients ask for it.</summary>
    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>Starting, idle, busy, restarting or dead.</summary>
    public string State { get; private set; } = "starting";

    /// <summary>When it last told a state.</summary>
    public DateTimeOffset LastActivity { get; private set; }

    /// <summary>Clients that are connected.</summary>
    public int Connections { get; set; }

    /// <summary>The process of its present life.</summary>
    public int ProcessId => _life.ProcessId;

    /// <summary>Told when the server has a state to tell that the kernel itself cannot: restarting or dead.</summary>
    public event Action<string>? Told;

    /// <summary>The key of its messages.</summary>
    public KernelKey Key => _key;

    /// <summary>As clients get it.</summary>
    public JsonObject Json()
    {
        var json = new JsonObject
        {
            ["id"] = Id,
            ["name"] = _kernel.Name,
            ["last_activity"] = LabTime.Text(LastActivity),
            ["execution_state"] = State,
            ["connections"] = Connections,
        };
        if (State == "dead") json["reason"] = _life.LastWords;
        return json;
    }

    /// <summary>Connects a client to the present life; where the kernel ends meanwhile, to the next one.</summary>
    public async Task<KernelLink> ConnectAsync(string identity, CancellationToken cancellationToken)
    {
        while (true)
        {
            KernelLife life = _life;
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
            Task<KernelLink> opening = KernelLink.OpenAsync(life.Ports, _key, identity, wait.Token);
            if (await Task.WhenAny(opening, life.Ended).ConfigureAwait(false) == opening)
                return await opening.ConfigureAwait(false);
            await wait.CancelAsync().ConfigureAwait(false);
            if (State == "dead") throw new OperationCanceledException("The kernel is dead.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the running cell.</summary>
    public void Interrupt()
    {
        if (_kernel.TakesInterruptMessage) Ask("interrupt_request", []);
        else _life.Signal();
    }

    /// <summary>Ends the process and starts another one; clients stay.</summary>
    public async Task RestartAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            KernelLife former = _life;
            State = "restarting";
            _isExpected = true;
            await former.EndAsync(() => Ask("shutdown_request", new JsonObject { ["restart"] = true })).ConfigureAwait(false);
            await former.DisposeAsync().ConfigureAwait(false);
            _quickDeaths = 0;
            Born();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends it for good.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        State = "dead";
        _isExpected = true;
        await _life.EndAsync(() => Ask("shutdown_request", new JsonObject { ["restart"] = false })).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _life.DisposeAsync().ConfigureAwait(false);
        if (_own is { } own) await own.DisposeAsync().ConfigureAwait(false);
    }

    private volatile bool _isExpected;

    private void Born()
    {
        _isExpected = false;
        State = "starting";
        _bornAt = _time.GetTimestamp();
        KernelLife life = KernelLife.Start(_kernel, _workingFolder, KernelPorts.Take(_filesFolder, Id, _key));
        _life = life;
        _ = WatchAsync(life);
        _ = ListenAsync(life);
    }

    private void Ask(string type, JsonObject content) => _own?.Send("control", KernelKey.Request(type, content, _session, _time));

    /// <summary>The server's own connection: it knows the state also while no page is open.</summary>
    private async Task ListenAsync(KernelLife life)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        _ = life.Ended.ContinueWith(_ => end.Cancel(), TaskScheduler.Default);
        try
        {
            await using KernelLink link = await KernelLink.OpenAsync(life.Ports, _key, _session, end.Token).ConfigureAwait(false);
            _own = link;
            var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task reading = link.ReadAsync((channel, parts) => Hear(channel, parts, heard));
            await link.AwakenAsync(heard.Task, _session, _time, end.Token).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or InvalidDataException)
        {
            // The process ended before it listened; its watch says what follows.
        }
    }

    private Task Hear(string channel, byte[][] parts, TaskCompletionSource heard)
    {
        if (channel != "iopub") return Task.CompletedTask;
        heard.TrySetResult();
        LastActivity = _time.GetUtcNow();
        if (!_isExpected && KernelLink.StateOf(parts) is { } state) State = state;
        return Task.CompletedTask;
    }

    /// <summary>A kernel that ends unasked is started again, unless it does so at once again and again.</summary>
    private async Task WatchAsync(KernelLife life)
    {
        await life.Ended.ConfigureAwait(false);
        if (_isExpected) return;
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isExpected || life != _life) return;
            _quickDeaths = _time.GetElapsedTime(_bornAt) < Quick ? _quickDeaths + 1 : 1;
            State = _quickDeaths > QuickDeathsAllowed ? "dead" : "restarting";
            if (State != "dead")
            {
                await life.DisposeAsync().ConfigureAwait(false);
                Born();
                Told?.Invoke("restarting");
            }
            else
                Told?.Invoke("dead");
        }
        catch (LabFault)
        {
            State = "dead";
            Told?.Invoke("dead");
        }
        finally
        {
            _turn.Release();
        }
    }
}
