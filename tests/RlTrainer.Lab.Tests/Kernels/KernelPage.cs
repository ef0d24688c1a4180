using System.Net.WebSockets;
using System.Text.Json.Nodes;
using RlTrainer.Lab.Kernels;

namespace RlTrainer.Lab.Tests.Kernels;

/// <summary>A page's side of a kernel's WebSocket, in either form.</summary>
internal sealed class KernelPage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket = new();

    public List<JsonObject> Heard { get; } = [];

    public static async Task<KernelPage> OpenAsync(Lab lab, string kernel, bool isBinary)
    {
        var page = new KernelPage();
        if (isBinary) page._socket.Options.AddSubProtocol(ChannelMessage.BinaryProtocol);
        var address = new UriBuilder(lab.Address)
        {
            Scheme = "ws",
            Path = $"/api/kernels/{kernel}/channels",
            Query = $"token={Lab.Token}&session_id=page",
        };
        await page._socket.ConnectAsync(address.Uri, CancellationToken.None);
        Assert.Equal(isBinary ? ChannelMessage.BinaryProtocol : null, page._socket.SubProtocol);
        return page;
    }

    /// <summary>Sends a request; returns its id.</summary>
    public async Task<string> SendAsync(string type, JsonObject content, string channel = "shell")
    {
        string id = Guid.NewGuid().ToString("N");
        var header = new JsonObject
        {
            ["msg_id"] = id,
            ["msg_type"] = type,
            ["session"] = "page",
            ["username"] = "u",
            ["version"] = "5.3",
            ["date"] = "2026-01-01T00:00:00Z",
        };
        byte[][] parts = [.. new JsonNode[] { header, new JsonObject(), new JsonObject(), content }.Select(JsonAnswer.Bytes)];
        var message = new ChannelMessage(channel, parts);
        bool isBinary = _socket.SubProtocol is not null;
        await _socket.SendAsync(isBinary ? message.ToBinary() : message.ToJson(),
            isBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, true, CancellationToken.None);
        return id;
    }

    public Task<string> ExecuteAsync(string code, bool takesInput = false) => SendAsync("execute_request", new JsonObject
    {
        ["code"] = code,
        ["silent"] = false,
        ["store_history"] = true,
        ["user_expressions"] = new JsonObject(),
        ["allow_stdin"] = takesInput,
        ["stop_on_error"] = true,
    });

    /// <summary>Listens until a message fits; everything heard is kept.</summary>
    public async Task<JsonObject> UntilAsync(Func<JsonObject, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonObject message = await ReceiveAsync(patience.Token);
            Heard.Add(message);
            if (fits(message)) return message;
        }
    }

    /// <summary>The reply to a request.</summary>
    public Task<JsonObject> ReplyAsync(string id, string type = "execute_reply") =>
        UntilAsync(message => TypeOf(message) == type && (string?)message["parent_header"]!["msg_id"] == id);

    public static string TypeOf(JsonObject message) => (string)message["header"]!["msg_type"]!;

    public void Dispose() => _socket.Dispose();

    private async Task<JsonObject> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        byte[] chunk = new byte[1 << 16];
        WebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(chunk, cancellationToken);
            bytes.Write(chunk, 0, part.Count);
        }
        while (!part.EndOfMessage);
        if (part.MessageType == WebSocketMessageType.Text) return JsonNode.Parse(bytes.ToArray())!.AsObject();
        ChannelMessage message = ChannelMessage.FromBinary(bytes.ToArray());
        string[] names = ["header", "parent_header", "metadata", "content"];
        var json = new JsonObject { ["channel"] = message.Channel };
        for (int index = 0; index < names.Length; index++) json[names[index]] = JsonNode.Parse(message.Parts[index]);
        return json;
    }
}
