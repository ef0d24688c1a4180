using System.Buffers.Binary;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Parquet;
using Parquet.Schema;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Columnar.Tests;

/// <summary>One series written as Parquet, Arrow and DBN, with the libraries'
/// own writers and, for DBN, after Databento's description.</summary>
public static class ColumnarSeries
{
    private static readonly Lazy<BarSeries> Sessions =
        new(() => SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = 3 }).Minutes);

    /// <summary>Three whole trading days of ES minutes.</summary>
    public static BarSeries Bars => Sessions.Value;

    /// <summary>The columns of a series in points.</summary>
    public static double[] Points(ReadOnlySpan<int> ticks) => [.. ticks.ToArray().Select(tick => tick * 0.25)];

    /// <summary>Parquet with times as they are asked for.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="time">The field of the times.</param>
    /// <param name="shiftSeconds">Added to every instant, to write another clock.</param>
    public static byte[] Parquet(BarSeries bars, DateTimeDataField time, long shiftSeconds = 0)
    {
        DataField[] prices = [.. new[] { "open", "high", "low", "close" }.Select(name => new DataField<double>(name))];
        var volume = new DataField<long>("volume");
        var schema = new ParquetSchema([time, .. prices, volume]);
        using var file = new MemoryStream();
        DateTime[] times = [.. bars.UtcSeconds.ToArray()
            .Select(utc => DateTime.SpecifyKind(DateTime.UnixEpoch.AddSeconds(utc + shiftSeconds), DateTimeKind.Utc))];
        Task Write() => WriteAsync(
            schema, file, times,
            [Points(bars.OpenTicks), Points(bars.HighTicks), Points(bars.LowTicks), Points(bars.CloseTicks)],
            bars.Volumes.ToArray());
        Write().GetAwaiter().GetResult();
        return file.ToArray();
    }

    /// <summary>Arrow's file format, as Feather version 2 has it.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="zone">The zone of the times; null where the file does not name one.</param>
    /// <param name="shiftSeconds">Added to every instant, to write another clock.</param>
    public static byte[] Arrow(BarSeries bars, string? zone, long shiftSeconds = 0)
    {
        var type = new TimestampType(TimeUnit.Nanosecond, zone);
        var times = new TimestampArray.Builder(type);
        foreach (long utc in bars.UtcSeconds) times.Append(DateTimeOffset.FromUnixTimeSeconds(utc + shiftSeconds));
        RecordBatch batch = new RecordBatch.Builder()
            .Append("timestamp", false, times.Build())
            .Append("open", false, new DoubleArray.Builder().AppendRange(Points(bars.OpenTicks)).Build())
            .Append("high", false, new DoubleArray.Builder().AppendRange(Points(bars.HighTicks)).Build())
            .Append("low", false, new DoubleArray.Builder().AppendRange(Points(bars.LowTicks)).Build())
            .Append("close", false, new DoubleArray.Builder().AppendRange(Points(bars.CloseTicks)).Build())
            .Append("volume", false, new Int64Array.Builder().AppendRange(bars.Volumes.ToArray()).Build()).Build();
        using var file = new MemoryStream();
        using (var writer = new ArrowFileWriter(file, batch.Schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }
        return file.ToArray();
    }

    /// <summary>DBN version 3 of ohlcv bars of one contract.</summary>
    public static byte[] Dbn(BarSeries bars, string symbol = "ESH4")
    {
        using var file = new MemoryStream();
        WriteMetadata(file, (ushort)(bars.Interval == BarInterval.Minute ? 6 : 5), symbol, 5482);
        byte[] record = new byte[56];
        for (int bar = 0; bar < bars.Count; bar++)
        {
            Header(record, bars.Interval == BarInterval.Minute ? 33 : 32, bars.UtcSeconds[bar] * 1_000_000_000);
            foreach ((int ticks, int at) in new[] { (bars.OpenTicks[bar], 16), (bars.HighTicks[bar], 24),
                (bars.LowTicks[bar], 32), (bars.CloseTicks[bar], 40) })
                BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(at), ticks * 250_000_000L);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(48), bars.Volumes[bar]);
            file.Write(record);
        }
        return file.ToArray();
    }

    /// <summary>DBN version 3 of trades: nanoseconds, ticks and sizes.</summary>
    public static byte[] Trades(params (long Nanoseconds, int Ticks, int Size)[] trades)
    {
        using var file = new MemoryStream();
        WriteMetadata(file, 4, "ESH4", 5482);
        byte[] record = new byte[48];
        foreach ((long nanoseconds, int ticks, int size) in trades)
        {
            Header(record, 0, nanoseconds);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(16), ticks * 250_000_000L);
            BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(24), size);
            file.Write(record);
        }
        return file.ToArray();
    }

    private static void Header(byte[] record, int type, long nanoseconds)
    {
        record[0] = (byte)(record.Length / 4);
        record[1] = (byte)type;
        BinaryPrimitives.WriteUInt16LittleEndian(record.AsSpan(2), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(4), 5482);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), nanoseconds);
    }

    /// <summary>Databento's description of version 3: 100 bytes of fixed fields,
    /// names of 71 bytes, and which number was which symbol when.</summary>
    private static void WriteMetadata(MemoryStream file, ushort schema, string symbol, uint id)
    {
        const int NameBytes = 71;
        using var metadata = new MemoryStream();
        using var writer = new BinaryWriter(metadata);
        byte[] Padded(string text, int length) => [.. Encoding.ASCII.GetBytes(text), .. new byte[length - text.Length]];
        writer.Write(Padded("GLBX.MDP3", 16));
        writer.Write(schema);
        writer.Write(0UL);
        writer.Write(ulong.MaxValue);
        writer.Write(0UL);
        writer.Write((byte)1);   // asked by raw symbol
        writer.Write((byte)0);   // written by instrument number
        writer.Write((byte)0);   // no time of sending
        writer.Write((ushort)NameBytes);
        writer.Write(new byte[53]);
        writer.Write(0U);        // no definition of the schema
        writer.Write(1U);
        writer.Write(Padded(symbol, NameBytes));
        writer.Write(0U);
        writer.Write(0U);
        writer.Write(1U);
        writer.Write(Padded(symbol, NameBytes));
        writer.Write(1U);
        writer.Write(20000101U);
        writer.Write(20991231U);
        writer.Write(Padded($"{id}", NameBytes));
        writer.Flush();
        file.Write("DBN"u8);
        file.WriteByte(3);
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, (int)metadata.Length);
        file.Write(length);
        file.Write(metadata.ToArray());
    }

    private static async Task WriteAsync(
        ParquetSchema schema, MemoryStream file, DateTime[] times, double[][] prices, long[] volumes)
    {
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(schema, file);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        await group.WriteAsync<DateTime>(schema.DataFields[0], times.AsMemory());
        for (int column = 0; column < prices.Length; column++)
            await group.WriteAsync<double>(schema.DataFields[column + 1], prices[column].AsMemory());
        await group.WriteAsync<long>(schema.DataFields[5], volumes.AsMemory());
    }
}
