using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Lab.Kernels;

/// <summary>One client's four connections to a kernel. They share an identity, by which the kernel asks it for input.</summary>
internal sealed class KernelLink : IAsyncDisposable
{
    private static readonly TimeSpan Nudge = TimeSpan.FromMilliseconds(300);
    private readonly Dictionary<string, ZmtpConnection> _sockets = [];
    private readonly KernelKey _key;
    private readonly CancellationTokenSource _end = new();

    private KernelLink(KernelKey key) => _key = key;

    /// <summary>Connects; waits until the kernel listens.</summary>
    /// <param name="ports">Where it listens.</param>
    /// <param name="key">The key to sign with.</param>
    /// <param name="identity">The client's own name for itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<KernelLink> OpenAsync(
        ConnectionFile ports, KernelKey key, string identity, CancellationToken cancellationToken)
    {
        var link = new KernelLink(key);
        try
        {
            await link.AddAsync("shell", "DEALER", ports.ShellPort, identity, cancellationToken).ConfigureAwait(false);
            await link.AddAsync("control", "DEALER", ports.ControlPort, identity, cancellationToken).ConfigureAwait(false);
            await link.AddAsync("stdin", "DEALER", ports.StdinPort, identity, cancellationToken).ConfigureAwait(false);
            await link.AddAsync("iopub", "SUB", ports.IopubPort, identity, cancellationToken).ConfigureAwait(false);
            link._sockets["iopub"].Send([[1]]);                                // subscribes to everything
            return link;
        }
        catch
        {
            await link.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends a message's parts.</summary>
    /// <param name="channel">shell, control or stdin.</param>
    /// <param name="parts">Header, parent, metadata, content, buffers; not looked into.</param>
    public void Send(string channel, byte[][] parts)
    {
        if (channel != "iopub" && _sockets.TryGetValue(channel, out ZmtpConnection? socket)) socket.Send(_key.Frames(parts));
    }

    /// <summary>Hands on what the kernel sends, until it ends; messages of one channel one after the other.</summary>
    public async Task ReadAsync(Func<string, byte[][], Task> received)
    {
        Task[] readers = [.. _sockets.Select(pair => ReadAsync(pair.Key, pair.Value, received))];
        await Task.WhenAny(readers).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(readers).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks who the kernel is until its outputs arrive: whoever subscribed too late would wait for a state that was told
    /// before. Returns when it did, or when cancelled.
    /// </summary>
    public async Task AwakenAsync(Task heard, string session, TimeProvider time, CancellationToken cancellationToken)
    {
        while (!heard.IsCompleted && !cancellationToken.IsCancellationRequested && !_end.IsCancellationRequested)
        {
            Send("shell", KernelKey.Request("kernel_info_request", [], session, time));
            await Task.WhenAny(heard, Task.Delay(Nudge, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    /// <summary>Ends all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        foreach (ZmtpConnection socket in _sockets.Values) await socket.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The state in a status message; null for any other message.</summary>
    public static string? StateOf(byte[][] parts)
    {
        if (parts[0].AsSpan().IndexOf("\"status\""u8) < 0) return null;
        using var header = JsonDocument.Parse(parts[0]);
        if (header.RootElement.GetProperty("msg_type").GetString() != "status") return null;
        using var content = JsonDocument.Parse(parts[3]);
        return content.RootElement.GetProperty("execution_state").GetString();
    }

    private async Task AddAsync(string channel, string type, int port, string identity, CancellationToken cancellationToken)
    {
        var limits = new ZmtpLimits { MessageBytes = 512 << 20, Message = TimeSpan.FromMinutes(5) };
        while (true)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken).ConfigureAwait(false);
                _sockets[channel] = await ZmtpConnection.OpenAsync(
                    client, type, limits, new ZmtpBudget(1L << 30), Encoding.ASCII.GetBytes(identity), cancellationToken)
                    .ConfigureAwait(false);
                return;
            }
            // Not listening yet, or so busy that it greets later than a peer usually may.
            catch (Exception error) when (
                error is SocketException or IOException or OperationCanceledException
                    && !cancellationToken.IsCancellationRequested)
            {
                client.Dispose();
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadAsync(string channel, ZmtpConnection socket, Func<string, byte[][], Task> received)
    {
        try
        {
            while (true)
            {
                byte[][] frames = await socket.ReadAsync(_end.Token).ConfigureAwait(false);
                if (_key.Parts(frames) is { } parts) await received(channel, parts).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (
            error is IOException or OperationCanceledException or ObjectDisposedException or SocketException
                or InvalidDataException)
        {
            // The kernel ended, or this link did.
        }
    }
}
