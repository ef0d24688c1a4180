using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>One peer of a bound ZMTP 3.0 socket (RFC 23) with the NULL mechanism.</summary>
internal sealed class ZmtpConnection : IAsyncDisposable
{
    private const byte More = 1;
    private const byte Long = 2;
    private const byte Command = 4;
    private const long LargestFrame = 1L << 30;
    private const long LargestBacklog = 512L << 20;
    private readonly TcpClient _client;
    private readonly BufferedStream _input;
    private readonly NetworkStream _stream;
    private readonly Channel<byte[]> _waiting = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;
    private long _backlog;

    private ZmtpConnection(TcpClient client)
    {
        _client = client;
        _client.NoDelay = true;
        _stream = client.GetStream();
        _input = new BufferedStream(_stream, 1 << 16);
        _writing = WriteAllAsync();
    }

    /// <summary>The peer's own name for itself; the same peer uses it on shell and stdin.</summary>
    public string Identity { get; private set; } = string.Empty;

    /// <summary>Greets the peer and exchanges properties.</summary>
    /// <exception cref="InvalidDataException">The peer speaks something else.</exception>
    public static async Task<ZmtpConnection> OpenAsync(TcpClient client, string socketType, CancellationToken cancellationToken)
    {
        var connection = new ZmtpConnection(client);
        connection.Queue(Greeting());
        byte[] greeting = new byte[64];
        await connection._input.ReadExactlyAsync(greeting, cancellationToken).ConfigureAwait(false);
        if (greeting[0] != 0xFF || greeting[9] != 0x7F || greeting[10] < 3 || !greeting.AsSpan(12, 5).SequenceEqual("NULL\0"u8))
            throw new InvalidDataException("The peer does not speak ZMTP 3 with the NULL mechanism.");
        connection.Queue(Ready(socketType));
        (byte flags, byte[] body) = await connection.ReadFrameAsync(cancellationToken).ConfigureAwait(false);
        if ((flags & Command) == 0 || !body.AsSpan().StartsWith("\u0005READY"u8))
            throw new InvalidDataException("The peer did not answer the greeting with READY.");
        connection.Identity = Property(body.AsSpan(6), "Identity");
        return connection;
    }

    /// <summary>The frames of the next message; commands in between are skipped.</summary>
    public async Task<byte[][]> ReadAsync(CancellationToken cancellationToken)
    {
        var frames = new List<byte[]>();
        while (true)
        {
            (byte flags, byte[] body) = await ReadFrameAsync(cancellationToken).ConfigureAwait(false);
            if ((flags & Command) != 0)
                continue;
            frames.Add(body);
            if ((flags & More) == 0)
                return [.. frames];
        }
    }

    /// <summary>Queues a message; a peer that does not read for too long is cut off.</summary>
    public void Send(IReadOnlyList<byte[]> frames)
    {
        using var message = new MemoryStream();
        Span<byte> header = stackalloc byte[9];
        for (int index = 0; index < frames.Count; index++)
        {
            byte[] frame = frames[index];
            byte flags = index < frames.Count - 1 ? More : (byte)0;
            if (frame.Length > byte.MaxValue)
            {
                header[0] = (byte)(flags | Long);
                BinaryPrimitives.WriteInt64BigEndian(header[1..], frame.Length);
                message.Write(header);
            }
            else
            {
                header[0] = flags;
                header[1] = (byte)frame.Length;
                message.Write(header[..2]);
            }

            message.Write(frame);
        }

        Queue(message.ToArray());
    }

    /// <summary>Waits until everything queued was handed to the network, for at most this time, and closes.</summary>
    public async Task CloseAsync(TimeSpan atMost)
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(atMost)).ConfigureAwait(false);
        _client.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _client.Dispose();
        await _writing.ConfigureAwait(false);
        await _input.DisposeAsync().ConfigureAwait(false);
    }

    private static byte[] Greeting()
    {
        byte[] greeting = new byte[64];
        greeting[0] = 0xFF;
        greeting[8] = 1;
        greeting[9] = 0x7F;
        greeting[10] = 3;
        "NULL"u8.CopyTo(greeting.AsSpan(12));
        return greeting;
    }

    private static byte[] Ready(string socketType)
    {
        byte[] type = Encoding.ASCII.GetBytes(socketType);
        byte[] body = [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, (byte)type.Length, .. type];
        return [Command, (byte)body.Length, .. body];
    }

    private static string Property(ReadOnlySpan<byte> properties, string wanted)
    {
        while (properties.Length > 0)
        {
            int nameLength = properties[0];
            string name = Encoding.ASCII.GetString(properties.Slice(1, nameLength));
            int valueLength = BinaryPrimitives.ReadInt32BigEndian(properties[(1 + nameLength)..]);
            ReadOnlySpan<byte> value = properties.Slice(5 + nameLength, valueLength);
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return Convert.ToHexString(value);
            properties = properties[(5 + nameLength + valueLength)..];
        }

        return string.Empty;
    }

    private async Task<(byte Flags, byte[] Body)> ReadFrameAsync(CancellationToken cancellationToken)
    {
        byte[] head = new byte[8];
        await _input.ReadExactlyAsync(head.AsMemory(0, 1), cancellationToken).ConfigureAwait(false);
        byte flags = head[0];
        int sizeBytes = (flags & Long) != 0 ? 8 : 1;
        await _input.ReadExactlyAsync(head.AsMemory(0, sizeBytes), cancellationToken).ConfigureAwait(false);
        long size = sizeBytes == 1 ? head[0] : BinaryPrimitives.ReadInt64BigEndian(head);
        if (size is < 0 or > LargestFrame)
            throw new InvalidDataException($"A frame of {size} bytes is larger than the {LargestFrame} this kernel takes.");
        byte[] body = new byte[size];
        await _input.ReadExactlyAsync(body, cancellationToken).ConfigureAwait(false);
        return (flags, body);
    }

    private void Queue(byte[] bytes)
    {
        if (Interlocked.Add(ref _backlog, bytes.Length) > LargestBacklog)
            _client.Dispose();
        else
            _waiting.Writer.TryWrite(bytes);
    }

    private async Task WriteAllAsync()
    {
        try
        {
            await foreach (byte[] bytes in _waiting.Reader.ReadAllAsync().ConfigureAwait(false))
            {
                await _stream.WriteAsync(bytes).ConfigureAwait(false);
                Interlocked.Add(ref _backlog, -bytes.Length);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException)
        {
            // The peer is gone; what was queued for it has no reader any more.
            _waiting.Writer.TryComplete();
        }
    }
}
