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
    private const int FirstChunk = 1 << 16;
    private readonly TcpClient _client;
    private readonly ZmtpLimits _limits;
    private readonly ZmtpBudget _budget;
    private readonly BufferedStream _input;
    private readonly NetworkStream _stream;
    private readonly Channel<byte[]> _waiting =
        Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;
    private long _backlog;

    private ZmtpConnection(TcpClient client, ZmtpLimits limits, ZmtpBudget budget)
    {
        (_client, _limits, _budget) = (client, limits, budget);
        _client.NoDelay = true;
        _stream = client.GetStream();
        _input = new BufferedStream(_stream, 1 << 16);
        _writing = WriteAllAsync();
    }

    /// <summary>The peer's own name for itself; the same peer uses it on shell and stdin.</summary>
    public string Identity { get; private set; } = string.Empty;

    /// <summary>Greets the peer and exchanges properties, within the time a peer may take for it. A client has an identity of up
    /// to 100 bytes.</summary>
    /// <exception cref="InvalidDataException">The peer speaks something else.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public static async Task<ZmtpConnection> OpenAsync(
        TcpClient client, string socketType, ZmtpLimits limits, ZmtpBudget budget, byte[]? identity,
        CancellationToken cancellationToken)
    {
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        hurry.CancelAfter(limits.Greeting);
        var connection = new ZmtpConnection(client, limits, budget);
        try
        {
            await connection.GreetAsync(Ready(socketType, identity), hurry.Token).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The frames of the next message; commands in between are skipped. A message that was begun has to come to its end
    /// in
    /// time, and may not grow beyond what a peer may cost.</summary>
    /// <exception cref="InvalidDataException">It is too large, or no message.</exception>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<byte[][]> ReadAsync(CancellationToken cancellationToken)
    {
        using var message = new ZmtpArrival(_limits, _budget);
        byte flags = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        hurry.CancelAfter(_limits.Message);
        while (true)
        {
            int size = message.Take(
                await ReadSizeAsync(flags, hurry.Token).ConfigureAwait(false), isCommand: (flags & Command) != 0);
            byte[] body = await ReadBodyAsync(size, hurry.Token).ConfigureAwait(false);
            if ((flags & Command) == 0) message.Frames.Add(body);
            if ((flags & (Command | More)) == 0) return [.. message.Frames];
            bool isBegun = message.Frames.Count > 0;
            flags = await ReadByteAsync(isBegun ? hurry.Token : cancellationToken).ConfigureAwait(false);
            if (!isBegun) hurry.CancelAfter(_limits.Message);
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

    private static byte[] Ready(string socketType, byte[]? identity)
    {
        byte[] type = Encoding.ASCII.GetBytes(socketType);
        byte[] own = identity is null ? [] : [8, .. "Identity"u8, 0, 0, 0, (byte)identity.Length, .. identity];
        byte[] body = [5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, (byte)type.Length, .. type, .. own];
        return [Command, (byte)body.Length, .. body];
    }

    /// <summary>One of a peer's properties: a byte of length, the name, four bytes of length, the value, and so on.</summary>
    private static string Property(ReadOnlySpan<byte> properties, string wanted)
    {
        while (properties.Length > 0)
        {
            int nameLength = properties[0];
            if (properties.Length < 5 + nameLength)
                throw new InvalidDataException("A property's name is longer than what is left of the peer's properties.");
            string name = Encoding.ASCII.GetString(properties.Slice(1, nameLength));
            int valueLength = BinaryPrimitives.ReadInt32BigEndian(properties[(1 + nameLength)..]);
            if (valueLength < 0 || valueLength > properties.Length - 5 - nameLength)
                throw new InvalidDataException("A property's value is longer than what is left of the peer's properties.");
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return Convert.ToHexString(properties.Slice(5 + nameLength, valueLength));
            properties = properties[(5 + nameLength + valueLength)..];
        }

        return string.Empty;
    }

    private async Task GreetAsync(byte[] ready, CancellationToken cancellationToken)
    {
        Queue(Greeting());
        byte[] greeting = new byte[64];
        await _input.ReadExactlyAsync(greeting, cancellationToken).ConfigureAwait(false);
        if (greeting[0] != 0xFF || greeting[9] != 0x7F || greeting[10] < 3 || !greeting.AsSpan(12, 5).SequenceEqual("NULL\0"u8))
            throw new InvalidDataException("The peer does not speak ZMTP 3 with the NULL mechanism.");
        Queue(ready);
        byte flags = await ReadByteAsync(cancellationToken).ConfigureAwait(false);
        int size = await ReadSizeAsync(flags, cancellationToken).ConfigureAwait(false);
        if ((flags & Command) == 0 || size > ZmtpArrival.LargestCommand)
            throw new InvalidDataException("The peer did not answer the greeting with READY.");
        byte[] body = await ReadBodyAsync(size, cancellationToken).ConfigureAwait(false);
        if (!body.AsSpan().StartsWith("\u0005READY"u8))
            throw new InvalidDataException("The peer did not answer the greeting with READY.");
        Identity = Property(body.AsSpan(6), "Identity");
    }

    private async Task<byte> ReadByteAsync(CancellationToken cancellationToken)
    {
        byte[] one = new byte[1];
        await _input.ReadExactlyAsync(one, cancellationToken).ConfigureAwait(false);
        return one[0];
    }

    private async Task<int> ReadSizeAsync(byte flags, CancellationToken cancellationToken)
    {
        if ((flags & Long) == 0) return await ReadByteAsync(cancellationToken).ConfigureAwait(false);
        byte[] eight = new byte[8];
        await _input.ReadExactlyAsync(eight, cancellationToken).ConfigureAwait(false);
        long size = BinaryPrimitives.ReadInt64BigEndian(eight);
        return size is >= 0 and <= int.MaxValue ? (int)size
            : throw new InvalidDataException($"A frame of {size} bytes is no frame.");
    }

    /// <summary>Memory grows with what has arrived, not with what was announced.</summary>
    private async Task<byte[]> ReadBodyAsync(int size, CancellationToken cancellationToken)
    {
        byte[] body = new byte[Math.Min(size, FirstChunk)];
        for (int read = 0; ;)
        {
            await _input.ReadExactlyAsync(body.AsMemory(read), cancellationToken).ConfigureAwait(false);
            read = body.Length;
            if (read == size) return body;
            Array.Resize(ref body, (int)Math.Min(size, 2L * read));
        }
    }

    private void Queue(byte[] bytes)
    {
        if (Interlocked.Add(ref _backlog, bytes.Length) > _limits.BacklogBytes)
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
