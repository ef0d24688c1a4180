using System.Globalization;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>A temporary folder with files to import, and one ES series of whole sessions to write them from.</summary>
public sealed class ImportFolder : IDisposable
{
    private static readonly Lazy<BarSeries> Sessions =
        new(() => SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = 4 }).Minutes);

    /// <summary>Where the files lie.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("import").FullName;

    /// <summary>Four whole trading days of ES minutes, from Sunday evening on.</summary>
    public static BarSeries Series => Sessions.Value;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Writes a file.</summary>
    public string Put(string name, string text, Encoding? encoding = null)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, (encoding ?? new UTF8Encoding(false)).GetBytes(text));
        return path;
    }

    /// <summary>Imports a text without a target.</summary>
    public ImportResult Import(string name, string text, ImportOptions? options = null, Instrument? instrument = null) =>
        BarImport.Run([Put(name, text)], null, instrument ?? Instrument.ES, options ?? new ImportOptions());

    /// <summary>The message with which a text is refused.</summary>
    public string Refused(string name, string text, ImportOptions? options = null, Instrument? instrument = null) =>
        Assert.ThrowsAny<BarDataException>(() => Import(name, text, options, instrument)).Message;

    /// <summary>The question that a text raises.</summary>
    public LayoutQuestion Asked(string name, string text, ImportOptions? options = null) =>
        Assert.Throws<BarQuestionException>(() => Import(name, text, options)).Question;

    /// <summary>The series as rows of a zone's clock.</summary>
    /// <param name="zone">A tz database name.</param>
    /// <param name="edge">Which edge the times mark.</param>
    /// <param name="row">A row of a local time, in seconds since 1970 of that clock, and a bar.</param>
    public static string Rows(string zone, BarEdge edge, Func<DateTime, Bar, string> row)
    {
        var clock = new ZoneClock(zone);
        var text = new StringBuilder();
        for (int bar = 0; bar < Series.Count; bar++)
            text.Append(row(DateTime.UnixEpoch.AddSeconds(
                clock.LocalOf(Series[bar].UtcSeconds + (edge == BarEdge.End ? 60 : 0))), Series[bar])).Append('\n');
        return text.ToString();
    }

    /// <summary>The four prices of a bar.</summary>
    public static string Prices(Bar bar, string separator = ",") =>
        string.Join(separator,
            new[] { bar.OpenTicks, bar.HighTicks, bar.LowTicks, bar.CloseTicks }.Select(
                ticks => Instrument.ES.PriceOf(ticks).ToString("0.00", CultureInfo.InvariantCulture)));

    /// <summary>A time as text.</summary>
    public static string Text(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>The bars are those of the series.</summary>
    public static void AssertSame(BarSeries bars)
    {
        Assert.Equal(Series.Count, bars.Count);
        for (int bar = 0; bar < bars.Count; bar++) Assert.Equal(Series[bar], bars[bar]);
    }
}
