using System.Net;
using NetMQ;
using NetMQ.Sockets;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Notebooks.Tests.Jupyter;

/// <summary>NetMQ, a second independent implementation of ZMTP beside libzmq, talks to the sockets of the kernel.</summary>
public sealed class NetMqPeerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Messages_of_every_frame_size_come_back_from_a_ROUTER_as_they_were_sent()
    {
        using var server = Bind("ROUTER", ZmtpLimits.Requests, (peer, frames) => peer.Send(frames));
        using var stop = new CancellationTokenSource();
        Task serving = server.RunAsync(stop.Token);
        // 255 is the longest short frame, 256 the shortest long one.
        byte[][] sent = [.. new[] { 0, 1, 255, 256, 70_000, 3_000_000 }.Select(
            size => Enumerable.Range(0, size).Select(index => (byte)(index * 31)).ToArray())];
        using (var dealer = new DealerSocket($">tcp://127.0.0.1:{server.Port}"))
        {
            for (int round = 0; round < 3; round++)
            {
                dealer.SendMultipartBytes(sent);
                List<byte[]> back = [];
                Assert.True(dealer.TryReceiveMultipartBytes(Patience, ref back), $"Round {round}: nothing came back.");
                Assert.Equal(sent, back);
            }
        }

        await EndAsync(stop, serving);
    }

    [Fact]
    public async Task A_peers_own_name_arrives()
    {
        var named = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = Bind("ROUTER", ZmtpLimits.Requests, (peer, _) => named.TrySetResult(peer.Identity));
        using var stop = new CancellationTokenSource();
        Task serving = server.RunAsync(stop.Token);
        using (var dealer = new DealerSocket())
        {
            dealer.Options.Identity = "console-7"u8.ToArray();
            dealer.Connect($"tcp://127.0.0.1:{server.Port}");
            dealer.SendFrame("hello");
            Assert.Equal(Convert.ToHexString("console-7"u8), await named.Task.WaitAsync(Patience));
        }

        await EndAsync(stop, serving);
    }

    [Fact]
    public async Task A_heartbeat_is_answered()
    {
        using var server = Bind("REP", ZmtpLimits.Heartbeats, (peer, frames) => peer.Send(frames));
        using var stop = new CancellationTokenSource();
        Task serving = server.RunAsync(stop.Token);
        using (var request = new RequestSocket($">tcp://127.0.0.1:{server.Port}"))
        {
            foreach (string beat in new[] { "ping", "ping again" })
            {
                request.SendFrame(beat);
                Assert.True(request.TryReceiveFrameString(Patience, out string? answer));
                Assert.Equal(beat, answer);
            }
        }

        await EndAsync(stop, serving);
    }

    [Fact]
    public async Task A_subscriber_hears_its_topic_and_no_other()
    {
        using var server = Bind("PUB", ZmtpLimits.Subscriptions, (_, _) => { });
        using var stop = new CancellationTokenSource();
        Task serving = server.RunAsync(stop.Token);
        using (var subscriber = new SubscriberSocket($">tcp://127.0.0.1:{server.Port}"))
        {
            subscriber.Subscribe("kernel.stream");
            // The subscription travels; until it is there nothing is sent.
            List<byte[]> heard = [];
            for (int attempt = 0; attempt < 200 && heard.Count == 0; attempt++)
            {
                server.Publish(["kernel.status"u8.ToArray(), "not asked for"u8.ToArray()]);
                server.Publish(["kernel.stream"u8.ToArray(), "text"u8.ToArray()]);
                subscriber.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(100), ref heard);
            }

            Assert.Equal(["kernel.stream"u8.ToArray(), "text"u8.ToArray()], heard);
            while (subscriber.TryReceiveMultipartBytes(TimeSpan.FromMilliseconds(100), ref heard))
                Assert.Equal("kernel.stream"u8.ToArray(), heard[0]);
        }

        await EndAsync(stop, serving);
    }

    private static ZmtpServer Bind(string socketType, ZmtpLimits limits, Action<ZmtpConnection, byte[][]> received) =>
        new(socketType, new IPEndPoint(IPAddress.Loopback, 0), limits, new ZmtpBudget(64 << 20), (peer, frames) =>
        {
            received(peer, frames);
            return true;
        });

    private static async Task EndAsync(CancellationTokenSource stop, Task serving)
    {
        await stop.CancelAsync();
        await serving.WaitAsync(Patience);
    }
}
