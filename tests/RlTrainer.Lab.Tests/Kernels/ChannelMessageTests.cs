using System.Text;
using RlTrainer.Lab.Kernels;

namespace RlTrainer.Lab.Tests.Kernels;

/// <summary>The two forms of a WebSocket message, byte for byte.</summary>
public sealed class ChannelMessageTests
{
    private static readonly ChannelMessage Small =
        new("shell", [Bytes("{\"a\":1}"), Bytes("{}"), Bytes("{}"), Bytes("{\"c\":2}")]);

    [Fact]
    public void The_binary_form_is_offsets_channel_and_parts()
    {
        // 6 offsets (channel, four parts, end) after their number: 7 × 8 = 56 bytes; then 5 + 7 + 2 + 2 + 7.
        byte[] bytes = Small.ToBinary();
        Assert.Equal([6, 56, 61, 68, 70, 72, 79], Enumerable.Range(0, 7).Select(index => BitConverter.ToInt64(bytes, 8 * index)));
        Assert.Equal("shell{\"a\":1}{}{}{\"c\":2}", Encoding.ASCII.GetString(bytes[56..]));
        ChannelMessage back = ChannelMessage.FromBinary(bytes);
        Assert.Equal(("shell", 4), (back.Channel, back.Parts.Length));
        Assert.Equal(Small.Parts, back.Parts);
    }

    [Fact]
    public void Buffers_come_through_both_forms()
    {
        var message = Small with { Parts = [.. Small.Parts, [1, 2, 3], []] };
        Assert.Equal(message.Parts, ChannelMessage.FromBinary(message.ToBinary()).Parts);
        byte[] json = message.ToJsonWithBuffers();
        // Three pieces, whose offsets begin after 4 × 4 bytes, big-endian.
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 16], json[..8]);
        ChannelMessage back = ChannelMessage.FromJson(json, hasBuffers: true);
        Assert.Equal(message.Parts, back.Parts);
        Assert.Equal("shell", back.Channel);
    }

    [Fact]
    public void The_JSON_form_names_its_channel() => Assert.Equal(
        "{\"header\":{\"a\":1},\"parent_header\":{},\"metadata\":{},\"content\":{\"c\":2},\"channel\":\"shell\",\"buffers\":[]}",
        Encoding.UTF8.GetString(Small.ToJson()));

    [Fact]
    public void Every_cut_and_every_changed_byte_is_a_message_or_is_refused()
    {
        byte[] whole = Small.ToBinary();
        for (int length = 0; length < 56; length++)
            Assert.Throws<InvalidDataException>(() => ChannelMessage.FromBinary(whole.AsSpan(0, length)));
        for (int at = 0; at < 56; at++)
            foreach (byte value in (byte[])[0, 1, 0x7f, 0xff])
            {
                byte[] changed = [.. whole];
                changed[at] = value;
                try
                {
                    Assert.InRange(ChannelMessage.FromBinary(changed).Parts.Length, 4, 4096);
                }
                catch (InvalidDataException)
                {
                    // Refused with a reason; nothing else may be thrown.
                }
            }
        Assert.Throws<InvalidDataException>(() => ChannelMessage.FromJson("[1]"u8, hasBuffers: false));
        Assert.Throws<InvalidDataException>(() => ChannelMessage.FromJson([0, 0, 0, 9, 1], hasBuffers: true));
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
