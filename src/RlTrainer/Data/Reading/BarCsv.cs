using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Files;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Writes bars as timestamp,open,high,low,close,volume: UTC
/// with Z, prices as written by the exchange, LF line ends.</summary>
public static class BarCsv
{
    private static readonly InstantPattern Times = InstantPattern.ExtendedIso;

    /// <summary>
    /// Writes a series to a file, whole or not at all: into a neighbour first, then renamed. A name that ends in .gz is
    /// compressed. Synthetic bars say so in a first comment line.
    /// </summary>
    /// <param name="path">The file to write; one of that name is replaced.</param>
    /// <param name="bars">Bars of any interval; prices are written in index points, times as UTC.</param>
    /// <exception cref="IOException">The file cannot be written: the message names it; the old file, if any, is
    /// untouched.</exception>
    public static void Write(string path, BarSeries bars)
    {
        AtomicFile.Write(path, file =>
        {
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                using var zip = new GZipStream(file, CompressionLevel.SmallestSize, leaveOpen: true);
                Write(zip, bars);
            }
            else Write(file, bars);
        });
    }

    /// <summary>Writes a series as uncompressed text.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="bars">Bars of any interval; prices are written in index points, times as UTC.</param>
    public static void Write(Stream stream, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        using var text = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        if (bars.IsSynthetic) text.WriteLine("# " + SyntheticWords(bars.Origin));
        else if (bars.Origin.Contains("back-adjusted", StringComparison.Ordinal))
            text.WriteLine("# back-adjusted: prices before a change of contract are shifted, and may be below zero");
        text.WriteLine("timestamp,open,high,low,close,volume");
        Instrument instrument = bars.Instrument;
        for (int index = 0; index < bars.Count; index++)
        {
            Bar bar = bars[index];
            text.Write(Times.Format(Instant.FromUnixTimeSeconds(bar.UtcSeconds)));
            foreach (int ticks in (ReadOnlySpan<int>)[bar.OpenTicks, bar.HighTicks, bar.LowTicks, bar.CloseTicks])
            {
                text.Write(',');
                text.Write(instrument.PriceOf(ticks).ToString(CultureInfo.InvariantCulture));
            }
            text.Write(',');
            text.Write(bar.Volume.ToString(CultureInfo.InvariantCulture));
            text.Write('\n');
        }
    }

    /// <summary>
    /// The words by which a reader knows synthetic bars, out of an origin that may stand in brackets behind a file's name.
    /// </summary>
    private static string SyntheticWords(string origin)
    {
        int at = origin.IndexOf("synthetic", StringComparison.Ordinal);
        return at < 0 ? $"synthetic, {origin}" : at == 0 ? origin : origin[at..].TrimEnd(')');
    }
}
