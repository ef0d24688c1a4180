using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Messages to frames and back, signed. The signature covers the bytes as they travel.</summary>
internal sealed class MessageCodec(string key, TimeProvider time)
{
    /// <summary>How JSON is written: on one line, nothing escaped that need not be.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly byte[] Empty = "{}"u8.ToArray();
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly SeenSignatures _seen = new();
    private readonly string _session = Guid.NewGuid().ToString("N");
    private int _sent;

    /// <summary>The message in the frames, or null with the reason when it is malformed or its signature is wrong.</summary>
    public JupyterMessage? Decode(ZmtpConnection peer, byte[][] frames, out string? reason)
    {
        int delimiter = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (delimiter < 0 || frames.Length < delimiter + 6)
        {
            reason = $"a message of {frames.Length} frames without delimiter, signature and four parts was dropped";
            return null;
        }

        byte[][] parts = frames[(delimiter + 2)..(delimiter + 6)];
        if (!CryptographicOperations.FixedTimeEquals(frames[delimiter + 1], Signature(parts)))
        {
            reason = "a message with a wrong signature was dropped";
            return null;
        }

        if (_key.Length > 0 && !_seen.IsFirst(frames[delimiter + 1]))
        {
            reason = "a message that was sent before was dropped; every message of a client is its own";
            return null;
        }

        try
        {
            var header = JsonNode.Parse(parts[0])!.AsObject();
            var content = JsonNode.Parse(parts[3])!.AsObject();
            reason = null;
            return new JupyterMessage(
                peer, frames[..delimiter], header["msg_type"]!.GetValue<string>(), parts[0],
                header["session"]?.GetValue<string>() ?? string.Empty, content);
        }
        catch (Exception error) when (
            error is JsonException or InvalidOperationException or NullReferenceException or ArgumentException)
        {
            reason = $"a message that is not JSON as the protocol has it was dropped: {PrintableText.Name(error.Message)}";
            return null;
        }
    }

    /// <summary>The frames of a message.</summary>
    /// <param name="first">Frames before the delimiter: the request's identities, or the topic of an output.</param>
    /// <param name="type">msg_type.</param>
    /// <param name="parent">The header of the request it belongs to, or null.</param>
    /// <param name="content">The content.</param>
    public byte[][] Encode(IReadOnlyList<byte[]> first, string type, byte[]? parent, JsonObject content)
    {
        var header = new JsonObject
        {
            ["msg_id"] = string.Create(CultureInfo.InvariantCulture, $"{_session}_{Interlocked.Increment(ref _sent)}"),
            ["msg_type"] = type,
            ["username"] = "kernel",
            ["session"] = _session,
            ["date"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            ["version"] = KernelReplies.ProtocolVersion,
        };
        byte[][] parts = [Bytes(header), parent ?? Empty, Empty, Bytes(content)];
        return [.. first, Delimiter, Signature(parts), .. parts];
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Json);

    private byte[] Signature(byte[][] parts)
    {
        if (_key.Length == 0)
            return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] part in parts)
            hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
