using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Files of strangers that were once read wrong, or read in part, without
/// a word: each is refused with the option that helps, or read right.</summary>
public sealed class StrangeFileTests : IDisposable
{
    private const string Iso = "yyyy-MM-dd HH:mm:ss";
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Series(string header, string zone, Func<DateTime, Bar, string> row) => header + "\n"
        + ImportFolder.Rows(zone, BarEdge.Start, row);

    private static string At(DateTime time) => ImportFolder.Text(time, Iso);

    private static string Price(int ticks) =>
        Instrument.ES.PriceOf(ticks).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static int[] Four(Bar bar) => [bar.OpenTicks, bar.HighTicks, bar.LowTicks, bar.CloseTicks];

    [Theory]
    [InlineData("timestamp", "yyyy-MM-dd'T'HH:mm:ss'Z'")]
    [InlineData("time (utc)", Iso)]
    public void A_clock_of_New_York_that_is_labelled_UTC_is_asked_about(string name, string form)
    {
        string text = Series(
            $"{name},open,high,low,close,volume", "America/New_York", (time, bar) =>
                $"{ImportFolder.Text(time, form)},{ImportFolder.Prices(bar)},{bar.Volume}");
        LayoutQuestion question = _folder.Asked("a.csv", text);
        Assert.Equal(("America/New_York", BarEdge.Start, 0),
            (question.Readings[0].Zone, question.Readings[0].Edge ?? BarEdge.Start, question.Readings[0].OutsideHours));
        ImportFolder.AssertSame(_folder.Import("a.csv", text, new ImportOptions().With(question.Readings[0])).Bars);
    }

    [Fact]
    public void A_zone_that_is_said_for_times_with_offsets_is_refused_unless_the_offsets_are_said_to_be_wrong()
    {
        string text = Series(
            "time,open,high,low,close,volume", "America/Chicago", (time, bar) =>
                $"{At(time)}+00:00,{ImportFolder.Prices(bar)},{bar.Volume}");
        Assert.Contains("its times carry their own UTC offset or count from 1970, and --zone America/Chicago says another clock",
            _folder.Refused("a.csv", text, new ImportOptions { Zone = "America/Chicago" }), StringComparison.Ordinal);
        ImportFolder.AssertSame(
            _folder.Import("a.csv", text, new ImportOptions { Zone = "America/Chicago", Accept = ["zone"] }).Bars);
    }

    [Theory]
    [InlineData("Menge", "may be it. Say --volume-column \"Menge\", or --volume-column none where the file has no volume")]
    [InlineData("trades", null)]
    public void A_volume_of_an_unknown_name_is_never_read_as_0(string name, string? refusal)
    {
        string text = Series(
            $"time_utc,open,high,low,close,{name}", "UTC", (time, bar) => $"{At(time)},{ImportFolder.Prices(bar)},{bar.Volume}");
        if (refusal is null)
        {
            Assert.Equal(0, _folder.Import("a.csv", text).Bars.Volumes[0]);
            return;
        }
        Assert.Contains(refusal, _folder.Refused("a.csv", text), StringComparison.Ordinal);
        ImportFolder.AssertSame(
            _folder.Import("a.csv", text, new ImportOptions { Mapping = new ColumnMapping("volume=Menge") }).Bars);
        // what the column is stays unknown, and with it whose form it is and which edge its times mark
        var none = new ImportOptions { Mapping = new ColumnMapping("volume=none"), Edge = BarEdge.Start };
        Assert.Equal(0, _folder.Import("a.csv", text, none).Bars.Volumes[0]);
    }

    [Fact]
    public void A_volume_of_1_234_beside_decimal_points_is_asked_about()
    {
        string Text(Func<long, string> volume) =>
            Series("time_utc;open;high;low;close;volume", "UTC", (time, bar) =>
                $"{At(time)};{ImportFolder.Prices(bar, ";")};{volume(bar.Volume)}");
        Assert.Contains(" where points part thousands, and less than ",
            _folder.Refused("a.csv", Text(volume => $"{volume % 9 + 10}.{volume % 900 + 100}")), StringComparison.Ordinal);
        ImportFolder.AssertSame(_folder.Import("a.csv", Text(volume => $"{volume}.0")).Bars);
    }

