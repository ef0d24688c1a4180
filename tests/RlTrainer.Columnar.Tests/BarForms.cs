using System.Globalization;
using System.IO.Compression;
using System.Text;
using NodaTime;
using Parquet.Schema;
using RlTrainer.Data;
using RlTrainer.Market;
using ZstdSharp;

namespace RlTrainer.Columnar.Tests;

/// <summary>Every form that the import is documented to read, written from one series.</summary>
public static partial class BarForms
{
    private const string NewYork = "America/New_York", Chicago = "America/Chicago", Iso = "yyyy-MM-dd HH:mm:ss",
        Plain = "open,high,low,close,volume\n";
    private static readonly ImportOptions Evidence = new() { AcceptEvidence = true };

    /// <summary>All forms.</summary>
    public static IReadOnlyList<BarForm> All { get; } =
        [.. Texts(), .. Vendors(), .. Others(), .. Writings(), .. Packages(), .. Tables()];

    private static IEnumerable<BarForm> Texts() =>
    [
        Text("this project", "times with Z", "a.csv", "timestamp," + Plain, "UTC", BarEdge.Start, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        Text("this project", "New York times without offset", "a.csv", "timestamp," + Plain, NewYork, BarEdge.Start, Iso),
        new("this project", "times with −05:00", "a.csv", () =>
            Rows("timestamp," + Plain, NewYork, BarEdge.Start, (time, bar) =>
                $"{At(time, Iso)}-05:00,{Prices(bar)},{bar.Volume}")),
        Text("anybody", "Date without zone, New York, start", "a.csv", "Date," + Plain, NewYork, BarEdge.Start, Iso, Evidence),
        Text("anybody", "Date without zone, Chicago, end", "a.csv", "Date," + Plain, Chicago, BarEdge.End, Iso, Evidence),
        Text("anybody", "Date without zone, UTC, start", "a.csv", "Date," + Plain, "UTC", BarEdge.Start, Iso, Evidence),
        Text("anybody", "Date without zone, UTC, end", "a.csv", "Date," + Plain, "UTC", BarEdge.End, Iso, Evidence),
        Text("anybody", "own form, but Chicago's clock", "a.csv", "timestamp," + Plain, Chicago, BarEdge.Start, Iso,
            new ImportOptions { Zone = Chicago, Edge = BarEdge.Start }),
        Text("anybody", "own form with Z, but the end of the bar", "a.csv", "timestamp," + Plain, "UTC", BarEdge.End,
            "yyyy-MM-dd'T'HH:mm:ss'Z'", new ImportOptions { Edge = BarEdge.End }),
        Text("anybody", "column datetime_utc", "a.csv", "datetime_utc," + Plain, "UTC", BarEdge.Start, Iso),
        Text("anybody", "column Time (ET)", "a.csv", "Time (ET)," + Plain, NewYork, BarEdge.Start, Iso),
        Text("anybody", "no header, Berlin, end", "a.txt", "", "Europe/Berlin", BarEdge.End, Iso, Evidence),
    ];

    private static IEnumerable<BarForm> Vendors() =>
    [
        new("TradingView", "seconds since 1970", "a.csv", () =>
            Rows("time,open,high,low,close,Volume,Volume MA\n", "UTC", BarEdge.Start, (_, bar) =>
                $"{bar.UtcSeconds},{Prices(bar)},{bar.Volume},NaN")),
        new("FirstRate", "no header, New York", "a.txt", () =>
            Rows("", NewYork, BarEdge.Start, (time, bar) => $"{At(time, Iso)},{Prices(bar)},{bar.Volume}"),
            new ImportOptions { Format = "FirstRate" }),
        new("Kibot", "MM/dd/yyyy,HH:mm without header", "a.txt", () =>
            Rows("", NewYork, BarEdge.Start, (time, bar) => $"{At(time, "MM/dd/yyyy,HH:mm")},{Prices(bar)},{bar.Volume}"),
            new ImportOptions { Format = "Kibot" }),
        new("NinjaTrader", "UTC, end", "a.txt", () =>
            Rows("", "UTC", BarEdge.End, (time, bar) => $"{At(time, "yyyyMMdd HHmmss")};{Prices(bar, ";")};{bar.Volume}"),
            Evidence),
        new("NinjaTrader", "Chicago, end", "a.txt", () =>
            Rows("", Chicago, BarEdge.End, (time, bar) => $"{At(time, "yyyyMMdd HHmmss")};{Prices(bar, ";")};{bar.Volume}"),
            Evidence),
        new("HistData", "fixed UTC−5, volume always 0", "a.csv", () =>
            Rows("", "UTC-05", BarEdge.Start, (time, bar) => $"{At(time, "yyyyMMdd HHmmss")};{Prices(bar, ";")};0"),
            new ImportOptions { Format = "HistData" }, HasVolume: false),
        new("Sierra Chart", "Last, blanks after commas, Chicago", "a.csv", () =>
            Rows("Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume\n", Chicago, BarEdge.Start,
                (time, bar) => $"{At(time, "yyyy/M/d, HH:mm:ss")}, {Prices(bar, ", ")}, {bar.Volume}, 2, 1, 1"), Evidence),
        new("Databento", "CSV, pretty", "a.csv", () =>
            Rows("ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n", "UTC", BarEdge.Start,
                (time, bar) => $"{At(time, "yyyy-MM-dd'T'HH:mm:ss")}.000000000Z,33,1,5482,{Prices(bar)},{bar.Volume},ESH2")),
        new("Databento", "CSV, raw", "a.csv", () => Rows("ts_event,rtype,publisher_id,instrument_id,open,high,low,close,"
            + "volume\n", "UTC", BarEdge.Start, (_, bar) => $"{bar.UtcSeconds}000000000,33,1,5482,{Nano(bar.OpenTicks)},"
            + $"{Nano(bar.HighTicks)},{Nano(bar.LowTicks)},{Nano(bar.CloseTicks)},{bar.Volume}")),
        new("Interactive Brokers", "JSON, an object a line, Chicago", "a.json", () => Rows("", Chicago, BarEdge.Start, Json),
            Evidence),
        new("Interactive Brokers", "JSON array with yyyyMMdd  HH:mm:ss", "a.json", () =>
            Encoding.UTF8.GetBytes(
                "[" + string.Join(",\n",
                    Lines("UTC", BarEdge.Start, (time, bar) =>
                        Json(time, bar).Replace(
                            At(time, "yyyy-MM-dd'T'HH:mm:ss"), At(time, "yyyyMMdd  HH:mm:ss"), StringComparison.Ordinal)))
                                + "]"), Evidence),
        new("MetaTrader 4", "tab, UTC+02", "a.tsv", () =>
            Rows("Time\tOpen\tHigh\tLow\tClose\tVolume\n", "UTC+02", BarEdge.Start, (time, bar) =>
                $"{At(time, Iso)}\t{Prices(bar, "\t")}\t{bar.Volume}"), Evidence),
        new("MetaTrader 5", "<TICKVOL> filled, <VOL> 0", "a.tsv", () =>
            Rows("<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n", "UTC+03", BarEdge.Start,
                (time, bar) => $"{At(time, "yyyy.MM.dd\tHH:mm:ss")}\t{Prices(bar, "\t")}\t{bar.Volume}\t0\t2"), Evidence),
        new("Nautilus", "semicolons, end", "a.csv", () =>
            Rows("timestamp_utc;open;high;low;close;volume;pricetype\n", "UTC", BarEdge.End, (time, bar) =>
                $"{At(time, Iso)};{Prices(bar, ";")};{bar.Volume};Last")),
        new("yfinance", "close first", "a.csv", () =>
            Rows("Datetime,Close,High,Low,Open,Volume\n", "UTC", BarEdge.Start, (time, bar) =>
                $"{At(time, Iso)}+00:00,{CloseFirst(bar)},{bar.Volume}")),
        new("yfinance", "three header lines", "a.csv", () =>
            Rows("Price,Close,High,Low,Open,Volume\nTicker,ES=F,ES=F,ES=F,ES=F,ES=F\nDatetime,,,,,\n", "UTC", BarEdge.Start,
                (time, bar) => $"{At(time, Iso)}+00:00,{CloseFirst(bar)},{bar.Volume}")),
        new("anybody", "two clocks", "a.csv", () =>
            Rows("DateTime_ET,Open,High,Low,Close,Volume,DateTime_UTC\n", "UTC", BarEdge.Start, (time, bar) =>
                $"{At(time.AddHours(-5), Iso)},{Prices(bar)},{bar.Volume},{At(time, Iso)}")),
        new("Polygon", "window_start in nanoseconds", "a.csv", () => Rows("ticker,volume,open,close,high,low,window_start,"
            + "transactions\n", "UTC", BarEdge.Start, (_, bar) => $"ESH2,{bar.Volume},{Price(bar.OpenTicks)},"
            + $"{Price(bar.CloseTicks)},{Price(bar.HighTicks)},{Price(bar.LowTicks)},{bar.UtcSeconds}000000000,3")),
        new("Dukascopy", "Gmt time", "a.csv", () =>
            Rows("Gmt time,Open,High,Low,Close,Volume\n", "UTC", BarEdge.Start, (time, bar) =>
                $"{At(time, "dd.MM.yyyy HH:mm:ss.fff")},{Prices(bar)},{bar.Volume}"),
                    new ImportOptions { DateOrder = DateOrder.DayFirst }),
        new("Dukascopy", "Local time with its offset", "a.csv", () =>
            Rows("Local time,Open,High,Low,Close,Volume\n", "UTC+03", BarEdge.Start, (time, bar) =>
                $"{At(time, "dd.MM.yyyy HH:mm:ss.fff")} GMT+0300,{Prices(bar)},{bar.Volume}"),
                    new ImportOptions { DateOrder = DateOrder.DayFirst }),
        new("TradeStation", "Up and Down volume, Chicago, end", "a.txt", () =>
            Rows("\"Date\",\"Time\",\"Open\",\"High\",\"Low\",\"Close\",\"Up\",\"Down\"\n", Chicago, BarEdge.End, (time, bar) =>
                $"{At(time, "MM/dd/yyyy,HH:mm")},{Prices(bar)},{bar.Volume / 2},{bar.Volume - bar.Volume / 2}"),
                    new ImportOptions { AcceptEvidence = true, DateOrder = DateOrder.MonthFirst }),
        new("Barchart", "Latest, Change, %Change", "a.csv", () =>
            Rows("Time,Open,High,Low,Latest,Change,%Change,Volume\n", Chicago, BarEdge.Start, (time, bar) =>
                $"{At(time, "MM/dd/yyyy HH:mm")},{Prices(bar)},0,0%,{bar.Volume}"),
                    new ImportOptions { AcceptEvidence = true, DateOrder = DateOrder.MonthFirst }),
    ];

    private static IEnumerable<BarForm> Writings() =>
    [
        new("a spreadsheet", "quotes and thousands", "a.csv", () =>
            Rows("Time (UTC),Open,High,Low,Close,Total Volume\n", "UTC", BarEdge.Start, (time, bar) =>
                $"\"{At(time, Iso)}\",{Quoted(bar)},\"{bar.Volume.ToString("N0", CultureInfo.InvariantCulture)}\"")),
        new("a European spreadsheet", "semicolons, decimal comma", "a.csv", () =>
            Rows("Time (UTC);Open;High;Low;Close;Volume\n", "UTC", BarEdge.Start, (time, bar) =>
                $"{At(time, "dd.MM.yyyy HH:mm")};{Prices(bar, ";").Replace('.', ',')};{bar.Volume}"),
                    new ImportOptions { DateOrder = DateOrder.DayFirst }),
        new("an American spreadsheet", "AM and PM", "a.csv", () =>
            Rows("Time (ET)," + Plain, NewYork, BarEdge.Start, (time, bar) =>
                $"{At(time, "M/d/yyyy h:mm:ss tt")},{Prices(bar)},{bar.Volume}"),
                    new ImportOptions { DateOrder = DateOrder.MonthFirst }),
        new("anybody", "years of two digits", "a.csv", () =>
            Rows("Time (ET)," + Plain, NewYork, BarEdge.Start, (time, bar) =>
                $"{At(time, "MM/dd/yy HH:mm")},{Prices(bar)},{bar.Volume}"),
                    new ImportOptions { DateOrder = DateOrder.MonthFirst }),
        Text("anybody", "US/Eastern behind the time", "a.csv", "date," + Plain, NewYork, BarEdge.Start, Iso + "' US/Eastern'"),
        Text("anybody", "EST behind the time", "a.csv", "date," + Plain, NewYork, BarEdge.Start, Iso + "' EST'"),
        Text("anybody", "America/Chicago behind the time", "a.csv", "date," + Plain, Chicago, BarEdge.Start, Iso
            + "' America/Chicago'"),
        Text("anybody", "names of months", "a.csv", "Time (UTC)," + Plain, "UTC", BarEdge.Start, "dd-MMM-yyyy HH:mm"),
        Text("anybody", "yyyyMMddHHmmss", "a.csv", "Time (UTC)," + Plain, "UTC", BarEdge.Start, "yyyyMMddHHmmss"),
        new("anybody", "clock times as 930", "a.csv", () =>
            Rows("Date,Time (UTC)," + Plain, "UTC", BarEdge.Start, (time, bar) =>
                $"{At(time, "yyyyMMdd")},{time.Hour * 100 + time.Minute},{Prices(bar)},{bar.Volume}")),
        new("anybody", "24:00 at midnight, end", "a.csv", () =>
            Rows("timestamp_utc," + Plain, "UTC", BarEdge.End, (time, bar) => $"{Late(time)},{Prices(bar)},{bar.Volume}"),
            new ImportOptions { Edge = BarEdge.End }),
        new("anybody", "milliseconds since 1970 without header", "a.csv", () =>
            Rows("", "UTC", BarEdge.Start, (_, bar) => $"{bar.UtcSeconds}000,{Prices(bar)},{bar.Volume}")),
        new("anybody", "the newest row first", "a.csv", () =>
            Encoding.UTF8.GetBytes("timestamp," + Plain + string.Join('\n', Lines("UTC", BarEdge.Start, Own).Reverse()) + "\n")),
        new("anybody", "carriage returns alone", "a.csv", () =>
            Encoding.UTF8.GetBytes(
                ("timestamp," + Plain + string.Join('\n', Lines("UTC", BarEdge.Start, Own)) + "\n").Replace('\n', '\r'))),
        new("anybody", "byte-order mark and CRLF", "a.csv", () =>
            [.. Encoding.UTF8.Preamble,
                .. Encoding.UTF8.GetBytes(
                    ("timestamp," + Plain + string.Join('\n', Lines("UTC", BarEdge.Start, Own)) + "\n")
                        .Replace("\n", "\r\n", StringComparison.Ordinal))]),
        new("anybody", "UTF-16 with its mark", "a.csv", () =>
            [.. Encoding.Unicode.Preamble,
                .. Encoding.Unicode.GetBytes("timestamp," + Plain + string.Join('\n', Lines("UTC", BarEdge.Start, Own)) + "\n")]),
        new("anybody", "blank lines and a title above the header", "a.csv", () =>
            Encoding.UTF8.GetBytes(
                "\n\nES minutes, downloaded today\ntimestamp," + Plain + string.Join('\n', Lines("UTC", BarEdge.Start, Own))
                    + "\n")),
        new("anybody", "bars between columns", "a.txt", () =>
            Rows(("timestamp," + Plain).Replace(',', '|'), "UTC", BarEdge.Start, (time, bar) =>
                Own(time, bar).Replace(',', '|'))),
    ];

    private static IEnumerable<BarForm> Packages() =>
    [
        new("anybody", "gzip of two members", "a.csv.gz", () => [.. Gzip(OwnText()[..5_000]), .. Gzip(OwnText()[5_000..])]),
        new("HistData", "zip with a status report and __MACOSX", "a.zip", () =>
            Zip(("DAT.csv", OwnText()), ("DAT.txt", Encoding.UTF8.GetBytes("Gap of 66s found between 20220103 and 20220104\n")),
                ("__MACOSX/._DAT.csv", [0, 5, 22, 7]))),
        new("anybody", "zip with one file a month", "a.zip", () =>
            Zip(("ES_2022-01.csv", OwnText(0, 2_000)), ("ES_2022-02.csv", OwnText(2_000, Count)))),
        new("Databento", "zip with condition.json and manifest.json", "a.zip", () =>
            Zip(("condition.json", "[]"u8.ToArray()), ("manifest.json", "{}"u8.ToArray()), ("glbx.csv", OwnText()))),
        new("Lean", "zip of minutes, a file a day", "a_es_minute.zip", () =>
            Zip([.. ColumnarSeries.Bars.UtcSeconds.ToArray().Select(utc => utc / 86_400).Distinct().Select(LeanDay)])),
        new("anybody", "zstd", "a.csv.zst", () => Zstd(OwnText())),
        new("anybody", "bzip2", "a.csv.bz2", () => Bzip2(OwnText())),
    ];

    private static IEnumerable<BarForm> Tables() =>
    [
        new("pandas", "Parquet with instants", "a.parquet", () =>
            ColumnarSeries.Parquet(
                ColumnarSeries.Bars,
                new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros))),
        new("pandas", "Parquet without a zone, Chicago", "a.parquet", () =>
            ColumnarSeries.Parquet(
                ColumnarSeries.Bars,
                new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, false, DateTimeTimeUnit.Millis), -6 * 3_600),
                    Evidence),
        new("pandas", "Feather with a zone", "a.feather", () => ColumnarSeries.Arrow(ColumnarSeries.Bars, "America/New_York")),
        new("pandas", "Feather without a zone, New York", "a.feather", () =>
            ColumnarSeries.Arrow(ColumnarSeries.Bars, null, -5 * 3_600), Evidence),
        new("Databento", "DBN", "a.dbn", () => ColumnarSeries.Dbn(ColumnarSeries.Bars, "ESH2")),
        new("Databento", "DBN within zstd", "a.dbn.zst", () => Zstd(ColumnarSeries.Dbn(ColumnarSeries.Bars, "ESH2"))),
    ];

    private static int Count => ColumnarSeries.Bars.Count;

    private static BarForm Text(
        string vendor, string words, string file, string header, string zone, BarEdge edge, string format,
        ImportOptions? answers = null) =>
        new(vendor, words, file, () => Rows(header, zone, edge, (time, bar) => $"{At(time, format)},{Prices(bar)},{bar.Volume}"),
            answers);

    private static byte[] Rows(string header, string zone, BarEdge edge, Func<DateTime, Bar, string> row) =>
        Encoding.UTF8.GetBytes(header + string.Join('\n', Lines(zone, edge, row)) + "\n");

    private static IEnumerable<string> Lines(string zone, BarEdge edge, Func<DateTime, Bar, string> row)
    {
        DateTimeZone clock = DateTimeZoneProviders.Tzdb[zone];
        BarSeries bars = ColumnarSeries.Bars;
        return Enumerable.Range(0, bars.Count)
            .Select(bar => row(Instant.FromUnixTimeSeconds(bars.UtcSeconds[bar] + (edge == BarEdge.End ? 60 : 0)).InZone(clock)
                .ToDateTimeUnspecified(), bars[bar]));
    }

    private static string Own(DateTime time, Bar bar) => $"{At(time, "yyyy-MM-dd'T'HH:mm:ss'Z'")},{Prices(bar)},{bar.Volume}";

    private static byte[] OwnText(int from = 0, int to = int.MaxValue) =>
        Encoding.UTF8.GetBytes(
            "timestamp," + Plain
                + string.Join('\n', Lines("UTC", BarEdge.Start, Own).Skip(from).Take(Math.Min(to, Count) - from)) + "\n");

    private static (string Name, byte[] Content) LeanDay(long day)
    {
        IEnumerable<string> rows =
            Enumerable.Range(0, Count).Select(bar => ColumnarSeries.Bars[bar]).Where(bar => bar.UtcSeconds / 86_400 == day)
                .Select(bar => $"{bar.UtcSeconds % 86_400 * 1_000},{Prices(bar)},{bar.Volume}");
        return ($"{At(DateTime.UnixEpoch.AddDays(day), "yyyyMMdd")}_es_minute_trade_202203.csv",
            Encoding.UTF8.GetBytes(string.Join('\n', rows) + "\n"));
    }

    /// <summary>Midnight as 24:00 of the day before.</summary>
    private static string Late(DateTime time) =>
        time.TimeOfDay == TimeSpan.Zero ? At(time.AddDays(-1), "yyyy-MM-dd") + " 24:00:00" : At(time, Iso);

    private static string At(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);

    private static string Price(int ticks) => (ticks * 0.25m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Nano(int ticks) => (ticks * 250_000_000L).ToString(CultureInfo.InvariantCulture);

    private static string Prices(Bar bar, string separator = ",") =>
        string.Join(separator, Price(bar.OpenTicks), Price(bar.HighTicks), Price(bar.LowTicks), Price(bar.CloseTicks));

    private static string CloseFirst(Bar bar) =>
        string.Join(',', Price(bar.CloseTicks), Price(bar.HighTicks), Price(bar.LowTicks), Price(bar.OpenTicks));

    private static string Quoted(Bar bar) =>
        string.Join(',', new[] { bar.OpenTicks, bar.HighTicks, bar.LowTicks, bar.CloseTicks }.Select(
            ticks => $"\"{(ticks * 0.25m).ToString("N2", CultureInfo.InvariantCulture)}\""));

    private static string Json(DateTime time, Bar bar) =>
        $"{{\"date\":\"{At(time, "yyyy-MM-dd'T'HH:mm:ss")}\",\"open\":{Price(bar.OpenTicks)},\"high\":{Price(bar.HighTicks)},"
        + $"\"low\":{Price(bar.LowTicks)},\"close\":{Price(bar.CloseTicks)},\"volume\":{bar.Volume},\"barCount\":3}}";

    private static byte[] Gzip(byte[] content) =>
        Packed(file => new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true), content);

    private static byte[] Bzip2(byte[] content) => Packed(
        file => SharpCompress.Compressors.BZip2.BZip2Stream.Create(
            file, SharpCompress.Compressors.CompressionMode.Compress, decompressConcatenated: false, leaveOpen: true), content);

    private static byte[] Packed(Func<Stream, Stream> packer, byte[] content)
    {
        using var file = new MemoryStream();
        using (Stream zip = packer(file)) zip.Write(content);
        return file.ToArray();
    }

    private static byte[] Zstd(byte[] content)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(content).ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        return file.ToArray();
    }
}
