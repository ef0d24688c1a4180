using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>What a second round of strangers' files showed: each was read wrong in silence, or refused without the option that
/// helps.</summary>
public sealed class StrangersFilesTests : IDisposable
{
    private const string Iso = "yyyy-MM-dd HH:mm:ss";
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Series(string header, string zone, Func<DateTime, Bar, string> row) => header + "\n"
        + ImportFolder.Rows(zone, BarEdge.Start, row);

    private static string Plain(string time, string zone, string form = Iso) =>
        Series($"{time},open,high,low,close,volume", zone, (at, bar) =>
            $"{ImportFolder.Text(at, form)},{ImportFolder.Prices(bar)},{bar.Volume}");

    [Theory]
    [InlineData("Time (UTC-5)", "UTC-05")]
    [InlineData("Time (GMT+3)", "UTC+03")]
    [InlineData("Time (utc +05:30)", "UTC+05:30")]
    [InlineData("Date Time (UTC\u22125)", "UTC-05")]
    [InlineData("Time (UTC+0)", "UTC")]
    public void An_offset_in_a_columns_name_is_that_clock_and_not_UTC(string name, string zone)
    {
        Assert.Equal(zone, ColumnAliases.ZoneIn(name));
        ImportFolder.AssertSame(_folder.Import("a.csv", Plain(name, zone)).Bars);
        // Thirty minutes of a morning lie inside the session under any clock: the name alone decides.
        string few = string.Join('\n', Plain(name, zone).Split('\n').Where((_, line) => line is 0 or (> 800 and <= 830))) + "\n";
        Assert.Equal(ImportFolder.Series[800], _folder.Import("b.csv", few).Bars[0]);
    }

    [Theory]
    [InlineData("Time (UTC+29)")]   // no clock
    [InlineData("Time (EST)")]      // New York's clock, or UTC-05 all year
    public void A_name_that_tells_no_clock_leaves_the_zone_open(string name)
    {
        Assert.Null(ColumnAliases.ZoneIn(name));
        Assert.Contains("the time zone", _folder.Asked("a.csv", Plain(name, "America/New_York")).Fact, StringComparison.Ordinal);
    }

    [Fact]
    public void A_volume_that_lost_its_digits_is_refused_and_one_that_keeps_them_is_read()
    {
        string Text(Func<long, string> volume) => Series("time_utc,open,high,low,close,vol.", "UTC", (time, bar) =>
            $"{ImportFolder.Text(time, Iso)},{ImportFolder.Prices(bar)},{volume(bar.Volume)}");
        static string Thousands(long volume) => $"{volume / 1000}.{volume % 1000:000}K";
        ImportFolder.AssertSame(_folder.Import("a.csv", Text(Thousands)).Bars);
        string message = _folder.Refused("a.csv", Text(volume => "0.00M"));
        Assert.Equal("a.csv: the volume '0.00M' (59 of the first 59 rows) has lost its digits: it may be any number that rounds "
            + "to "
            + "it. Expected whole numbers: export the volume unabbreviated, or say --volume-column none.", message);
        ImportResult none = _folder.Import("a.csv", Text(volume => "0.00M"),
            new ImportOptions { Mapping = new ColumnMapping("volume=none") });
        Assert.Equal((ImportFolder.Series.Count, 0L), (none.Bars.Count, none.Bars.Volumes[0]));
        // Far below the first rows such a row is left out and listed.
        int row = 0;
        ImportResult late = _folder.Import("a.csv", Text(volume => ++row == 500 ? "0.00M" : $"{volume}"));
        Assert.Equal((ImportFolder.Series.Count - 1, 1L), (late.Bars.Count, late.Reports.Single().RowsListed));
    }

    [Theory]
    [InlineData("0K", false)]
    [InlineData("0.0 M", false)]
    [InlineData("0", true)]
    [InlineData("0.5K", true)]
    public void Nothing_of_a_thousand_is_no_number(string text, bool isNumber) =>
        Assert.Equal(isNumber, HumanNumber.TryParse(System.Text.Encoding.ASCII.GetBytes(text), '.', out _));

