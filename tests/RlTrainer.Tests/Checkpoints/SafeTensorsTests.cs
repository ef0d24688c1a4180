using System.Buffers.Binary;
using System.Text;
using RlTrainer.Checkpoints;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Checkpoints;

public sealed class SafeTensorsTests
{
    private static readonly WeightTensor[] Tensors =
    [
        new("policy.0.weight", [2, 3], [1f, -2f, 3.5f, float.Epsilon, 1e30f, -0f]),
        new("policy.0.bias", [2], [0.25f, 7f]),
    ];

    [Fact]
    public void What_is_written_reads_back_bit_by_bit_in_the_same_order()
    {
        IReadOnlyList<WeightTensor> read = SafeTensors.Read(SafeTensors.Write(Tensors), "a.safetensors");
        Assert.Equal(["policy.0.weight", "policy.0.bias"], read.Select(tensor => tensor.Name));
        Assert.Equal([2, 3], read[0].Shape);
        Assert.Equal(Tensors[0].Values.Select(BitConverter.SingleToInt32Bits),
            read[0].Values.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(Tensors[1].Values, read[1].Values);
    }

    [Fact]
    public void The_bytes_are_the_published_format()
    {
        // One tensor of one number: 8 bytes length, the JSON header padded with blanks to a multiple of 8, then 4 bytes.
        byte[] bytes = SafeTensors.Write([new WeightTensor("x", [1], [1f])]);
        const string Header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        string padded = Header.PadRight((Header.Length + 7) / 8 * 8);
        Assert.Equal(padded.Length, BinaryPrimitives.ReadInt64LittleEndian(bytes));
        Assert.Equal(padded, Encoding.UTF8.GetString(bytes, 8, padded.Length));
        Assert.Equal([0x00, 0x00, 0x80, 0x3F], bytes[(8 + padded.Length)..]);
    }

    [Theory]
    [InlineData("{\"x\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4,
        "f: the tensor 'x' has type F16; expected F32.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4,
        "f: the tensor 'x' of shape [2] has 4 bytes; expected 8.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 8,
        "f has 8 bytes of data; its header describes 4.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8,
        "f: the tensor 'x' begins at byte 4 of the data; expected 0, without gaps or overlaps.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 2,
        "f: the tensor 'x' lies at bytes [0, 4]; expected a range inside the 2 bytes of data. The file is cut short or damaged.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,0]}}", 0, "f: the tensor 'x' of shape [-1] has 0 "
        + "bytes; expected a shape of numbers from 0 on that a file can hold.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}", 4, "f: the "
        + "tensor 'x' of shape [2147483647, 2147483647, 2147483647] has 4 bytes; expected a shape of numbers from 0 on that a "
        + "file can hold.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}", 4, "f: the tensor 'x' has "
        + "9 dimensions and 2 offsets; expected at most 8 and 2.")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", 4, "f: the tensor 'x' has 1 dimensions and 1 "
        + "offsets; expected at most 8 and 2.")]
    [InlineData("{\"a\\u001b[2J\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "f: the tensor 'a\\u001b[2J' "
        + "has a control character in its name; expected a plain one.")]
    public void A_header_that_does_not_fit_its_data_is_refused_with_the_reason(string header, int dataBytes, string message)
    {
        byte[] bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        Encoding.UTF8.GetBytes(header).CopyTo(bytes, 8);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => SafeTensors.Read(bytes, "f")).Message);
    }

    [Fact]
    public void Cut_and_changed_files_never_crash()
    {
        byte[] whole = SafeTensors.Write(Tensors);
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<InvalidDataException>(() => SafeTensors.Read(whole.AsSpan(0, length), "f"));
        for (int position = 0; position < 8 + 40; position++)
        {
            byte[] changed = [.. whole];
            changed[position] ^= 0x55;
            try { SafeTensors.Read(changed, "f"); }
            catch (InvalidDataException) { }
        }
    }
}
