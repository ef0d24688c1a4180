using System.Text;
using RlTrainer.Reporting;

namespace RlTrainer.Tests.Reporting;

public sealed class EventRecordsTests
{
    // The check value of CRC-32C (Castagnoli) in the catalogue of parametrised CRC algorithms; the others are RFC 3720, B.4.
    [Fact]
    public void The_checksum_of_the_digits_is_the_published_one() =>
        Assert.Equal(0xE3069283u, EventRecords.Checksum("123456789"u8));

    [Fact]
    public void Checksums_of_32_bytes_are_those_of_RFC_3720()
    {
        byte[] rising = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
        Assert.Equal(0x8A9136AAu, EventRecords.Checksum(new byte[32]));
        Assert.Equal(0x62A8AB43u, EventRecords.Checksum([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, EventRecords.Checksum(rising));
        Assert.Equal(0x113FDB5Cu, EventRecords.Checksum([.. rising.Reverse()]));
    }

    [Fact]
    public void The_checksum_equals_that_of_the_bit_by_bit_definition_at_every_length()
    {
        byte[] data = Encoding.ASCII.GetBytes("Lengths that are not whole words take the last bytes one by one.");
        for (int length = 0; length <= data.Length; length++)
            Assert.Equal(BitByBit(data.AsSpan(0, length)), EventRecords.Checksum(data.AsSpan(0, length)));
    }

    [Fact]
    public void A_record_is_length_checksum_data_checksum()
    {
        byte[] record = EventRecords.Framed("123456789"u8);
        Assert.Equal(8 + 4 + 9 + 4, record.Length);
        Assert.Equal(9L, BitConverter.ToInt64(record, 0));
        Assert.Equal(Masked(BitByBit(record.AsSpan(0, 8))), BitConverter.ToUInt32(record, 8));
        Assert.Equal("123456789", Encoding.ASCII.GetString(record, 12, 9));

        // 0xE3069283 turned right by 15 bits is 0x2507C60D; plus 0xA282EAD8 it is 0xC78AB0E5.
        Assert.Equal(0xC78AB0E5u, BitConverter.ToUInt32(record, 21));
    }

    internal static uint Masked(uint checksum) => ((checksum >> 15) | (checksum << 17)) + 0xA282EAD8u;

    internal static uint BitByBit(ReadOnlySpan<byte> data)
    {
        uint register = 0xFFFFFFFFu;
        foreach (byte value in data)
        {
            register ^= value;
            for (int bit = 0; bit < 8; bit++) register = (register & 1) != 0 ? (register >> 1) ^ 0x82F63B78u : register >> 1;
        }
        return ~register;
    }
}
