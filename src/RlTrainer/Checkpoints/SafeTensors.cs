using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using RlTrainer.Files;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// Named float32 arrays in the safetensors format (huggingface/safetensors, "Format"): a header length of 8 bytes, a JSON
/// header, the numbers. Reading runs no code and trusts no length.
/// </summary>
internal static class SafeTensors
{
    private const int LengthBytes = 8;
    private const long LargestHeader = 16 * 1024 * 1024;
    private const int MostDimensions = 8;

    /// <summary>The bytes of a file with these tensors, in their order.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name, or a shape does not fit its values.</exception>
    public static byte[] Write(IReadOnlyList<WeightTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        var header = new StringBuilder("{");
        long offset = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (WeightTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Two tensors are named '{tensor.Name}'; expected different names.");
            if (Product(tensor.Shape) != tensor.Values.Length)
                throw new ArgumentException(
                    $"The tensor '{tensor.Name}' has shape [{string.Join(", ", tensor.Shape)}] and {tensor.Values.Length} "
                    + $"values; expected {Product(tensor.Shape)}.");
            long end = offset + tensor.Values.Length * 4L;
            if (header.Length > 1) header.Append(',');
            header.Append(CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(tensor.Name)}:{{\"dtype\":\"F32\","
                + $"\"shape\":[{string.Join(',', tensor.Shape)}],\"data_offsets\":[{offset},{end}]}}");
            offset = end;
        }
        header.Append('}');
        while ((LengthBytes + header.Length) % 8 != 0) header.Append(' ');
        byte[] text = Encoding.UTF8.GetBytes(header.ToString());
        byte[] bytes = new byte[LengthBytes + text.Length + offset];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, LengthBytes);
        int position = LengthBytes + text.Length;
        foreach (WeightTensor tensor in tensors)
        {
            for (int i = 0; i < tensor.Values.Length; i++, position += 4)
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(position), tensor.Values[i]);
        }
        return bytes;
    }

    /// <summary>The tensors of a file, in the order of their data.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are not such a
    /// file; the message says where and what was expected.</exception>
    public static IReadOnlyList<WeightTensor> Read(ReadOnlySpan<byte> bytes, string origin)
    {
        if (bytes.Length < LengthBytes)
            throw new InvalidDataException(
                $"{origin} has {bytes.Length} bytes; expected a safetensors file, which begins with 8 bytes of header length.");
        long headerLength = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        if (headerLength < 2 || headerLength > LargestHeader || headerLength > bytes.Length - LengthBytes)
            throw new InvalidDataException(
                $"{origin} says its header has {headerLength} bytes; expected 2 to "
                + $"{Math.Min(LargestHeader, bytes.Length - LengthBytes)}. The file is damaged or of another kind.");
        ReadOnlySpan<byte> data = bytes[(LengthBytes + (int)headerLength)..];
        try
        {
            using JsonDocument header = JsonDocument.Parse(bytes.Slice(LengthBytes, (int)headerLength).ToArray());
            var tensors = new List<(long Start, WeightTensor Tensor)>();
            foreach (JsonProperty entry in header.RootElement.EnumerateObject())
                if (entry.Name != "__metadata__")
                    tensors.Add(Tensor(entry, data, origin));
            return Contiguous(tensors, data.Length, origin);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"{origin} has a header that is not safetensors JSON ({e.Message.TrimEnd('.')}). The file is damaged or of "
                + $"another kind.", e);
        }
    }

    private static (long Start, WeightTensor Tensor) Tensor(JsonProperty entry, ReadOnlySpan<byte> data, string origin)
    {
        string place = $"{origin}: the tensor '{PrintableText.Name(entry.Name)}'";
        if (PrintableText.HasControl(entry.Name))
            throw new InvalidDataException($"{place} has a control character in its name; expected a plain one.");
        string type = entry.Value.GetProperty("dtype").GetString() ?? "";
        if (type != "F32") throw new InvalidDataException($"{place} has type {PrintableText.Name(type)}; expected F32.");
        int rank = entry.Value.GetProperty("shape").GetArrayLength(),
            ends = entry.Value.GetProperty("data_offsets").GetArrayLength();
        if (rank > MostDimensions || ends != 2)
            throw new InvalidDataException($"{place} has {rank} dimensions and {ends} offsets; expected at most "
                + $"{MostDimensions} and 2.");
        int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt32())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets[0] < 0 || offsets[1] < offsets[0] || offsets[1] > data.Length)
            throw new InvalidDataException($"{place} lies at bytes [{string.Join(", ", offsets)}]; expected a range inside the "
                + $"{data.Length} bytes of data. The file is cut short or damaged.");
        string expected = Bytes(shape) is { } known ? known.ToString(CultureInfo.InvariantCulture)
            : "a shape of numbers from 0 on that a file can hold";
        if (offsets[1] - offsets[0] != Bytes(shape))
            throw new InvalidDataException($"{place} of shape [{string.Join(", ", shape)}] has {offsets[1] - offsets[0]} "
                + $"bytes; expected {expected}.");
        ReadOnlySpan<byte> raw = data[(int)offsets[0]..(int)offsets[1]];
        float[] values = new float[raw.Length / 4];
        if (BitConverter.IsLittleEndian) raw.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        else
            for (int i = 0; i < values.Length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(raw[(i * 4)..]);
        return (offsets[0], new WeightTensor(entry.Name, shape, values));
    }

    private static WeightTensor[] Contiguous(List<(long Start, WeightTensor Tensor)> tensors, long dataLength, string origin)
    {
        long next = 0;
        (long Start, WeightTensor Tensor)[] ordered = [.. tensors.OrderBy(entry => entry.Start)];
        foreach ((long start, WeightTensor tensor) in ordered)
        {
            if (start != next)
                throw new InvalidDataException(
                    $"{origin}: the tensor '{tensor.Name}' begins at byte {start} of the data; expected {next}, without gaps or "
                    + $"overlaps.");
            next += tensor.Values.Length * 4L;
        }
        if (next != dataLength)
            throw new InvalidDataException($"{origin} has {dataLength} bytes of data; its header describes {next}.");
        return [.. ordered.Select(entry => entry.Tensor)];
    }

    /// <summary>Bytes of a tensor's numbers; null where no file could hold them.</summary>
    private static long? Bytes(IEnumerable<int> shape)
    {
        long bytes = sizeof(float);
        foreach (int dimension in shape)
        {
            if (dimension < 0 || (dimension > 0 && bytes > int.MaxValue * 4L / dimension)) return null;
            bytes *= dimension;
        }
        return bytes;
    }

    private static long Product(IEnumerable<int> shape) =>
        shape.Aggregate(1L, (product, dimension) => checked(product * dimension));
}
