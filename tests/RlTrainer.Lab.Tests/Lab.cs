using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Tests;

/// <summary>A server on a free port over a folder of its own, and a caller who has the token.</summary>
public sealed class Lab : IAsyncLifetime
{
    public const string Token = "a-token-for-the-tests";

    private LabServer? _server;

    public string Root { get; } = Directory.CreateTempSubdirectory("rltrainer-lab-tests-").FullName;

    public Uri Address => _server!.Address;

    public HttpClient Client { get; private set; } = null!;

    public static IReadOnlyList<string> Self { get; } = ["dotnet", typeof(Program).Assembly.Location];

    public static LabOptions OptionsFor(string root, string token = Token) => new()
    {
        Root = root,
        Port = 0,
        Token = token,
        KernelCommand = [.. Self, "kernel"],
        KernelFolders = [Path.Combine(root, "kernels")],
        ProgramCommand = Self,
        StateFolder = Path.Combine(root, "artifacts", "lab"),
        LargestBodyBytes = 1 << 20,
    };

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(Root, "notebooks"));
        _server = await LabServer.StartAsync(OptionsFor(Root), CancellationToken.None);
        Client = Caller();
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("token", Token);
    }

    /// <summary>Somebody who shows nothing, keeps no cookies and follows no redirect.</summary>
    public HttpClient Caller() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = Address,
        Timeout = TimeSpan.FromSeconds(30),
    };

    public string File(string name, string text)
    {
        string path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public async Task<(HttpStatusCode Status, JsonNode? Json)> SendAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        (HttpStatusCode status, JsonNode? json) = await SendAsync(HttpMethod.Get, path);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {(json as JsonObject)?["message"]}");
        return json!;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _server!.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }
}
