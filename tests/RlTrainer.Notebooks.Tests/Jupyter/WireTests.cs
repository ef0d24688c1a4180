using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Notebooks.Tests.Jupyter;

/// <summary>What a stranger on the same host can do to a kernel without its key: nothing that lasts.</summary>
public sealed class WireTests
{
    [Fact]
    public async Task Of_two_thousand_damaged_sessions_at_most_one_message_is_served_and_nothing_stays_behind()
    {
        var log = new StringWriter();
        await using var fuzz = new WireFuzz(TextWriter.Synchronized(log));
        await fuzz.RunAsync(300, seed: 1);                                       // what is made once is made
        Assert.True(await fuzz.IsAliveAsync("before") && await fuzz.IsEmptyAsync());
        (int descriptors, long memory) = (OpenFiles(), GC.GetTotalMemory(forceFullCollection: true));
        await fuzz.RunAsync(2000, seed: 2);
        Assert.True(await fuzz.IsAliveAsync("after") && await fuzz.IsEmptyAsync());
        // "before", "after", and perhaps the one of all sessions
        Assert.InRange(fuzz.Served, 2, 3);
        Assert.InRange(OpenFiles() - descriptors, -1000, 12);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 8 << 20);
        // a flood of bad messages is not a flood of lines
        Assert.InRange(log.ToString().Split('\n').Length, 0, 40);
    }

    [Fact]
    public async Task A_thousand_peers_whose_properties_lie_about_their_lengths_leave_nothing()
    {
        await using var fuzz = new WireFuzz(TextWriter.Null);
        byte[] lying = [.. WireFuzz.Greeting, 4, 22, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0x7F, 0xFF, 0xFF, 0xFF];
        await LieAsync(fuzz, lying, 50);
        Assert.True(await fuzz.IsEmptyAsync());
        (int descriptors, long memory) = (OpenFiles(), GC.GetTotalMemory(forceFullCollection: true));
        await LieAsync(fuzz, lying, 1000);
        Assert.True(await fuzz.IsEmptyAsync());
        Assert.InRange(OpenFiles() - descriptors, -1000, 12);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - memory, long.MinValue, 4 << 20);
        Assert.True(await fuzz.IsAliveAsync("still"));
    }

    [Fact]
    public async Task Half_open_connections_take_no_more_places_than_there_are_and_keep_nobody_out()
    {
        await using var fuzz = new WireFuzz(TextWriter.Null);
        var strangers = new List<TcpClient>();
        foreach (int port in fuzz.Ports)
        {
            for (int number = 0; number < 150; number++)
            {
                strangers.Add(new TcpClient());
                await strangers[^1].ConnectAsync(IPAddress.Loopback, port);
            }
        }
        Assert.True(await fuzz.IsAliveAsync("through the crowd"));
        Assert.InRange(fuzz.Peers, 0, 5 * new ZmtpLimits().Greetings + 3);
        foreach (TcpClient stranger in strangers) stranger.Dispose();
        Assert.True(await fuzz.IsEmptyAsync());
    }

    [Fact]
    public async Task A_peer_that_does_not_greet_or_does_not_end_a_message_is_cut_off_in_time()
    {
        var quick = new ZmtpLimits { Greeting = TimeSpan.FromMilliseconds(200), Message = TimeSpan.FromMilliseconds(200) };
        using var server = new ZmtpServer("ROUTER", new IPEndPoint(IPAddress.Loopback, 0), quick, new ZmtpBudget(1 << 20),
            (_, _) => true);
        using var stop = new CancellationTokenSource();
        Task serving = server.RunAsync(stop.Token);
        Assert.True(await IsClosedAsync(server.Port, []));
        Assert.True(await IsClosedAsync(server.Port, WireFuzz.Greeting));
        // 199 bytes never come
        Assert.True(await IsClosedAsync(server.Port, [.. WireFuzz.Greeting, .. WireFuzz.Ready, 1, 200, 5]));
        using TcpClient silent = await SentAsync(server.Port, [.. WireFuzz.Greeting, .. WireFuzz.Ready]);
        await Task.Delay(500);
        Assert.Equal(1, server.Count);                                           // who has begun nothing may wait for ever
        await stop.CancelAsync();
        await serving;
    }

    [Theory]
    [InlineData("a frame of 600 MB", new byte[] { 3, 0, 0, 0, 0, 0x25, 0x80, 0, 0 })]
    [InlineData("a frame of less than nothing", new byte[] { 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData("a command of 70 kB", new byte[] { 6, 0, 0, 0, 0, 0, 1, 0x11, 0x70 })]
    public async Task What_is_too_large_is_refused_by_its_header(string what, byte[] header)
    {
        await using var fuzz = new WireFuzz(TextWriter.Null);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.True(await IsClosedAsync(fuzz.Ports[0], [.. WireFuzz.Greeting, .. WireFuzz.Ready, .. header]), what);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 4 << 20);
    }

    [Fact]
    public async Task Frames_without_end_are_cut_off_at_the_thousandth()
    {
        await using var fuzz = new WireFuzz(TextWriter.Null);
        byte[] frames = [.. Enumerable.Repeat<byte[]>([1, 0], 1025).SelectMany(frame => frame)];
        Assert.True(await IsClosedAsync(fuzz.Ports[0], [.. WireFuzz.Greeting, .. WireFuzz.Ready, .. frames]));
        Assert.Equal(0, fuzz.Served);
    }

    [Fact]
    public async Task A_recorded_message_is_served_once()
    {
        var log = new StringWriter();
        await using var fuzz = new WireFuzz(log);
        byte[] message = fuzz.Message("System.IO.File.Delete(\"important\")");
        using TcpClient first = await SentAsync(fuzz.Ports[0], [.. WireFuzz.Greeting, .. WireFuzz.Ready, .. message]);
        for (int wait = 0; wait < 1000 && fuzz.Served == 0; wait++) await Task.Delay(5);
        using TcpClient second = await SentAsync(fuzz.Ports[1],
            [.. WireFuzz.Greeting, .. WireFuzz.Ready, .. message, .. fuzz.Message("another")]);
        for (int wait = 0; wait < 1000 && fuzz.Served == 1; wait++) await Task.Delay(5);
        // the replay was read before "another", and not served
        Assert.Equal(2, fuzz.Served);
        Assert.Equal("rltrainer kernel: a message that was sent before was dropped; every message of a client is its own\n",
            log.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(1024 * 1024, 256, 64)]
    [InlineData(1024, 170, 42)]                                                  // (1024 − 170) / 5; a quarter of them
    [InlineData(280, 22, 5)]
    [InlineData(64, 4, 2)]
    public void There_are_no_more_places_than_descriptors(int descriptors, int connections, int greetings)
    {
        ZmtpLimits limits = ZmtpLimits.Requests.Within(descriptors);
        Assert.Equal((connections, greetings), (limits.Connections, limits.Greetings));
    }

    [Fact]
    public void The_limit_of_descriptors_is_read_from_linuxs_table()
    {
        Assert.Equal(280, Descriptors.InLimits(["Limit   Soft Limit   Hard Limit  Units", "Max open files            280       "
            + "           4096                 files"]));
        Assert.Equal(1024, Descriptors.InLimits([]));
        Assert.Equal(1 << 20, Descriptors.InLimits(
            ["Max open files            unlimited            unlimited            files"]));
    }

    [Fact]
    public void The_oldest_signatures_make_room()
    {
        var seen = new SeenSignatures(most: 2);
        byte[] Of(char digit) => System.Text.Encoding.ASCII.GetBytes(new string(digit, 64));
        Assert.True(seen.IsFirst(Of('a')) && seen.IsFirst(Of('b')));
        Assert.False(seen.IsFirst(Of('a')) || seen.IsFirst(Of('b')));
        Assert.True(seen.IsFirst(Of('c')));
        Assert.True(seen.IsFirst(Of('a')));                                      // forgotten when 'c' came
    }

    [Fact]
    public async Task A_handler_that_fails_ends_its_connection_and_no_other()
    {
        using var server = new ZmtpServer(
            "ROUTER", new IPEndPoint(IPAddress.Loopback, 0), ZmtpLimits.Requests, new ZmtpBudget(1 << 20), (_, _) =>
                throw new UnreachableException("the handler's"));
        using var stop = new CancellationTokenSource();
        Task serving = server.RunAsync(stop.Token);
        for (int number = 0; number < 3; number++)
            Assert.True(await IsClosedAsync(server.Port, [.. WireFuzz.Greeting, .. WireFuzz.Ready, 0, 1, 1]));
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task A_kernel_with_few_descriptors_outlives_four_hundred_half_open_connections()
    {
        if (OperatingSystem.IsWindows()) return;
        string folder = Directory.CreateTempSubdirectory("wire-").FullName, file = Path.Combine(folder, "connection.json");
        int[] ports = WireFuzz.FreePorts();
        await File.WriteAllTextAsync(file, new JsonObject
        {
            ["transport"] = "tcp",
            ["signature_scheme"] = "hmac-sha256",
            ["ip"] = "127.0.0.1",
            ["key"] = "k",
            ["shell_port"] = ports[0],
            ["control_port"] = ports[1],
            ["stdin_port"] = ports[2],
            ["iopub_port"] = ports[3],
            ["hb_port"] = ports[4],
        }.ToJsonString());
        string command = $"ulimit -n 280; exec dotnet '{typeof(Program).Assembly.Location}' kernel '{file}'";
        using Process kernel = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardError = true })!;
        try
        {
            var strangers = new List<TcpClient>();
            for (int number = 0; number < 400; number++) strangers.Add(await SentAsync(ports[number % 5], []));
            foreach (TcpClient stranger in strangers) stranger.Dispose();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            using TcpClient client = await SentAsync(ports[0], []);
            var codec = new MessageCodec("k", TimeProvider.System);
            await using ZmtpConnection shell = await ZmtpConnection.OpenAsync(
                client, "DEALER", new ZmtpLimits { Greeting = TimeSpan.FromMinutes(1) }, new ZmtpBudget(1 << 30), null,
                patience.Token);
            shell.Send(codec.Encode([], "kernel_info_request", null, []));
            byte[][] reply = await shell.ReadAsync(patience.Token);
            Assert.Contains("rltrainer", System.Text.Encoding.UTF8.GetString(reply[^1]), StringComparison.OrdinalIgnoreCase);
            Assert.False(kernel.HasExited);
        }
        finally
        {
            kernel.Kill(entireProcessTree: true);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int OpenFiles() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;

    private static async Task LieAsync(WireFuzz fuzz, byte[] bytes, int times)
    {
        for (int number = 0; number < times; number++)
        {
            using TcpClient client = await SentAsync(fuzz.Ports[number % 5], bytes);
        }
    }

    /// <summary>Connects, with patience for a kernel that is still starting, and sends bytes.</summary>
    private static async Task<TcpClient> SentAsync(int port, byte[] bytes)
    {
        for (int attempt = 0; ; attempt++)
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                await client.GetStream().WriteAsync(bytes);
                return client;
            }
            catch (SocketException) when (attempt < 600)
            {
                client.Dispose();
                await Task.Delay(100);
            }
        }
    }

    private static async Task<bool> IsClosedAsync(int port, byte[] bytes)
    {
        using TcpClient client = await SentAsync(port, bytes);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(8));
        try
        {
            while (await client.GetStream().ReadAsync(new byte[256], patience.Token) > 0) { }
            return true;
        }
        catch (IOException)
        {
            return true;                                                         // a reset is an end, too
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
