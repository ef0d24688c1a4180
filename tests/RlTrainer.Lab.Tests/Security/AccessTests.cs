using System.Net;
using System.Net.WebSockets;

namespace RlTrainer.Lab.Tests.Security;

/// <summary>Who gets in, from where, and what a stranger's page can do with a reader's browser: nothing.</summary>
public sealed class AccessTests(Lab lab) : IClassFixture<Lab>
{
    [Theory]
    [InlineData("/api/contents")]
    [InlineData("/api/kernels")]
    [InlineData("/api/status")]
    public async Task Without_a_token_nothing_is_told(string path)
    {
        using HttpClient stranger = lab.Caller();
        using HttpResponseMessage answer = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain(Lab.Token, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "/login?next=%2F")]
    [InlineData("/runs", "/login?next=%2Fruns")]
    [InlineData("/tree?", "/login?next=%2Ftree")]
    public async Task A_page_without_a_token_leads_to_the_question_for_it(string path, string place)
    {
        using HttpClient stranger = lab.Caller();
        using HttpResponseMessage answer = await stranger.GetAsync(path);
        Assert.Equal((HttpStatusCode.Found, place), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Theory]
    [InlineData("token a-token-for-the-test", HttpStatusCode.Forbidden)]
    [InlineData("token a-token-for-the-testsX", HttpStatusCode.Forbidden)]
    [InlineData("token ", HttpStatusCode.Forbidden)]
    [InlineData("Basic a-token-for-the-tests", HttpStatusCode.Forbidden)]
    [InlineData("token a-token-for-the-tests", HttpStatusCode.OK)]
    [InlineData("Bearer a-token-for-the-tests", HttpStatusCode.OK)]
    public async Task Only_the_whole_token_opens(string header, HttpStatusCode expected)
    {
        using HttpClient caller = lab.Caller();
        caller.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        Assert.Equal(expected, (await caller.GetAsync("/api/status")).StatusCode);
    }

    [Fact]
    public async Task The_link_gives_cookies_and_the_token_leaves_the_address()
    {
        using HttpClient browser = lab.Caller();
        using HttpResponseMessage answer = await browser.GetAsync($"/runs?token={Lab.Token}&x=1");
        Assert.Equal((HttpStatusCode.Found, "/runs?x=1"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        string[] cookies = [.. answer.Headers.GetValues("Set-Cookie")];
        Assert.All(cookies, cookie => Assert.Contains("samesite=strict", cookie, StringComparison.Ordinal));
        string session = Assert.Single(cookies, cookie => cookie.StartsWith("rltrainer-lab-", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.Ordinal);
        Assert.DoesNotContain(Lab.Token, session, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_by_cookie_needs_the_header_that_only_an_own_page_can_know()
    {
        using HttpClient browser = await BrowserAsync();
        using HttpResponseMessage read = await browser.GetAsync("/api/status");
        using HttpResponseMessage bare = await browser.PostAsync("/api/contents", null);
        browser.DefaultRequestHeaders.Add("X-XSRFToken", "0123456789");
        using HttpResponseMessage guessed = await browser.PostAsync("/api/contents", null);
        browser.DefaultRequestHeaders.Remove("X-XSRFToken");
        browser.DefaultRequestHeaders.Add("X-XSRFToken", new RlTrainer.Lab.Security.Secrets(Lab.Token).Xsrf);
        using HttpResponseMessage meant = await browser.PostAsync("/api/contents", null);
        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Created],
            new[] { read, bare, guessed, meant }.Select(answer => answer.StatusCode));
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost:1234", HttpStatusCode.OK)]
    [InlineData("[::1]:99", HttpStatusCode.OK)]
    public async Task A_stranger_s_name_for_this_machine_is_refused_and_a_tunnel_s_port_is_not(
        string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { Host = host } };
        Assert.Equal(expected, (await lab.Client.SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task A_foreign_page_is_refused_even_with_the_token(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status");
        request.Headers.Add("Origin", origin);
        Assert.Equal(HttpStatusCode.Forbidden, (await lab.Client.SendAsync(request)).StatusCode);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        var address = new UriBuilder(lab.Address) { Scheme = "ws", Path = "/api/events/subscribe", Query = $"token={Lab.Token}" };
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address.Uri, CancellationToken.None));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(address.Uri, origin));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\r\nSet-Cookie: x")]
    public void Nobody_is_sent_elsewhere_after_the_login(string next) =>
        Assert.Equal("/", RlTrainer.Lab.Security.AccessGuard.LocalPlace(next));

    [Fact]
    public async Task The_form_takes_the_token_and_nothing_else()
    {
        using HttpClient browser = lab.Caller();
        static FormUrlEncodedContent Form(string word) => new([KeyValuePair.Create("password", word)]);
        using HttpResponseMessage wrong = await browser.PostAsync("/login?next=%2Fruns", Form("wrong"));
        using HttpResponseMessage right = await browser.PostAsync("/login?next=%2Fruns", Form(Lab.Token));
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Contains("That is not the token", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        Assert.Equal((HttpStatusCode.Found, "/runs"), (right.StatusCode, right.Headers.Location!.OriginalString));
        Assert.True(right.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("/runs")]
    [InlineData("/replay")]
    [InlineData("/home")]
    public async Task The_program_s_pages_run_their_own_scripts_only_and_hold_none_inline(string path)
    {
        using HttpResponseMessage answer = await lab.Client.GetAsync(path);
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single(),
            page = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]*src=)|<style| on[a-z]+=\"", page);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_among_the_files_is_a_stranger_to_the_server()
    {
        lab.File("page.html", "<script>fetch('/api/contents')</script>");
        using HttpResponseMessage answer = await lab.Client.GetAsync("/files/page.html");
        Assert.StartsWith("sandbox allow-scripts; default-src 'none'",
            answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    private async Task<HttpClient> BrowserAsync()
    {
        HttpClient browser = lab.Caller();
        using HttpResponseMessage answer = await browser.GetAsync($"/?token={Lab.Token}");
        browser.DefaultRequestHeaders.Add(
            "Cookie", string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0])));
        return browser;
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address.PathAndQuery);
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.Add("Origin", origin);
        return (await lab.Client.SendAsync(request)).StatusCode;
    }
}