    [Fact]
    public void A_second_header_in_another_order_is_refused_and_the_same_once_more_is_listed()
    {
        string[] lines = Plain("time_utc", "UTC").Split('\n');
        string Joined(string header) => string.Join('\n', lines[..700].Append(header).Concat(lines[700..]));
        string message = _folder.Refused("a.csv", Joined("time_utc,close,high,low,open,volume"));
        Assert.Equal("a.csv:701: a second header, 'time_utc,close,high,low,open,volume', names the prices in other columns than "
            + "the "
            + "rows above have them. Expected one order in a file: cut it there, and import both parts.", message);
        ImportResult same = _folder.Import("a.csv", Joined(lines[0]));
        ImportFolder.AssertSame(same.Bars);
        Assert.Equal(1, same.Reports.Single().RowsListed);
    }

    [Fact]
    public void A_date_of_one_clock_beside_a_time_of_another_is_refused()
    {
        string text = Series("date_utc,time_et,open,high,low,close,volume", "America/New_York", (time, bar) =>
            $"{ImportFolder.Text(time, "yyyy-MM-dd,HH:mm")},{ImportFolder.Prices(bar)},{bar.Volume}");
        Assert.Contains("the date stands in 'date_utc' (UTC) and the time in 'time_et' (America/New_York): they are of two "
            + "clocks",
            _folder.Refused("a.csv", text), StringComparison.Ordinal);
        ImportFolder.AssertSame(_folder.Import(
            "a.csv", text.Replace("date_utc", "date_et", StringComparison.Ordinal)).Bars);
    }

    [Fact]
    public void Where_no_clock_that_was_tried_fits_the_question_says_how_to_name_another()
    {
        string text = Plain("DateTime", "Asia/Kolkata");
        string refused = _folder.Refused("a.csv", text, new ImportOptions { AcceptEvidence = true });
        Assert.EndsWith("Each of them puts bars outside, so the file's clock is probably another: name it, by the tz database or "
            + "as "
            + "an offset, and the edge, e.g. --zone Asia/Kolkata --edge Start or --zone UTC+08 --edge End.", refused,
            StringComparison.Ordinal);
        ImportFolder.AssertSame(
            _folder.Import("a.csv", text, new ImportOptions { Zone = "Asia/Kolkata", Edge = BarEdge.Start }).Bars);
    }

    /// <summary>Rows of July, at the clock of New York, which then is EDT.</summary>
    private static string July(string mark) => "time,open,high,low,close,volume\n" + string.Concat(Enumerable.Range(0, 60)
        .Select(minute => $"2022-07-06 10:{minute:00}:00{mark},4000,4001,3999,4000,5\n"));

    [Fact]
    public void EST_in_summer_is_refused_with_both_meanings_and_either_can_be_said()
    {
        string message = _folder.Refused("a.csv", July(" EST"));
        Assert.Contains("'EST' is UTC-05, and the clock of America/New_York shows another offset at that time: say --zone UTC-05 "
            + "where EST is meant all year, or --zone America/New_York where the digits are that clock's", message,
            StringComparison.Ordinal);
        // 10:00 UTC-05 is 15:00Z; 10:00 of New York's summer clock is 14:00Z.
        Assert.Equal(1657119600, _folder.Import("a.csv", July(" EST"),
            new ImportOptions { Zone = "UTC-05", Edge = BarEdge.Start }).Bars.UtcSeconds[0]);
        Assert.Equal(1657116000, _folder.Import("a.csv", July(" EST"),
            new ImportOptions { Zone = "America/New_York", Edge = BarEdge.Start }).Bars.UtcSeconds[0]);
    }

    [Fact]
    public void Of_two_columns_of_one_name_the_message_says_the_number()
    {
        string text = Series("time_utc,open,high,low,close,volume,volume", "UTC", (time, bar) =>
            $"{ImportFolder.Text(time, Iso)},{ImportFolder.Prices(bar)},0,{bar.Volume}");
        Assert.Contains("Say --volume-column \"7\"", _folder.Refused("a.csv", text), StringComparison.Ordinal);
        var seventh = new ImportOptions { Mapping = new ColumnMapping("volume=7") };
        ImportFolder.AssertSame(_folder.Import("a.csv", text, seventh).Bars);
    }
}
