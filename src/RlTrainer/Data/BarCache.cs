using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Checked bars as binary columns beside their file's checksum and this code's version. A cache of another file, another
/// version or with a damaged byte is rebuilt, never used.
/// </summary>
public static class BarCache
{
    private const ulong Magic = 0x31535241424C52UL;   // "RLBARS1"

    /// <summary>The bars of a file, from the cache where it is whole and fits, otherwise read, checked and cached.</summary>
    /// <param name="path">The bar file.</param>
    /// <param name="cacheFolder">Where caches lie; made if absent.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="mode">What to do with rows that break a rule.</param>
    /// <exception cref="BarDataException">As <see cref="BarFile.Read(string, Instrument, BarInterval, CheckMode, BarLayout?)"/>.</exception>
    public static CachedBars Read(string path, string cacheFolder, Instrument instrument, BarInterval interval, CheckMode mode)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        byte[] key = KeyOf(path, instrument, interval, mode);
        string cache = Path.Combine(cacheFolder, $"{Path.GetFileName(path)}.{Convert.ToHexStringLower(key.AsSpan(0, 4))}.bars");
        string reason = "there was no cache";
        if (File.Exists(cache))
        {
            if (TryLoad(cache, key, instrument, interval, out CachedBars? found, out reason)) return found!;
        }
        CheckedBars read = BarFile.Read(path, instrument, interval, mode);
        Directory.CreateDirectory(cacheFolder);
        Save(cache, key, read);
        return new CachedBars(read.Bars, read.Report.ToString(), false, $"{reason}; the file was read and cached");
    }

    /// <summary>Checksum of the source, of what is asked for, and of this code.</summary>
    private static byte[] KeyOf(string path, Instrument instrument, BarInterval interval, CheckMode mode)
    {
        using FileStream file = File.OpenRead(path);
        byte[] source = SHA256.HashData(file);
        string asked = $"{Convert.ToHexStringLower(source)}|{typeof(BarCache).Module.ModuleVersionId}|{instrument.Symbol}|{instrument.TickSize}|{interval}|{mode}|{Path.GetFileName(path)}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(asked));
    }

    private static void Save(string cache, byte[] key, CheckedBars read)
    {
        BarSeries bars = read.Bars;
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(key);
            writer.Write(bars.Count);
            writer.Write(bars.IsSynthetic);
            writer.Write(bars.Origin);
            writer.Write(read.Report.ToString());
            writer.Write(MemoryMarshal.AsBytes(bars.UtcSeconds));
            writer.Write(MemoryMarshal.AsBytes(bars.EasternSeconds));
            writer.Write(MemoryMarshal.AsBytes(bars.OpenTicks));
            writer.Write(MemoryMarshal.AsBytes(bars.HighTicks));
            writer.Write(MemoryMarshal.AsBytes(bars.LowTicks));
            writer.Write(MemoryMarshal.AsBytes(bars.CloseTicks));
            writer.Write(MemoryMarshal.AsBytes(bars.Volumes));
        }
        ReadOnlySpan<byte> whole = content.GetBuffer().AsSpan(0, (int)content.Length);
        string beside = cache + ".part";
        using (FileStream file = File.Create(beside))
        {
            file.Write(whole);
            file.Write(SHA256.HashData(whole));
        }
        File.Move(beside, cache, overwrite: true);
    }

    private static bool TryLoad(string cache, byte[] key, Instrument instrument, BarInterval interval, out CachedBars? found, out string reason)
    {
        found = null;
        reason = "the cache was damaged";
        byte[] bytes = File.ReadAllBytes(cache);
        if (bytes.Length < 32 + 8 + 32) return false;
        ReadOnlySpan<byte> content = bytes.AsSpan(0, bytes.Length - 32);
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length))) return false;
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, content.Length), Encoding.UTF8);
        if (reader.ReadUInt64() != Magic || !reader.ReadBytes(32).AsSpan().SequenceEqual(key))
        {
            reason = "the cache was of another file or version";
            return false;
        }
        int count = reader.ReadInt32();
        bool isSynthetic = reader.ReadBoolean();
        string origin = reader.ReadString(), findings = reader.ReadString();
        var columns = new BarColumns(
            Column<long>(reader, count), Column<long>(reader, count), Column<int>(reader, count), Column<int>(reader, count),
            Column<int>(reader, count), Column<int>(reader, count), Column<long>(reader, count));
        var bars = new BarSeries(instrument, interval, origin, isSynthetic, columns, SessionCalendar.Cut(columns.EasternSeconds).Days);
        found = new CachedBars(bars, findings, true, "the cache fits the file and this version");
        return true;
    }

    private static T[] Column<T>(BinaryReader reader, int count) where T : unmanaged
    {
        var column = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
        return column;
    }
}
