using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RlTrainer.Lab.Tests.Security;

/// <summary>Paths that lead out, bodies that are too large, and callers that never finish.</summary>
public sealed class BurdenTests(Lab lab) : IClassFixture<Lab>
{
    [Theory]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("notebooks/..%2F..%2f..%2fetc/passwd")]
    [InlineData("%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("..%5c..%5cwindows")]
    [InlineData("%2e%2e%2fetc")]
    [InlineData(".ssh/id_rsa")]
    [InlineData("notebooks/%00x")]
    [InlineData("a%252f..%252fb")]
    public async Task A_path_that_leads_upwards_or_is_hidden_is_none(string path)
    {
        foreach (string kind in (string[])["api/contents", "files"])
            Assert.Contains(await RawAsync($"/{kind}/{path}"), (int[])[400, 404]);
    }

    [Fact]
    public async Task A_link_out_of_the_root_is_neither_listed_nor_followed_and_one_inside_is()
    {
        string outside = Directory.CreateTempSubdirectory("rltrainer-outside-").FullName;
        try
        {
            await System.IO.File.WriteAllTextAsync(Path.Combine(outside, "secret.txt"), "secret");
            lab.File("inside/known.txt", "known");
            Directory.CreateSymbolicLink(Path.Combine(lab.Root, "out"), outside);
            System.IO.File.CreateSymbolicLink(Path.Combine(lab.Root, "chain.txt"), Path.Combine(lab.Root, "out", "secret.txt"));
            Directory.CreateSymbolicLink(Path.Combine(lab.Root, "within"), Path.Combine(lab.Root, "inside"));
            foreach (string path in (string[])["out/secret.txt", "out", "chain.txt"])
                Assert.Equal(HttpStatusCode.NotFound, (await lab.SendAsync(HttpMethod.Get, "/api/contents/" + path)).Status);
            (HttpStatusCode written, _) = await lab.SendAsync(HttpMethod.Put, "/api/contents/out/new.txt",
                new System.Text.Json.Nodes.JsonObject { ["type"] = "file", ["format"] = "text", ["content"] = "x" });
            Assert.Equal((HttpStatusCode.NotFound, false), (written, System.IO.File.Exists(Path.Combine(outside, "new.txt"))));
            Assert.Equal("known", (string?)(await lab.GetAsync("/api/contents/within/known.txt"))["content"]);
            string[] listed = [.. (await lab.GetAsync("/api/contents"))["content"]!.AsArray()
                .Select(each => (string)each!["name"]!)];
            Assert.Contains("within", listed);
            Assert.DoesNotContain("out", listed);
            Assert.DoesNotContain("chain.txt", listed);
        }
        finally
        {
            Directory.Delete(outside, recursive: true);
        }
    }

    [Fact]
    public async Task An_upload_beyond_the_limit_is_refused_and_leaves_no_file()
    {
        // Asks before it sends: otherwise the connection may be closed while it still does.
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/contents/large.txt");
        request.Headers.ExpectContinue = true;
        request.Content = new StringContent(
            "{\"type\":\"file\",\"format\":\"text\",\"content\":\"" + new string('x', 2 << 20) + "\"}");
        using HttpResponseMessage answer = await lab.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.False(System.IO.File.Exists(Path.Combine(lab.Root, "large.txt")));
    }

    [Fact]
    public async Task A_caller_that_sends_its_head_too_slowly_is_cut_off()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(lab.Address.Host, lab.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync("GET /api HTTP/1.1\r\nHost: loc"u8.ToArray());
        long began = Stopwatch.GetTimestamp();
        byte[] chunk = new byte[1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(25));
        try
        {
            while (await stream.ReadAsync(chunk, patience.Token) > 0) { }
        }
        catch (IOException)
        {
            // Cut off without a word is cut off, too.
        }
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 5, 24);      // the limit is 10 s
    }

    /// <summary>The status of a path as it is, which a client library would tidy up.</summary>
    private async Task<int> RawAsync(string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(lab.Address.Host, lab.Address.Port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: token {Lab.Token}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        string status = await reader.ReadLineAsync() ?? "HTTP/1.1 000";
        return int.Parse(status.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
