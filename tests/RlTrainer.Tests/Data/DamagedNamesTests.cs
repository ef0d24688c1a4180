using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>A name or a few numbers of a vendor's form were damaged, and what the whole form tells is lost with them: the
/// volume's column, the edge of the bar. Nothing is taken for granted then.</summary>
public sealed class DamagedNamesTests : IDisposable
{
    private const string MetaTrader = "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>\n";
    private static readonly ImportOptions Utc = new() { Zone = "UTC" };
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The form of MetaTrader 5, whose real volume is 0 but in so many of the first rows.</summary>
    private static string Ticks(int damaged, string header = MetaTrader)
    {
        int row = 0;
        return header + ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) =>
            $"{ImportFolder.Text(time, "yyyy.MM.dd\tHH:mm:ss")}\t{ImportFolder.Prices(bar, "\t")}\t{bar.Volume}\t"
            + $"{(row++ < damaged ? "7" : "0")}\t2");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]   // of 59: nineteen of twenty are 0
    public void Ticks_are_the_volume_where_the_other_column_is_0(int damaged) =>
        ImportFolder.AssertSame(_folder.Import("a.tsv", Ticks(damaged), Utc).Bars);

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    public void A_volume_that_is_0_in_most_rows_beside_ticks_is_a_question(int damaged)
    {
        string refused = _folder.Refused("a.tsv", Ticks(damaged), Utc);
        Assert.Equal($"a.tsv: '<VOL>' is 0 in {59 - damaged} of the first 59 rows, and '<TICKVOL>' is not: either may be the "
            + "volume. Say --volume-column \"<TICKVOL>\" or --volume-column \"<VOL>\".", refused);
        ImportFolder.AssertSame(_folder.Import("a.tsv", Ticks(damaged),
            Utc with { Mapping = new ColumnMapping("volume=<TICKVOL>") }).Bars);
        Assert.Equal((7L, 0L), (Volume(0), Volume(damaged)));
        long Volume(int bar) => _folder.Import("a.tsv", Ticks(damaged),
            Utc with { Mapping = new ColumnMapping("volume=<VOL>") }).Bars.Volumes[bar];
    }

    [Fact]
    public void A_real_volume_beside_ticks_is_the_volume()
    {
        string text = MetaTrader + ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) =>
            $"{ImportFolder.Text(time, "yyyy.MM.dd\tHH:mm:ss")}\t{ImportFolder.Prices(bar, "\t")}\t9\t{bar.Volume}\t2");
        ImportFolder.AssertSame(_folder.Import("a.tsv", text, Utc).Bars);
    }

    [Theory]
    [InlineData(0, "besides '<VOL>', which is 0; '<TICK~OL>' (75) may be it")]
    [InlineData(5, "besides '<VOL>' (7), which is 0 in most rows; '<TICK~OL>' (75) may be it")]
    public void A_damaged_name_of_the_ticks_is_a_question_of_the_volume(int damaged, string words) =>
        Assert.Contains(words, _folder.Refused("a.tsv",
            Ticks(damaged, MetaTrader.Replace("TICKVOL", "TICK~OL", StringComparison.Ordinal)), Utc), StringComparison.Ordinal);

    /// <summary>Three hours that lie inside the session under either edge: the calendar cannot tell.</summary>
    private static string ThreeHours(string header, BarEdge edge, string end) => header
        + string.Join("", ImportFolder.Rows("UTC", edge, (time, bar) =>
            $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")};{ImportFolder.Prices(bar, ";")};{bar.Volume}{end}")
            .Split('\n').Skip(30).Take(180).Select(line => line + "\n"));

    [Fact]
    public void Nautilus_marks_the_end_and_its_form_with_a_damaged_name_is_asked_about()
    {
        const string Names = "timestamp_utc;open;high;low;close;volume;";
        Bar thirtieth = ImportFolder.Series[30];
        Assert.Equal(thirtieth, _folder.Import("a.csv", ThreeHours(Names + "pricetype\n", BarEdge.End, ";Last")).Bars[0]);
        string damaged = ThreeHours(Names + "nricetype\n", BarEdge.End, ";Last");
        LayoutQuestion question = _folder.Asked("a.csv", damaged);
        Assert.Equal(("the edge of the bar that its times mark", (LayoutReading?)null), (question.Fact, question.Recommended));
        Assert.Equal(["--edge Start", "--edge End"], question.Readings.Select(reading => reading.Choice));
        Assert.Equal(thirtieth, _folder.Import("a.csv", damaged, new ImportOptions { Edge = BarEdge.End }).Bars[0]);
    }

    [Fact]
    public void Columns_that_are_known_to_be_something_else_ask_nothing_and_an_unknown_one_is_settled_by_a_whole_day()
    {
        string Text(string name) => $"timestamp_utc;open;high;low;close;volume;{name}\n"
            + ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) =>
                $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")};{ImportFolder.Prices(bar, ";")};{bar.Volume};1.5");
        ImportFolder.AssertSame(_folder.Import("a.csv", Text("vwap")).Bars);
        LayoutQuestion question = _folder.Asked("a.csv", Text("my_signal"));
        Assert.Equal(BarEdge.Start, question.Recommended!.Edge);
        ImportFolder.AssertSame(_folder.Import("a.csv", Text("my_signal"), new ImportOptions { AcceptEvidence = true }).Bars);
    }

    [Theory]
    [InlineData("close_time", -60)]
    [InlineData("open_time", 0)]
    [InlineData("timestamp", 0)]
    public void JSON_tells_the_edge_by_the_name_of_its_time(string name, int shift)
    {
        string row = string.Create(CultureInfo.InvariantCulture, $"{{\"{name}\":\"2024-01-02T14:30:00Z\",\"open\":4772.25,")
            + "\"high\":4774.5,\"low\":4771,\"close\":4773.75,\"volume\":12345}\n";
        Assert.Equal(1704205800 + shift, _folder.Import("a.json", row).Bars.UtcSeconds[0]);   // 14:30Z
        string unknown = row.Replace("\"volume\"", "\"nricetype\":\"Last\",\"volume\"", StringComparison.Ordinal);
        if (name == "timestamp")
            Assert.Equal("the edge of the bar that its times mark", _folder.Asked("b.json", unknown).Fact);
        else
            Assert.Equal(1704205800 + shift, _folder.Import("b.json", unknown).Bars.UtcSeconds[0]);
    }
}
