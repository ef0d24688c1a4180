using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>A message of the Jupyter protocol, version 5.3.</summary>
/// <param name="Peer">The connection it came by.</param>
/// <param name="Identities">Frames before the delimiter; replies begin with them.</param>
/// <param name="Type">header.msg_type.</param>
/// <param name="Header">The header's bytes as received, which replies carry as their parent header.</param>
/// <param name="Session">header.session.</param>
/// <param name="Content">The content.</param>
internal sealed record JupyterMessage(
    ZmtpConnection Peer, byte[][] Identities, string Type, byte[] Header, string Session, JsonObject Content)
{
    /// <summary>A text of the content, or the empty text.</summary>
    public string Text(string key) => Content[key] is JsonValue value && value.TryGetValue(out string? text) ? text
        : string.Empty;

    /// <summary>A flag of the content.</summary>
    public bool Flag(string key, bool otherwise) => Content[key] is JsonValue value && value.TryGetValue(out bool flag) ? flag
        : otherwise;

    /// <summary>A whole number of the content.</summary>
    public int Number(string key, int otherwise) => Content[key] is JsonValue value && value.TryGetValue(out int number) ? number
        : otherwise;
}
