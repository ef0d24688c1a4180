using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Numerics;

namespace RlTrainer.Notebooks.Tests.Jupyter;

/// <summary>
/// A kernel's five sockets under strangers that speak damaged ZMTP: a whole session of one signed message, cut, doubled, flipped
/// and
/// lengthened. Since all sessions carry one message, at most one of them may be served, however many there are.
/// </summary>
internal sealed class WireFuzz : IAsyncDisposable
{
    private const string Key = "a key that no stranger knows";
    private static readonly ulong[] Extremes = [0, 1, 0x7F, 0xFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF,
        ulong.MaxValue, 600UL << 20];
    private readonly MessageCodec _codec = new(Key, TimeProvider.System);
    private readonly CancellationTokenSource _stop = new();
    private readonly KernelSockets _sockets;
    private readonly Task _serving;
    private readonly byte[] _session;

    public WireFuzz(TextWriter log)
    {
        Ports = FreePorts();
        _sockets = new KernelSockets(new ConnectionFile(
            IPAddress.Loopback, Ports[0], Ports[1], Ports[2], Ports[3], Ports[4], Key),
            TimeProvider.System, log);
        _serving = _sockets.RunAsync(_stop.Token);
        _session = [.. Greeting, .. Ready, .. Message("one")];
    }

    /// <summary>Shell, control, stdin, iopub, heartbeat.</summary>
    public int[] Ports { get; }

    /// <summary>Requests that reached the kernel so far, of the three sockets that take any.</summary>
    public int Served => _sockets.Shell.Count + _sockets.Control.Count + _sockets.Stdin.Count;

    /// <summary>Peers that are connected now.</summary>
    public int Peers => _sockets.Peers;

    /// <summary>What a peer says first: signature, version 3.0, mechanism NULL.</summary>
    public static byte[] Greeting { get; } = [0xFF, 0, 0, 0, 0, 0, 0, 0, 1, 0x7F, 3, 0, .. "NULL"u8, .. new byte[48]];

    /// <summary>A command of 43 bytes: READY (6), Socket-Type DEALER (1 + 11 + 4 + 6), an Identity of two bytes (1 + 8 + 4 +
    /// 2).</summary>
    public static byte[] Ready { get; } = [4, 43, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "DEALER"u8, 8,
        .. "Identity"u8, 0, 0, 0, 2, 7, 7];

    /// <summary>A signed request as it travels.</summary>
    /// <param name="code">Makes it another one.</param>
    public byte[] Message(string code)
    {
        byte[][] frames = _codec.Encode([], "execute_request", null, new JsonObject { ["code"] = code });
        return [.. frames.SelectMany((frame, index) => (
            byte[])[index < frames.Length - 1 ? (byte)1 : (byte)0, (byte)frame.Length, .. frame])];
    }

    /// <summary>Runs damaged sessions, eight at a time.</summary>
    /// <param name="sessions">How many.</param>
    /// <param name="seed">Decides all of them.</param>
    public async Task RunAsync(int sessions, ulong seed) => await Parallel.ForEachAsync(
        Enumerable.Range(0, sessions), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (session, _) =>
            await OneAsync(seed, session));

    /// <summary>True when every socket still does what it is for, for a peer that knows the key.</summary>
    public async Task<bool> IsAliveAsync(string code)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await using ZmtpConnection heart = await ConnectAsync(4, "REQ", patience.Token);
        heart.Send([[], [1, 2, 3]]);
        bool beats = (await heart.ReadAsync(patience.Token))[^1].SequenceEqual(new byte[] { 1, 2, 3 });
        await using ZmtpConnection listener = await ConnectAsync(3, "SUB", patience.Token);
        listener.Send([[1]]);
        Task<byte[][]> heard = listener.ReadAsync(patience.Token);
        int before = Served;
        await using ZmtpConnection client = await ConnectAsync(0, "DEALER", patience.Token);
        client.Send(_codec.Encode([], "execute_request", null, new JsonObject { ["code"] = code }));
        while (Served == before || !heard.IsCompleted)
        {
            _sockets.PublishStatus("idle", null);
            await Task.Delay(10, patience.Token);
        }
        return beats && (await heard).Length > 0;
    }

    /// <summary>Connects as Jupyter's client does.</summary>
    public async Task<ZmtpConnection> ConnectAsync(int socket, string type, CancellationToken cancellationToken)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Ports[socket], cancellationToken);
        return await ZmtpConnection.OpenAsync(client, type, new ZmtpLimits(), new ZmtpBudget(1 << 30), null, cancellationToken);
    }

    /// <summary>Waits until nobody is connected.</summary>
    public async Task<bool> IsEmptyAsync()
    {
        for (int wait = 0; wait < 1500 && Peers > 0; wait++) await Task.Delay(10);
        return Peers == 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _sockets.Dispose();
        await _serving;
        _stop.Dispose();
    }

    /// <summary>Ports that were free a moment ago, as Jupyter finds them.</summary>
    public static int[] FreePorts()
    {
        TcpListener[] probes = [.. Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
        foreach (TcpListener probe in probes) probe.Start();
        int[] ports = [.. probes.Select(probe => ((IPEndPoint)probe.LocalEndpoint).Port)];
        foreach (TcpListener probe in probes) probe.Dispose();
        return ports;
    }

    private async Task OneAsync(ulong seed, int session)
    {
        Rng random = Rng.Stream(seed, "wire", session);
        byte[] bytes = Damaged(ref random);
        int port = Ports[random.NextInt32(Ports.Length)], end = random.NextInt32(4), first = random.NextInt32(bytes.Length + 1);
        using var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            if (end == 0) client.LingerState = new LingerOption(true, 0);            // a reset instead of a farewell
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(bytes.AsMemory(0, first));
            await stream.WriteAsync(bytes.AsMemory(first));
            if (end < 2) return;
            if (end == 2) client.Client.Shutdown(SocketShutdown.Send);
            using var patience = new CancellationTokenSource(30);
            while (await stream.ReadAsync(new byte[256], patience.Token) > 0) { }
        }
        catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
        {
            // The kernel closed it first, or keeps waiting for the rest.
        }
    }

    private byte[] Damaged(ref Rng random)
    {
        var bytes = new List<byte>(_session);
        for (int times = 1 + random.NextInt32(5); times > 0 && bytes.Count > 0; times--)
        {
            int at = random.NextInt32(bytes.Count), length = Math.Min(1 + random.NextInt32(40), bytes.Count - at);
            switch (random.NextInt32(8))
            {
                case 0: bytes[at] ^= (byte)(1 << random.NextInt32(8)); break;
                case 1: bytes[at] = (byte)random.NextInt32(256); break;
                case 2: bytes.RemoveRange(at, bytes.Count - at); break;
                case 3: bytes.RemoveRange(at, length); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                case 5: for (int more = length; more > 0; more--) bytes.Insert(at, (byte)random.NextInt32(256)); break;
                case 6: bytes.InsertRange(at, [3, .. Big(Extremes[random.NextInt32(Extremes.Length)])]); break;
                default:
                    bytes.AddRange(Enumerable.Repeat<byte[]>([1, 1, 9], random.NextInt32(2000)).SelectMany(
                    frame => frame)); break;
            }
        }
        return [.. bytes];
    }

    private static byte[] Big(ulong value) => [.. BitConverter.GetBytes(value).Reverse()];
}