    [Fact]
    public void A_number_in_scientific_notation_that_lost_digits_is_no_number()
    {
        string Text(string form) => Series("time_utc,open,high,low,close,volume", "UTC", (time, bar) =>
            $"{At(time)},{string.Join(',', Four(bar).Select(ticks => Written(ticks, form)))},{bar.Volume}");
        static string Written(int ticks, string form) =>
            (ticks * 0.25).ToString(form, System.Globalization.CultureInfo.InvariantCulture);
        // 1.5E+04 may be any price from 14,950 to 15,050
        Assert.Contains("none of its ", _folder.Refused("a.csv", Text("0.0E+00")), StringComparison.Ordinal);
        ImportFolder.AssertSame(_folder.Import("a.csv", Text("0.0000000E+00")).Bars);
    }

    [Fact]
    public void Prices_between_the_ticks_are_refused_in_a_whole_file_too()
    {
        // .00, .25, .50, .75 become .1, .4, .6, .9: none of them is a quarter
        string text = Series("time_utc,open,high,low,close,volume", "UTC", (time, bar) =>
            $"{At(time)},{string.Join(',', Four(bar).Select(Between))},{bar.Volume}");
        static string Between(int ticks) => Price(ticks)[..^2] + ".1 .4 .6 .9".Split(' ')[ticks % 4][1..];
        Assert.Contains("rows have prices between the ticks of ES (0.25)", _folder.Refused("a.csv", text),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_in_another_order_without_a_header_are_refused()
    {
        string text = ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) => $"{At(time)},{Price(bar.LowTicks)},"
            + $"{Price(bar.HighTicks)},{Price(bar.CloseTicks)},{Price(bar.OpenTicks)},{bar.Volume}");
        var utc = new ImportOptions { Zone = "UTC", Edge = BarEdge.Start };
        string message = _folder.Refused("a.csv", text, utc);
        Assert.Contains("high and low do not enclose open and close, as where the columns stand in another order", message,
            StringComparison.Ordinal);
        Assert.Contains("Name them: --columns", message, StringComparison.Ordinal);
        ImportFolder.AssertSame(
            _folder.Import("a.csv", text,
                utc with { Mapping = new ColumnMapping("time=1,low=2,high=3,close=4,open=5,volume=6") }).Bars);
    }

    [Fact]
    public void A_header_in_words_that_are_not_known_is_refused_with_the_columns_by_number()
    {
        string text = Series("tiempo,fin,inicio,arriba,abajo,cantidad", "UTC", (time, bar) => $"{At(time)},"
            + $"{Price(bar.CloseTicks)},{Price(bar.OpenTicks)},{Price(bar.HighTicks)},{Price(bar.LowTicks)},{bar.Volume}");
        Assert.Contains("the first line names columns in words that are not known: 1 'tiempo', 2 'fin', 3 'inicio'",
            _folder.Refused("a.csv", text), StringComparison.Ordinal);
        ImportFolder.AssertSame(
            _folder.Import("a.csv", text,
                new ImportOptions
                {
                    Zone = "UTC",
                    Mapping = new ColumnMapping("time=1,close=2,open=inicio,high=4,low=5,volume=6")
                }).Bars);
    }

    [Fact]
    public void Hours_without_AM_and_PM_and_two_contracts_that_no_known_column_tells_are_refused()
    {
        string half = Series(
            "time (et),open,high,low,close,volume", "America/New_York", (time, bar) =>
                $"{ImportFolder.Text(time, "yyyy-MM-dd hh:mm:ss")},{ImportFolder.Prices(bar)},{bar.Volume}");
        Assert.ThrowsAny<BarDataException>(() => _folder.Import("a.csv", half));
        static Bar Above(Bar bar) =>
            bar with { OpenTicks = bar.OpenTicks + 20, HighTicks = bar.HighTicks + 20, CloseTicks = bar.CloseTicks + 20 };
        string two = Series("timestamp,expiry,open,high,low,close,volume", "UTC", (time, bar) =>
            $"{At(time)}Z,2022-03,{ImportFolder.Prices(bar)},{bar.Volume}\n"
            + $"{At(time)}Z,2022-06,{ImportFolder.Prices(Above(bar))},1");
        string message = _folder.Refused("b.csv", two, new ImportOptions { Edge = BarEdge.Start });
        Assert.Contains("rows have the time of another row and other values, as two contracts in one file have", message,
            StringComparison.Ordinal);
        Assert.Contains("--symbol-column", message, StringComparison.Ordinal);
        ImportFolder.AssertSame(
            _folder.Import("b.csv", two,
                new ImportOptions { Mapping = new ColumnMapping("symbol=expiry"), Contract = "2022-03" }).Bars);
    }

