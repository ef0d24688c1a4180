using System.Buffers.Binary;
using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>The head of a DBN file: its schema, and which instrument number was which symbol on which days.</summary>
/// <param name="Version">1 to 3.</param>
/// <param name="Schema">Databento's number of the schema.</param>
/// <param name="HasTimeOut">Eight bytes follow each record: the time at which it was sent.</param>
/// <param name="Symbols">The symbol of an instrument number from a day (yyyyMMdd) on to before another.</param>
internal sealed record DbnMetadata(
    int Version, int Schema, bool HasTimeOut, ILookup<uint, (uint From, uint To, string Symbol)> Symbols)
{
    /// <summary>Schemas by number.</summary>
    public static readonly string[] SchemaNames =
        ["mbo", "mbp-1", "mbp-10", "tbbo", "trades", "ohlcv-1s", "ohlcv-1m", "ohlcv-1h", "ohlcv-1d", "definition", "statistics",
            "status", "imbalance", "ohlcv-eod"];

    public const int Trades = 4, SecondBars = 5, DailyBars = 8;
    private const int FixedBytes = 100, OldNameBytes = 22, LargestMetadata = 256 << 20;

    /// <summary>The schema in words.</summary>
    public string SchemaName => Schema >= 0 && Schema < SchemaNames.Length ? SchemaNames[Schema] : $"number {Schema}";

    /// <summary>Reads the head; the stream then stands at the first record.</summary>
    /// <exception cref="BarDataException">The version or the schema is not known.</exception>
    public static DbnMetadata Read(Stream content, string name)
    {
        byte[] prelude = new byte[8];
        content.ReadExactly(prelude);
        int version = prelude[3], length = BinaryPrimitives.ReadInt32LittleEndian(prelude.AsSpan(4));
        if (version is < 1 or > 3)
            throw new BarDataException(
                $"{name}: found DBN of version {version}; versions 1 to 3 are read. Expected one of these: download it again as "
                + $"DBN 3, or as CSV.");
        if (length is < FixedBytes or > LargestMetadata) throw new InvalidDataException($"its metadata claims {length} bytes");
        byte[] metadata = new byte[length];
        content.ReadExactly(metadata);
        int schema = BinaryPrimitives.ReadUInt16LittleEndian(metadata.AsSpan(16));
        int flags = version == 1 ? 52 : 44;
        int nameBytes = version == 1 ? OldNameBytes : BinaryPrimitives.ReadUInt16LittleEndian(metadata.AsSpan(flags + 1));
        bool hasTimeOut = metadata[flags] != 0;
        var found = new DbnMetadata(version, schema, hasTimeOut, SymbolsIn(metadata, nameBytes));
        return schema is Trades or (>= SecondBars and <= DailyBars)
            ? found
            : throw new BarDataException(
                $"{name}: found DBN with the schema {found.SchemaName}, which holds no bars. Expected ohlcv-1m or ohlcv-1s, or "
                + $"trades with --aggregate: download one of these.");
    }

    private static ILookup<uint, (uint From, uint To, string Symbol)> SymbolsIn(byte[] metadata, int nameBytes)
    {
        int at = FixedBytes;
        int definition = (int)Count(metadata, ref at, 1);
        at += definition;
        for (int list = 0; list < 3; list++)   // asked for, partly found, not found
        {
            int names = (int)Count(metadata, ref at, nameBytes);
            at += names * nameBytes;
        }
        var symbols = new List<(uint Id, uint From, uint To, string Symbol)>();
        uint mappings = Count(metadata, ref at, nameBytes + 4);
        for (uint mapping = 0; mapping < mappings; mapping++)
        {
            string symbol = Text(metadata, ref at, nameBytes);
            uint intervals = Count(metadata, ref at, nameBytes + 8);
            for (uint interval = 0; interval < intervals; interval++)
            {
                uint from = Number(metadata, ref at), to = Number(metadata, ref at);
                if (uint.TryParse(Text(metadata, ref at, nameBytes), out uint id)) symbols.Add((id, from, to, symbol));
            }
        }
        return symbols.ToLookup(each => each.Id, each => (each.From, each.To, each.Symbol));
    }

    private static uint Number(byte[] metadata, ref int at)
    {
        if (at + 4 > metadata.Length) throw new InvalidDataException("its metadata end inside a list");
        uint number = BinaryPrimitives.ReadUInt32LittleEndian(metadata.AsSpan(at));
        at += 4;
        return number;
    }

    private static uint Count(byte[] metadata, ref int at, int bytesEach)
    {
        uint count = Number(metadata, ref at);
        return count * (long)bytesEach <= metadata.Length - at ? count
            : throw new InvalidDataException($"its metadata claim a list of {count}");
    }

    private static string Text(byte[] metadata, ref int at, int bytes)
    {
        if (bytes <= 0 || at + bytes > metadata.Length) throw new InvalidDataException("its metadata end inside a name");
        string text = Encoding.ASCII.GetString(metadata, at, bytes).TrimEnd('\0');
        at += bytes;
        return text;
    }
}
