using System.Security.Cryptography;
using System.Text;
using RlTrainer.Files;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Checked bars as binary columns beside their file's checksum and this code's version. A cache of another file, another
/// version or with a damaged byte is rebuilt, never used.
/// </summary>
public static class BarCache
{
    private const ulong Magic = 0x32535241424C52UL;   // "RLBARS2"

    /// <summary>The bars of a file, from the cache where it is whole and fits, otherwise read, checked and cached.</summary>
    /// <param name="path">The bar file.</param>
    /// <param name="cacheFolder">Where caches lie; made if absent.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="mode">What to do with rows that break a rule.</param>
    /// <returns>The bars, and whether the cache served them or why it did not.</returns>
    /// <exception cref="BarDataException">As
    /// <see cref="BarFile.Read(string, Instrument, BarInterval, CheckMode, BarLayout?)"/>.</exception>
    public static CachedBars Read(string path, string cacheFolder, Instrument instrument, BarInterval interval, CheckMode mode)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        ArgumentNullException.ThrowIfNull(cacheFolder);
        byte[] key = KeyOf(path, instrument, interval, mode);
        string cache = Path.Combine(cacheFolder, $"{Path.GetFileName(path)}.{Convert.ToHexStringLower(key.AsSpan(0, 4))}.bars");
        string reason = "there was no cache";
        if (File.Exists(cache))
        {
            if (TryLoad(cache, key, instrument, interval, out CachedBars? found, out reason)) return found!;
        }
        CheckedBars read = BarFile.Read(path, instrument, interval, mode);
        Save(cache, key, read);
        return new CachedBars(read.Bars, read.Report.ToString(), false, $"{reason}; the file was read and cached");
    }

    /// <summary>Checksum of the source, of what is asked for, and of this code.</summary>
    private static byte[] KeyOf(string path, Instrument instrument, BarInterval interval, CheckMode mode)
    {
        using FileStream file = File.OpenRead(path);
        byte[] source = SHA256.HashData(file);
        string asked = $"{Convert.ToHexStringLower(source)}|{typeof(BarCache).Module.ModuleVersionId}|{instrument.Symbol}|"
            + $"{instrument.TickSize}|{interval}|{mode}|{Path.GetFileName(path)}";
        return SHA256.HashData(Encoding.UTF8.GetBytes(asked));
    }

    private static void Save(string cache, byte[] key, CheckedBars read) => AtomicFile.Write(cache, file =>
    {
        BarSeries bars = read.Bars;
        using var hashed = new HashedStream(file);
        using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(key);
            writer.Write(bars.Count);
            writer.Write(bars.IsSynthetic);
            writer.Write(bars.Origin);
            writer.Write(read.Report.ToString());
        }
        ColumnBytes.Write(bars, hashed);
        file.Write(hashed.Sum());
    });

    private static bool TryLoad(
        string cache, byte[] key, Instrument instrument, BarInterval interval, out CachedBars? found, out string reason)
    {
        found = null;
        reason = "the cache was damaged";
        using FileStream file = File.OpenRead(cache);
        using var hashed = new HashedStream(file);
        using var reader = new BinaryReader(hashed, Encoding.UTF8);
        try
        {
            if (reader.ReadUInt64() != Magic || !reader.ReadBytes(key.Length).AsSpan().SequenceEqual(key))
            {
                reason = "the cache was of another file or version";
                return false;
            }
            int count = reader.ReadInt32();
            bool isSynthetic = reader.ReadBoolean();
            string origin = reader.ReadString(), findings = reader.ReadString();
            if (count < 0 || file.Length - file.Position != count * ColumnBytes.PerBar + HashedStream.SumBytes) return false;
            BarColumns columns = ColumnBytes.Read(hashed, count);
            byte[] expected = hashed.Sum(), stored = new byte[HashedStream.SumBytes];
            file.ReadExactly(stored);
            if (!expected.AsSpan().SequenceEqual(stored)) return false;
            var bars = new BarSeries(
                instrument, interval, origin, isSynthetic, columns, SessionCalendar.Cut(columns.EasternSeconds).Days);
            found = new CachedBars(bars, findings, true, "the cache fits the file and this version");
            return true;
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException or ArgumentException)
        {
            return false;
        }
    }
}
