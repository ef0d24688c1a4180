using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Numbers and times as people write them: read right, or refused with what to write instead.</summary>
public sealed class WrittenNumbersTests : IDisposable
{
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("4\u202F772,25", ',', 4772.25)]   // France: a thin blank that does not break
    [InlineData("4\u00A0772,25", ',', 4772.25)]   // older spreadsheets
    [InlineData("4\u2009772.25", '.', 4772.25)]
    [InlineData("12\u2019345.5", '.', 12345.5)]   // Switzerland: a curved apostrophe
    [InlineData("12'345.5", '.', 12345.5)]
    [InlineData("\u22124.25", '.', -4.25)]
    [InlineData("1\u202F234\u202F567", '.', 1234567.0)]
    public void Groups_of_three_are_read_whatever_parts_them(string text, char sign, double value)
    {
        Assert.True(HumanNumber.TryParse(Encoding.UTF8.GetBytes(text), sign, out double read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("4\u202F77,25")]
    [InlineData("47\u202F7225")]
    [InlineData("4\u202F772.25\u2009")]
    [InlineData("\u202F")]
    public void Groups_of_another_size_are_no_number(string text) =>
        Assert.False(HumanNumber.TryParse(Encoding.UTF8.GetBytes(text), ',', out _));

    [Theory]
    [InlineData("\u202F", true)]
    [InlineData("\u00A0", true)]
    [InlineData("\u00A0", false)]
    [InlineData("\u2019", true)]
    public void A_file_with_thin_blanks_between_thousands_reads_back_the_same_bars(string mark, bool isUtf8)
    {
        string Grouped(string prices) => string.Join(';', prices.Split(';').Select(price =>
            price.Length > 6 ? price.Insert(price.Length - 6, mark) : price)).Replace('.', ',');
        string text = "timestamp;open;high;low;close;volume\n" + ImportFolder.Rows("UTC", BarEdge.Start, (time, bar) =>
            $"{ImportFolder.Text(time, "yyyy-MM-dd'T'HH:mm:ss'Z'")};{Grouped(ImportFolder.Prices(bar, ";"))};{bar.Volume}");
        string path = _folder.Put("a.csv", text, isUtf8 ? null : Encoding.Latin1);
        ImportFolder.AssertSame(BarImport.Run([path], null, Instrument.ES, new ImportOptions()).Bars);
    }

    [Theory]
    [InlineData("Date,open,high,low,close,volume\n", "45293.604167",
        "its times are a spreadsheet's day numbers ('45293.604167'), which are rounded. Expected a date and a clock")]
    [InlineData("", "45293.604167", "Its times look like a spreadsheet's day numbers")]
    [InlineData("Date,open,high,low,close,volume\n", "2024-W01-2T09:30",
        "its times are weeks of a year ('2024-W01-2T09:30'), as ISO 8601 has them. Expected a date and a clock")]
    [InlineData("", "2024-W01-2T09:30", "Its times look like weeks of a year (2024-W01-2T09:30): write year, month and day.")]
    public void Day_numbers_and_weeks_are_named_with_what_to_write(string header, string time, string words) =>
        Assert.Contains(words, _folder.Refused("a.csv", header
            + string.Concat(Enumerable.Repeat($"{time},4772.25,4774.5,4771,4773.75,12\n", 3))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Date,open,high,low,close,volume\n")]
    [InlineData("")]
    public void A_bond_in_thirty_seconds_is_never_read_as_thousands(string header)
    {
        var bond = new Instrument("ZN", "10-year note", "CBOT", 0.015625m, 1_000, 1, 250, false);
        string text = header + string.Concat(Enumerable.Range(10, 30).Select(minute =>
            $"2024-01-02 10:{minute}:00,112'185,112'190,112'180,112'185,12\n"));
        Assert.Contains(
            "the price 112'185 is 112185 where the apostrophe parts thousands, and 112 and a number of thirty-seconds",
            _folder.Refused("zn.csv", text, new ImportOptions { Zone = "UTC" }, bond), StringComparison.Ordinal);
        BarSeries swiss = _folder.Import("nq.csv", text.Replace("112'", "16'", StringComparison.Ordinal),
            new ImportOptions { Zone = "UTC", Edge = BarEdge.Start }, Instrument.NQ).Bars;
        Assert.Equal(64_740, swiss.CloseTicks[0]);   // 16,185 points of NQ are 64,740 quarters
    }

    [Fact]
    public void CST_is_Chicago_unless_the_calendar_says_China()
    {
        string Text(string zone) => "time,open,high,low,close,volume\n" + ImportFolder.Rows(zone, BarEdge.Start, (time, bar) =>
            $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")} CST,{ImportFolder.Prices(bar)},{bar.Volume}");
        ImportFolder.AssertSame(_folder.Import("a.csv", Text("America/Chicago")).Bars);
        BarQuestionException question = Assert.Throws<BarQuestionException>(() => _folder.Import("b.csv", Text("Asia/Shanghai")));
        LayoutReading china = question.Question.Readings[0];
        Assert.Equal(("Asia/Shanghai", 0), (china.Zone, china.OutsideHours));
        Assert.StartsWith("--zone Asia/Shanghai", china.Choice, StringComparison.Ordinal);
        ImportFolder.AssertSame(_folder.Import("b.csv", Text("Asia/Shanghai"), new ImportOptions().With(china)).Bars);
    }
}
