using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>A bound ZMTP socket: takes peers, hands their messages on, sends to one or to all that subscribed.</summary>
internal sealed class ZmtpServer : IDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);
    private readonly TcpListener _listener;
    private readonly string _socketType;
    private readonly Func<ZmtpConnection, byte[][], bool> _received;
    private readonly ZmtpLimits _limits;
    private readonly ZmtpBudget _budget;
    private readonly ZmtpDoor _door;
    private readonly ConcurrentDictionary<ZmtpConnection, ConcurrentDictionary<string, byte[]>> _peers = [];
    private volatile bool _isClosed;

    /// <summary>Binds at once; peers are taken when <see cref="RunAsync"/> runs.</summary>
    /// <param name="socketType">ROUTER, PUB or REP.</param>
    /// <param name="endpoint">Where to listen.</param>
    /// <param name="limits">What a peer may cost.</param>
    /// <param name="budget">Memory for messages that are arriving.</param>
    /// <param name="received">Called for each message, one at a time per peer; false where it is not one of a known peer.</param>
    public ZmtpServer(
        string socketType, IPEndPoint endpoint, ZmtpLimits limits, ZmtpBudget budget, Func<ZmtpConnection, byte[][],
            bool> received)
    {
        (_socketType, _limits, _budget, _received) = (socketType, limits, budget, received);
        _door = new ZmtpDoor(limits);
        _listener = new TcpListener(endpoint);
        _listener.Start();
    }

    /// <summary>The port that was bound.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Peers that are connected now.</summary>
    public int Count => _door.Count;

    /// <summary>Serves peers until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!_isClosed && !cancellationToken.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
                _ = ServeAsync(client, cancellationToken);
            }
            catch (Exception error) when (
                error is OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                break;
            }
            catch (SocketException) when (!_isClosed)
            {
                // Out of descriptors, or the peer left in the queue: the others are served, and the next one may get in.
                await Task.Delay(Breath, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                break;
            }
        }
        _listener.Stop();
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
    public void Dispose()
    {
        _isClosed = true;
        _listener.Dispose();
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        if (_door.Admit(client) is not { } place) return;
        ZmtpConnection? peer = null;
        try
        {
            peer = await ZmtpConnection.OpenAsync(client, _socketType, _limits, _budget, null, cancellationToken)
                .ConfigureAwait(false);
            place.IsGreeting = false;
            var topics = _peers[peer] = [];
            while (Take(peer, place, topics, await peer.ReadAsync(cancellationToken).ConfigureAwait(false))) { }
        }
        catch (Exception)
        {
            // The peer left, or what it sent is not ZMTP or makes a handler fail: this one connection ends, the kernel goes on.
        }
        finally
        {
            if (peer is not null) await ForgetAsync(peer, cancellationToken).ConfigureAwait(false);
            _door.Leave(place);
        }
    }

    /// <summary>Hands a message on; false where the peer is not to be heard any longer.</summary>
    private bool Take(ZmtpConnection peer, ZmtpDoor.Place place, ConcurrentDictionary<string, byte[]> topics, byte[][] frames)
    {
        if (_socketType == "PUB") return Subscribe(topics, frames[0]);
        if (_received(peer, frames))
        {
            place.IsKnown = true;
            return true;
        }
        return ++place.Forgeries < _limits.Forgeries;
    }

    /// <summary>A kernel that ends still sends what is queued, so that its last words are read.</summary>
    private async Task ForgetAsync(ZmtpConnection peer, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || _isClosed) return;
        _peers.TryRemove(peer, out _);
        await peer.DisposeAsync().ConfigureAwait(false);
    }

    private bool Subscribe(ConcurrentDictionary<string, byte[]> topics, byte[] frame)
    {
        if (frame.Length == 0)
            return true;
        string key = Convert.ToHexString(frame.AsSpan(1));
        if (frame[0] != 1)
            topics.TryRemove(key, out _);
        else if (topics.Count < _limits.Topics || topics.ContainsKey(key))
            topics[key] = frame[1..];
        else
            return false;
        return true;
    }
}
