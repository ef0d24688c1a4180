using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Headers that were damaged or lost: the order of columns that rows alone suggest is never taken in silence where
/// something speaks against it.</summary>
public sealed class LostHeaderTests : IDisposable
{
    private readonly ImportFolder _folder = new();
    private static readonly ImportOptions Utc = new() { Zone = "UTC", Edge = BarEdge.Start };

    public void Dispose() => _folder.Dispose();

    private static string Halves(string header) => header + ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) =>
        $"{ImportFolder.Text(time, "MM/dd/yyyy,HH:mm")},{ImportFolder.Prices(bar)},"
            + $"{bar.Volume - bar.Volume / 3},{bar.Volume / 3}");

    private static string Plain(string header, string mark = "") => header + ImportFolder.Rows("UTC", BarEdge.Start,
        (time, bar) => $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")}{mark},{ImportFolder.Prices(bar)},{bar.Volume}");

    [Theory]
    [InlineData("\"Date.,\"Time\",\"Open\",\"High\",\"Low\",\"Close\",\"Up\",\"Down\"\n")]   // a quote became a point
    [InlineData("ow\",\"Close\",\"Up\",\"Down\"\n")]                                         // the beginning is gone
    [InlineData("Down\"\n")]
    public void A_damaged_header_is_never_stepped_over(string header)
    {
        var month = new ImportOptions { Zone = "UTC", Edge = BarEdge.Start, DateOrder = DateOrder.MonthFirst };
        string message = _folder.Refused("a.csv", Halves(header), month);
        Assert.Contains("a.csv:1: the first line ", message, StringComparison.Ordinal);
        Assert.Contains("it is a title or a damaged header. Expected names such as timestamp,open,high,low,close,volume", message,
            StringComparison.Ordinal);
        Assert.Contains(", 7 '", message, StringComparison.Ordinal);
        var said = new ColumnMapping("date=1,clock=2,open=3,high=4,low=5,close=6,upvolume=7,downvolume=8");
        ImportFolder.AssertSame(_folder.Import("a.csv", Halves(header), month with { Mapping = said }).Bars);
    }

    [Fact]
    public void The_rest_of_a_header_in_front_of_the_first_row_is_a_damaged_header_too()
    {
        string text = Plain("timestamp,Close,Hi");
        Assert.Contains("a title or a damaged header", _folder.Refused("a.csv", text, Utc), StringComparison.Ordinal);
    }

    [Fact]
    public void A_title_above_rows_without_a_header_is_asked_about_and_a_line_that_names_the_separator_is_none()
    {
        Assert.Contains("a.csv:1: the first line ", _folder.Refused("a.csv", Plain("Minutes of the ES future\n"), Utc),
            StringComparison.Ordinal);
        Assert.Equal(ImportFolder.Series.Count, _folder.Import("a.csv", Plain("sep=,\n"), Utc).Bars.Count);
    }

    [Fact]
    public void Two_columns_behind_the_prices_are_a_question_of_the_volume()
    {
        var month = new ImportOptions { Zone = "UTC", Edge = BarEdge.Start, DateOrder = DateOrder.MonthFirst };
        string message = _folder.Refused("a.csv", Halves(""), month);
        Assert.Contains("there is no header, and 2 columns behind the prices may be the volume: 7 (", message,
            StringComparison.Ordinal);
        Assert.Contains("Say --volume-column 7, --volume-column none where the file has no volume, or where two halves add up "
            + "--columns \"upvolume=7,downvolume=8\".", message, StringComparison.Ordinal);
        BarSeries Read(string columns) =>
            _folder.Import("a.csv", Halves(""), month with { Mapping = new ColumnMapping(columns) }).Bars;
        ImportFolder.AssertSame(Read("upvolume=7,downvolume=8"));
        long volume = ImportFolder.Series.Volumes[0];
        Assert.Equal((volume - volume / 3, volume / 3, 0L),
            (Read("volume=7").Volumes[0], Read("volume=8").Volumes[0], Read("volume=none").Volumes[0]));
    }

    [Fact]
    public void Open_and_close_in_each_others_column_are_found_by_the_step_from_bar_to_bar()
    {
        static string Price(int ticks) =>
            Instrument.ES.PriceOf(ticks).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string text = ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) => $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")}Z,"
            + $"{Price(bar.CloseTicks)},{Price(bar.HighTicks)},{Price(bar.LowTicks)},{Price(bar.OpenTicks)},{bar.Volume}");
        string message = _folder.Refused("a.csv", text);
        Assert.Contains("open and close look swapped: over ", message, StringComparison.Ordinal);
        Assert.Contains("--columns \"time=1,close=2,high=3,low=4,open=5,volume=6\"", message, StringComparison.Ordinal);
        ImportFolder.AssertSame(_folder.Import("a.csv", text,
            new ImportOptions { Mapping = new ColumnMapping("time=1,close=2,high=3,low=4,open=5,volume=6") }).Bars);
        string path = _folder.Put("b.csv", text);
        Assert.Contains("open and close look swapped", Assert.Throws<BarDataException>(() =>
            BarFile.Read(path, Instrument.ES, BarInterval.Minute, CheckMode.Report)).Message, StringComparison.Ordinal);
        Assert.NotEqual(ImportFolder.Series[0],
            _folder.Import("a.csv", text, new ImportOptions { Accept = ["rows"] }).Bars[0]);
    }
}
