using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>A bound ZMTP socket: takes peers, hands their messages on, sends to one or to all that subscribed.</summary>
internal sealed class ZmtpServer : IDisposable
{
    private readonly TcpListener _listener;
    private volatile bool _isClosed;
    private readonly string _socketType;
    private readonly Action<ZmtpConnection, byte[][]> _received;
    private readonly ConcurrentDictionary<ZmtpConnection, ConcurrentDictionary<string, byte[]>> _peers = [];

    /// <summary>Binds at once; peers are taken when <see cref="RunAsync"/> runs.</summary>
    /// <param name="socketType">ROUTER, PUB or REP.</param>
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="received">Called for each message, one at a time per peer.</param>
    public ZmtpServer(string socketType, IPEndPoint endpoint, Action<ZmtpConnection, byte[][]> received)
    {
        _socketType = socketType;
        _received = received;
        _listener = new TcpListener(endpoint);
        _listener.Start();
    }

    /// <summary>The port that was bound.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Serves peers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                _ = ServeAsync(client, cancellationToken);
            }
        }
        catch (Exception error) when ((error is OperationCanceledException or SocketException or ObjectDisposedException) && (_isClosed || cancellationToken.IsCancellationRequested))
        {
            _listener.Stop();
        }
    }

    /// <summary>The peer of this identity, or null.</summary>
    public ZmtpConnection? Find(string identity) => _peers.Keys.FirstOrDefault(peer => peer.Identity == identity);

    /// <summary>Sends to every peer that subscribed to how the first frame begins.</summary>
    public void Publish(IReadOnlyList<byte[]> frames)
    {
        foreach (var (peer, topics) in _peers)
        {
            if (topics.Values.Any(topic => frames[0].AsSpan().StartsWith(topic)))
                peer.Send(frames);
        }
    }

    /// <summary>Sends what is queued, for at most this time, and closes all peers.</summary>
    public async Task CloseAsync(TimeSpan atMost)
    {
        _isClosed = true;
        _listener.Stop();
        await Task.WhenAll(_peers.Keys.Select(peer => peer.CloseAsync(atMost))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        ZmtpConnection? peer = null;
        try
        {
            peer = await ZmtpConnection.OpenAsync(client, _socketType, cancellationToken).ConfigureAwait(false);
            var topics = _peers[peer] = [];
            while (true)
            {
                byte[][] frames = await peer.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (_socketType == "PUB")
                    Subscribe(topics, frames[0]);
                else
                    _received(peer, frames);
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or ObjectDisposedException or SocketException or OperationCanceledException)
        {
            // The peer left, or what it sent is not ZMTP: this one connection ends, the kernel goes on.
            client.Dispose();
        }
        finally
        {
            if (peer is not null && !cancellationToken.IsCancellationRequested)
            {
                _peers.TryRemove(peer, out _);
                await peer.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static void Subscribe(ConcurrentDictionary<string, byte[]> topics, byte[] frame)
    {
        if (frame.Length == 0)
            return;
        string key = Convert.ToHexString(frame.AsSpan(1));
        if (frame[0] == 1)
            topics[key] = frame[1..];
        else
            topics.TryRemove(key, out _);
    }
}
