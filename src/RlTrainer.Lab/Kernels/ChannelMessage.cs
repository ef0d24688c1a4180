using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Kernels;

/// <summary>
/// A message of a kernel's WebSocket, in its two forms: v1.kernel.websocket.jupyter.org, whose parts pass unparsed between
/// offsets, and the older JSON, with buffers behind it where it has any.
/// </summary>
/// <param name="Channel">shell, control, stdin or iopub.</param>
/// <param name="Parts">Header, parent header, metadata, content, buffers.</param>
internal sealed record ChannelMessage(string Channel, byte[][] Parts)
{
    /// <summary>The sub-protocol of the binary form.</summary>
    public const string BinaryProtocol = "v1.kernel.websocket.jupyter.org";

    private static readonly string[] Names = ["header", "parent_header", "metadata", "content"];

    /// <summary>The binary form: the number of offsets, the offsets, the channel, the parts; 64-bit little-endian.</summary>
    public byte[] ToBinary()
    {
        byte[] channel = Encoding.UTF8.GetBytes(Channel);
        int count = Parts.Length + 2;
        long at = 8L * (count + 1);
        byte[] message = new byte[at + channel.Length + Parts.Sum(part => (long)part.Length)];
        BinaryPrimitives.WriteInt64LittleEndian(message, count);
        int place = 8;
        foreach (byte[] piece in (byte[][])[channel, .. Parts])
        {
            BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(place), at);
            piece.CopyTo(message.AsSpan((int)at));
            place += 8;
            at += piece.Length;
        }
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(place), at);
        return message;
    }

    /// <summary>Reads the binary form.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ChannelMessage FromBinary(ReadOnlySpan<byte> message)
    {
        long count = message.Length >= 8 ? BinaryPrimitives.ReadInt64LittleEndian(message) : 0;
        if (count is < 6 or > 4096 || message.Length < 8 * (count + 1))
            throw new InvalidDataException("A message without the offsets of a channel and four parts.");
        int[] offsets = new int[count];
        for (int index = 0; index < count; index++)
        {
            long offset = BinaryPrimitives.ReadInt64LittleEndian(message[(8 * (index + 1))..]);
            long least = index == 0 ? 8 * (count + 1) : offsets[index - 1];
            if (offset < least || offset > message.Length) throw new InvalidDataException("An offset lies outside the message.");
            offsets[index] = (int)offset;
        }
        byte[][] parts = new byte[count - 2][];
        for (int index = 0; index < parts.Length; index++)
            parts[index] = message[offsets[index + 1]..offsets[index + 2]].ToArray();
        return new ChannelMessage(Encoding.UTF8.GetString(message[offsets[0]..offsets[1]]), parts);
    }

    /// <summary>The JSON form, as text.</summary>
    public byte[] ToJson()
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            for (int index = 0; index < Names.Length; index++)
            {
                json.WritePropertyName(Names[index]);
                json.WriteRawValue(Parts[index], skipInputValidation: true);
            }
            json.WriteString("channel", Channel);
            json.WriteStartArray("buffers");
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return text.ToArray();
    }

    /// <summary>The JSON form with buffers: their number and offsets, 32-bit big-endian, the JSON, the buffers.</summary>
    public byte[] ToJsonWithBuffers()
    {
        byte[][] pieces = [ToJson(), .. Parts[4..]];
        int at = 4 * (pieces.Length + 1), place = 4;
        byte[] message = new byte[at + pieces.Sum(piece => piece.Length)];
        BinaryPrimitives.WriteInt32BigEndian(message, pieces.Length);
        foreach (byte[] piece in pieces)
        {
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(place), at);
            piece.CopyTo(message.AsSpan(at));
            (place, at) = (place + 4, at + piece.Length);
        }
        return message;
    }

    /// <summary>Reads the JSON form.</summary>
    /// <param name="message">Text, or with buffers behind it.</param>
    /// <param name="hasBuffers">It came as a binary message.</param>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static ChannelMessage FromJson(ReadOnlySpan<byte> message, bool hasBuffers)
    {
        byte[][] pieces = hasBuffers ? Pieces(message) : [message.ToArray()];
        try
        {
            var json = JsonNode.Parse(pieces[0])!.AsObject();
            byte[][] parts = [.. Names.Select(name => JsonAnswer.Bytes(json[name] ?? new JsonObject())), .. pieces[1..]];
            return new ChannelMessage(json.Text("channel") ?? "shell", parts);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"A message that is no JSON object: {error.Message}", error);
        }
    }

    private static byte[][] Pieces(ReadOnlySpan<byte> message)
    {
        int count = message.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(message) : 0;
        if (count is < 1 or > 4096 || message.Length < 4 * (count + 1))
            throw new InvalidDataException("A message without the offsets of its buffers.");
        byte[][] pieces = new byte[count][];
        for (int index = 0; index < count; index++)
        {
            int from = BinaryPrimitives.ReadInt32BigEndian(message[(4 * (index + 1))..]);
            int to = index + 1 < count ? BinaryPrimitives.ReadInt32BigEndian(message[(4 * (index + 2))..]) : message.Length;
            if (from < 4 * (count + 1) || to < from || to > message.Length)
                throw new InvalidDataException("A buffer's offset lies outside the message.");
            pieces[index] = message[from..to].ToArray();
        }
        return pieces;
    }
}
