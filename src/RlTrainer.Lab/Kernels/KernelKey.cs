using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Kernels;

/// <summary>The key that server and kernel sign with, and the frames of messages.</summary>
internal sealed class KernelKey
{
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();
    private readonly byte[] _key;

    public KernelKey()
    {
        Text = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        _key = Encoding.UTF8.GetBytes(Text);
    }

    /// <summary>As it stands in the connection file.</summary>
    public string Text { get; }

    /// <summary>The frames of a message: delimiter, signature, header, parent, metadata, content, buffers.</summary>
    public byte[][] Frames(byte[][] parts) => [Delimiter, Signature(parts), .. parts];

    /// <summary>The parts of a message from the kernel; null where it is none or not signed by it.</summary>
    public byte[][]? Parts(byte[][] frames)
    {
        int at = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || frames.Length < at + 6) return null;
        byte[][] parts = frames[(at + 2)..];
        return CryptographicOperations.FixedTimeEquals(Signature(parts), frames[at + 1]) ? parts : null;
    }

    /// <summary>A request of the server's own.</summary>
    /// <param name="type">msg_type.</param>
    /// <param name="content">Its content.</param>
    /// <param name="session">Who asks.</param>
    /// <param name="time">For the header's date.</param>
    public static byte[][] Request(string type, JsonObject content, string session, TimeProvider time) =>
        [JsonAnswer.Bytes(Header(type, session, time)), "{}"u8.ToArray(), "{}"u8.ToArray(), JsonAnswer.Bytes(content)];

    /// <summary>A header.</summary>
    public static JsonObject Header(string type, string session, TimeProvider time) => new()
    {
        ["msg_id"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
        ["msg_type"] = type,
        ["username"] = "rltrainer",
        ["session"] = session,
        ["date"] = LabTime.Text(time.GetUtcNow()),
        ["version"] = "5.3",
    };

    private byte[] Signature(byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (byte[] part in parts.Take(4)) hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
