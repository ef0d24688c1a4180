using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The kernel's five sockets: requests come out of two queues, replies and broadcasts go in.</summary>
internal sealed class KernelSockets : IDisposable
{
    private const long ArrivingBytes = 256L << 20;
    private const int ToldInFull = 20, ToldEvery = 1000;
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);
    private readonly MessageCodec _codec;
    private readonly ZmtpServer _shell;
    private readonly ZmtpServer _control;
    private readonly ZmtpServer _stdin;
    private readonly ZmtpServer _iopub;
    private readonly ZmtpServer _heartbeat;
    private readonly TextWriter _log;
    private int _dropped;
    private readonly Channel<JupyterMessage> _shellQueue = Channel.CreateUnbounded<JupyterMessage>();
    private readonly Channel<JupyterMessage> _controlQueue = Channel.CreateUnbounded<JupyterMessage>();
    private readonly Channel<JupyterMessage> _stdinQueue = Channel.CreateUnbounded<JupyterMessage>();

    /// <summary>Binds all five ports.</summary>
    public KernelSockets(ConnectionFile file, TimeProvider time, TextWriter log)
    {
        _codec = new MessageCodec(file.Key, time);
        _log = log;
        IPEndPoint At(int port) => new(file.Address, port);
        var budget = new ZmtpBudget(ArrivingBytes);
        int descriptors = Descriptors.Limit();
        _heartbeat = new ZmtpServer("REP", At(file.HeartbeatPort), ZmtpLimits.Heartbeats.Within(descriptors), budget, Echo);
        ZmtpServer Router(int port, ZmtpLimits limits, Channel<JupyterMessage> queue) =>
            new("ROUTER", At(port), limits.Within(descriptors), budget, (peer, frames) => Receive(queue, peer, frames));
        _shell = Router(file.ShellPort, ZmtpLimits.Requests, _shellQueue);
        _control = Router(file.ControlPort, ZmtpLimits.Requests, _controlQueue);
        _stdin = Router(file.StdinPort, ZmtpLimits.Answers, _stdinQueue);
        _iopub = new ZmtpServer("PUB", At(file.IopubPort), ZmtpLimits.Subscriptions.Within(descriptors), budget, (_, _) => true);
    }

    /// <summary>Requests of the shell socket, in order.</summary>
    public ChannelReader<JupyterMessage> Shell => _shellQueue.Reader;

    /// <summary>Requests of the control socket, in order.</summary>
    public ChannelReader<JupyterMessage> Control => _controlQueue.Reader;

    /// <summary>Answers of the reader.</summary>
    public ChannelReader<JupyterMessage> Stdin => _stdinQueue.Reader;

    /// <summary>Serves until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(new[] { _shell, _control, _stdin, _iopub, _heartbeat }.Select(socket => socket.RunAsync(cancellationToken)));

    /// <summary>Answers a request where it came from.</summary>
    public void Reply(JupyterMessage request, string type, JsonObject content) =>
        request.Peer.Send(_codec.Encode(request.Identities, type, request.Header, content));

    /// <summary>Tells everybody; the parent is the header of the request it belongs to.</summary>
    public void Publish(string type, byte[]? parent, JsonObject content) =>
        _iopub.Publish(_codec.Encode([Encoding.UTF8.GetBytes("kernel." + type)], type, parent, content));

    /// <summary>Tells everybody whether the kernel works on a request.</summary>
    public void PublishStatus(string state, byte[]? parent) =>
        Publish("status", parent, new JsonObject { ["execution_state"] = state });

    /// <summary>Asks the reader who sent the request; false when that reader has no stdin connection.</summary>
    public bool Ask(JupyterMessage request, string prompt, bool isPassword)
    {
        ZmtpConnection? peer = _stdin.Find(request.Peer.Identity);
        peer?.Send(_codec.Encode(
            request.Identities, "input_request", request.Header,
            new JsonObject { ["prompt"] = prompt, ["password"] = isPassword }));
        return peer is not null;
    }

    /// <summary>Sends what is queued and closes.</summary>
    public Task CloseAsync() =>
        Task.WhenAll(new[] { _shell, _control, _stdin, _iopub, _heartbeat }.Select(socket => socket.CloseAsync(Linger)));

    /// <inheritdoc/>
    public void Dispose()
    {
        _shell.Dispose();
        _control.Dispose();
        _stdin.Dispose();
        _iopub.Dispose();
        _heartbeat.Dispose();
    }

    /// <summary>Peers that are connected now, of all sockets.</summary>
    internal int Peers => new[] { _shell, _control, _stdin, _iopub, _heartbeat }.Sum(socket => socket.Count);

    private static bool Echo(ZmtpConnection peer, byte[][] frames)
    {
        peer.Send(frames);
        return true;
    }

    private bool Receive(Channel<JupyterMessage> queue, ZmtpConnection peer, byte[][] frames)
    {
        if (_codec.Decode(peer, frames, out string? reason) is { } message) return queue.Writer.TryWrite(message);
        int dropped = Interlocked.Increment(ref _dropped);
        string note = dropped < ToldInFull ? "" : $" (the {dropped}th; not every one is told from here on)";
        if (dropped <= ToldInFull || dropped % ToldEvery == 0) _log.WriteLine($"rltrainer kernel: {reason}{note}");
        return false;
    }
}