    [Fact]
    public void Day_and_month_swapped_show_as_days_a_month_apart()
    {
        string text = Series(
            "time_utc,open,high,low,close,volume", "UTC", (time, bar) =>
                $"{ImportFolder.Text(time, "yyyy-dd-MM HH:mm:ss")},{ImportFolder.Prices(bar)},{bar.Volume}");
        Assert.ThrowsAny<BarDataException>(() => _folder.Import("a.csv", text));
        string month = "timestamp,open,high,low,close,volume\n"
            + string.Concat(new[] { 3, 4, 6 }.SelectMany(
                number => Enumerable.Range(0, 30)
                    .Select(minute => $"2024-{number:00}-05T15:{minute:00}:00Z,4000,4001,3999,4000,5\n")));
        Assert.Equal(90, _folder.Import("c.csv", month).Bars.Count);   // two months lie between April and June
        string message = _folder.Refused("b.csv", month.Replace("2024-06-05", "2024-05-06", StringComparison.Ordinal));
        Assert.Contains("its 3 days lie a month apart (2024-03-05, 2024-04-05, 2024-05-06), as where the day was read as "
            + "the month", message, StringComparison.Ordinal);
        Assert.Equal(90, _folder.Import(
            "b.csv", month.Replace("2024-06-05", "2024-05-06", StringComparison.Ordinal), new ImportOptions { Accept = ["rows"] })
                .Bars.Count);
    }

    [Fact]
    public void JSON_names_its_contracts_too()
    {
        string Row(DateTime time, Bar bar, string symbol) => $"{{\"timestamp\":\"{At(time)}Z\",\"symbol\":\"{symbol}\",\"open\":"
            + $"{Price(bar.OpenTicks)},\"high\":{Price(bar.HighTicks)},\"low\":{Price(bar.LowTicks)},\"close\":"
            + $"{Price(bar.CloseTicks)},\"volume\":{bar.Volume}}}";
        Assert.Contains("its symbol is 'NQH4', of NQ",
            _folder.Refused("a.json", ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) => Row(time, bar, "NQH4"))),
            StringComparison.Ordinal);
        string two = ImportFolder.Rows(
            "UTC", BarEdge.Start, (time, bar) => Row(time, bar, "ESH4") + "\n" + Row(time, bar, "ESM4"));
        Assert.Contains("found 2 contracts: ESH4", _folder.Refused("b.json", two), StringComparison.Ordinal);
        ImportFolder.AssertSame(_folder.Import("b.json", two, new ImportOptions { Contract = "ESH4" }).Bars);
    }

    [Theory]
    [InlineData("45293.958333", "are a spreadsheet's day numbers")]
    [InlineData("2024-01-02", "its times are dates without a clock ('2024-01-02'), as daily bars have")]
    [InlineData("1.70424E+09", "cannot be read. Expected a date and a clock")]
    public void Times_that_cannot_be_read_are_no_question_of_a_zone(string time, string expected) =>
        Assert.Contains(expected,
            _folder.Refused("a.csv", "when,open,high,low,close,volume\n".Replace("when", "time", StringComparison.Ordinal)
                + string.Concat(Enumerable.Repeat($"{time},4000,4001,3999,4000,5\n", 3))), StringComparison.Ordinal);

    [Fact]
    public void A_gzip_file_cut_at_any_byte_is_refused()
    {
        byte[] text = Encoding.UTF8.GetBytes(
            Series("timestamp,open,high,low,close,volume", "UTC", (time, bar) =>
                $"{At(time)}Z,{ImportFolder.Prices(bar)},{bar.Volume}")[..4_000]);
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(text);
        byte[] whole = file.ToArray();
        string path = Path.Combine(_folder.Path, "a.csv.gz");
        for (int length = 20; length < whole.Length; length += 13)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains("a.csv.gz: its compressed content is damaged (",
                Assert.Throws<BarDataException>(() => BarImport.Run([path], null, Instrument.ES, new ImportOptions())).Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_checksum_is_that_of_zip_and_gzip()
    {
        // The check value of CRC-32/ISO-HDLC: "123456789" gives CBF43926.
        var crc = new Crc32();
        crc.Add("123456"u8);
        crc.Add("789"u8);
        Assert.Equal(0xCBF4_3926u, crc.Value);
        var longer = new Crc32();
        longer.Add("The quick brown fox jumps over the lazy dog"u8);
        Assert.Equal(0x414F_A339u, longer.Value);
    }
}
