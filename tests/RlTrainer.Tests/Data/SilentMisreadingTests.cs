using System.Globalization;
using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Files that were once read wrong without a word. Each is read right now, or asked about.</summary>
public sealed class SilentMisreadingTests : IDisposable
{
    private const string Row = "4772.25,4774.5,4771,4773.75,12345";
    private static readonly Bar Right = new(1704205800, 1704205800 - 5 * 3600, 19089, 19098, 19084, 19095, 12345);
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("datetime_utc")]
    [InlineData("Gmt time")]
    [InlineData("Time (UTC)")]
    public void A_column_whose_name_says_UTC_is_UTC(string name)
    {
        ImportResult result = _folder.Import("a.csv", $"{name},open,high,low,close,volume\n2024-01-02 14:30:00,{Row}\n");
        Assert.Equal(Right, result.Bars[0]);
        Assert.Contains($"  zone: UTC (the column is named '{name}')", result.Facts);
    }

    [Theory]
    [InlineData("Date Time,Open,High,Low,Close,Volume\n2024-01-02 14:30:00,")]
    [InlineData("2024-01-02 14:30:00,")]
    [InlineData("datetime,open,high,low,close,volume\n2024-01-02T14:30:00,")]
    public void A_time_without_a_zone_is_a_question(string start)
    {
        LayoutQuestion question = _folder.Asked("a.csv", start + Row + "\n");
        Assert.Equal("the time zone and the edge of the bar that its times mark", question.Fact);
        Assert.Contains(question.Readings, reading =>
            reading is { Zone: "UTC", Edge: BarEdge.Start, Meaning: "the first bar starts 2024-01-02 09:30:00 New York" });
        Assert.Contains(question.Readings, reading =>
            reading is
            {
                Zone: "America/New_York", Edge: BarEdge.End,
                Meaning: "the first bar ends 2024-01-02 14:30:00 New York"
            });
    }

    [Theory]
    [InlineData("America/Chicago", BarEdge.End)]
    [InlineData("UTC", BarEdge.Start)]
    [InlineData("Europe/Athens", BarEdge.End)]
    public void The_calendar_recommends_the_only_zone_and_edge_without_a_bar_outside_hours(string zone, BarEdge edge)
    {
        string text = "Date,Open,High,Low,Close,Volume\n"
            + ImportFolder.Rows(zone, edge, (time, bar) =>
                $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")},{ImportFolder.Prices(bar)},{bar.Volume}");
        LayoutQuestion question = _folder.Asked("a.csv", text);
        Assert.Equal((zone, edge, (int?)0),
            (question.Recommended!.Zone, question.Recommended.Edge, question.Recommended.OutsideHours));
        Assert.Equal(ImportFolder.Series.Count, question.BarsJudged);
        Assert.All(question.Readings.Skip(1), reading => Assert.True(reading.OutsideHours > 0));
        ImportFolder.AssertSame(_folder.Import("a.csv", text, new ImportOptions { AcceptEvidence = true }).Bars);
        ImportFolder.AssertSame(_folder.Import("a.csv", text, new ImportOptions().With(question.Recommended)).Bars);
    }

    [Fact]
    public void Evidence_that_allows_two_readings_is_never_taken()
    {
        // Three minutes of one afternoon lie inside trading hours in every zone.
        string text = "time,open,high,low,close,volume\n"
            + string.Concat(Enumerable.Range(30, 3).Select(m => $"2024-01-02 14:{m}:00,{Row}\n"));
        Assert.Null(_folder.Asked("a.csv", text, new ImportOptions { AcceptEvidence = true }).Recommended);
    }

    [Fact]
    public void The_own_form_without_offsets_is_New_York_unless_the_calendar_speaks_against_it()
    {
        const string Header = "timestamp,open,high,low,close,volume\n";
        string Text(string zone, BarEdge edge) => Header
            + ImportFolder.Rows(zone, edge, (time, bar) =>
                $"{ImportFolder.Text(time, "yyyy-MM-dd HH:mm:ss")},{ImportFolder.Prices(bar)},{bar.Volume}");
        BarSeries Read(string text) =>
            BarFile.Read(_folder.Put("D1M.csv", text), Instrument.ES, BarInterval.Minute, CheckMode.Strict).Bars;
        ImportFolder.AssertSame(Read(Text("America/New_York", BarEdge.Start)));
        string refused = Assert.Throws<BarQuestionException>(() => Read(Text("America/Chicago", BarEdge.Start))).Message;
        Assert.Contains("bars lie outside trading hours, and another reading has none there:\n  --zone America/Chicago "
            + "--edge Start", refused, StringComparison.Ordinal);
        Assert.Contains("--zone America/New_York --edge End",
            Assert.Throws<BarQuestionException>(() => Read(Text("America/New_York", BarEdge.End))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cash_session_from_09_31_to_16_00_is_asked_about_although_it_lies_inside_hours()
    {
        string text = "timestamp,open,high,low,close,volume\n"
            + string.Concat(Enumerable.Range(571, 390).Select(m => $"2024-01-02 {m / 60:00}:{m % 60:00}:00,{Row}\n"));
        Assert.Equal([BarEdge.End, BarEdge.Start], _folder.Asked("a.csv", text).Readings.Select(reading => reading.Edge!.Value));
        Assert.Equal(Right with { Volume = 12345 },
            _folder.Import("a.csv", text, new ImportOptions { Edge = BarEdge.End }).Bars[0]);
    }

    [Fact]
    public void Three_header_lines_of_yfinance_are_read_by_their_names()
    {
        const string Text = "Price,Close,High,Low,Open,Volume\nTicker,ES=F,ES=F,ES=F,ES=F,ES=F\nDatetime,,,,,\n2024-01-02 "
            + "14:30:00+00:00,4773.75,4774.5,4771.0,4772.25,12345\n";
        Assert.Equal(Right, _folder.Import("a.csv", Text).Bars[0]);
        Assert.Contains("its symbol is 'ES=F', of ES; the import was asked for NQ",
            _folder.Refused("a.csv", Text, null, Instrument.NQ), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_names_prices_but_not_all_is_refused_with_the_mapping()
    {
        string refused = _folder.Refused("a.csv", "when,open,top,low,close,volume\n2024-01-02 14:30:00+00:00," + Row + "\n");
        Assert.Equal("a.csv:1: the header names prices but not all that a bar needs: found 'when', 'open', 'top', 'low', "
            + "'close', 'volume'; missing time, high. "
            + "Name the columns, by name or by number from 1: --columns "
            + "\"time=…,open=open,high=…,low=low,close=close,volume=volume\".", refused);
        var mapping = new ImportOptions { Mapping = new ColumnMapping("time=when,high=3") };
        Assert.Equal(Right, _folder.Import(
            "a.csv", "when,open,top,low,close,volume\n2024-01-02 14:30:00+00:00," + Row + "\n", mapping).Bars[0]);
    }

    [Fact]
    public void Lean_prices_follow_the_instrument_and_not_their_digits()
    {
        ImportResult dow = _folder.Import(
            "20240102_ym_minute_trade_202403.csv", "52200000,37700,37720,37690,37710,55\n", null, Instrument.YM);
        Assert.Equal((37700, 37710), (dow.Bars.OpenTicks[0], dow.Bars.CloseTicks[0]));
    }

    [Fact]
    public void A_Lean_zip_with_one_member_keeps_its_contract()
    {
        string path = Path.Combine(_folder.Path, "20131007_es_minute_trade.zip");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
        using (var writer = new StreamWriter(zip.CreateEntry("20131007_es_minute_trade_201312.csv").Open()))
            writer.Write("0,1676.5,1676.5,1676.5,1676.5,9\n");
        Assert.Contains("expected one of 201312",
            Assert.Throws<BarDataException>(
                () => BarImport.Run([path], null, Instrument.ES, new ImportOptions { Contract = "201403" })).Message,
                    StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_contracts_is_used_whatever_the_vendor()
    {
        const string Text = "timestamp,symbol,open,high,low,close,volume\n2024-03-11T14:30:00Z,ESH4,5100,5100,5100,5100,"
            + "9\n2024-03-11T14:30:00Z,ESM4,5160,5160,5160,5160,1\n";
        Assert.Contains("found 2 contracts: ESH4 (1 rows, volume 9), ESM4 (1 rows, volume 1)", _folder.Refused("a.csv", Text),
            StringComparison.Ordinal);
        Assert.Equal(20640, _folder.Import("a.csv", Text, new ImportOptions { Contract = "ESM4" }).Bars.CloseTicks[0]);
    }

    [Fact]
    public void Quotes_and_thousands_are_read_as_spreadsheets_write_them() => Assert.Equal(Right,
        _folder.Import("a.csv",
            "timestamp,open,high,low,close,volume\n\"2024-01-02 "
            + "09:30:00\",\"4,772.25\",\"4,774.50\",\"4,771.00\",\"4,773.75\",\"12,345\"\n").Bars[0]);

    [Theory]
    [InlineData("NQ", "ESH4", "its symbol is 'ESH4', of ES; the import was asked for NQ")]
    [InlineData("ES", "MESH4", "its symbol is 'MESH4', of MES; the import was asked for ES")]
    public void Another_instruments_symbol_is_refused(string asked, string symbol, string words) =>
        Assert.Contains(words, _folder.Refused(
        "a.csv", $"ts_event,open,high,low,close,volume,symbol\n2024-01-02T14:30:00Z,{Row},{symbol}\n", null,
        Instrument.Parse(asked)), StringComparison.Ordinal);

    [Fact]
    public void Another_level_is_refused_against_the_instrument_and_against_what_is_there()
    {
        Assert.Contains("its middle price is 17000, and ES is expected between 330 and 16000",
            _folder.Refused("a.csv", "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,17000,17000,17000,17000,5\n"),
            StringComparison.Ordinal);
        string target = _folder.Put(
            "ES_D1M.csv", "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,4770,4770,4770,4770,5\n");
        string other = _folder.Put("b.csv", "timestamp,open,high,low,close,volume\n2024-01-02T14:31:00Z,9770,9770,9770,9770,5\n");
        string refused = Assert.Throws<BarDataException>(() => BarImport.Run([other], target, Instrument.ES, new ImportOptions()))
            .Message;
        Assert.StartsWith("b.csv: its prices are near 9770.00 and those of ES_D1M.csv at the nearest time near 4770.00.",
            refused, StringComparison.Ordinal);
        Assert.True(BarImport.Run([other], target, Instrument.ES, new ImportOptions { Accept = ["target"] }).WasWritten);
    }

    [Theory]
    [InlineData("<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>"
        + "\n2024.01.02\t14:30:00\t4772.25\t4774.5\t4771\t4773.75\t12345\t0\t2\n", '\t', "'<TICKVOL>', which counts price "
        + "changes and not contracts")]
    [InlineData("Time,Open,High,Low,Close,Total Volume\n2024-01-02 14:30:00,4772.25,4774.5,4771,4773.75,12345\n", ',',
        "'Total Volume'")]
    [InlineData("Date,Time,Open,High,Low,Close,Up,Down\n01/02/2024,14:30,4772.25,4774.5,4771,4773.75,12000,345\n", ',',
        "'Up' + 'Down'")]
    public void Volume_is_found_by_any_of_its_names(string text, char separator, string words)
    {
        Assert.Contains(separator, text);
        ImportResult result =
            _folder.Import("a.csv", text,
                new ImportOptions { Zone = "UTC", Edge = BarEdge.Start, DateOrder = DateOrder.MonthFirst });
        Assert.Equal(Right, result.Bars[0]);
        Assert.Contains(result.Facts, fact => fact.StartsWith("  volume: " + words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_date_that_is_two_dates_is_asked_about_and_a_day_above_12_decides()
    {
        string Day(int day) => string.Create(CultureInfo.InvariantCulture, $"{day:00}/01/2024 14:30:00,{Row}\n");
        const string Header = "time (utc),open,high,low,close,volume\n";
        string eleven = Header + string.Concat(Enumerable.Range(2, 11).Select(Day));
        LayoutQuestion question = _folder.Asked("a.csv", eleven);
        Assert.Equal("the order of day and month", question.Fact);
        Assert.Equal((DateOrder.DayFirst, "the first bar starts 2024-01-02 09:30:00 New York"),
            (question.Readings.First(reading => reading.Choice == "--date-order DMY").DateOrder!.Value,
                question.Readings.First(reading => reading.Choice == "--date-order DMY").Meaning));
        Assert.Equal(Right, _folder.Import("a.csv", eleven, new ImportOptions { DateOrder = DateOrder.DayFirst }).Bars[0]);
        Assert.Equal(Right, _folder.Import("a.csv", eleven + Day(16) + Day(17) + Day(18)).Bars[0]);
    }

    [Fact]
    public void A_day_above_12_far_below_the_first_lines_decides_too()
    {
        var text = new StringBuilder("time (utc),open,high,low,close,volume\n");
        for (int minute = 0; minute < 300; minute++)
            text.Append(CultureInfo.InvariantCulture, $"02/01/2024 {14 + minute / 60}:{minute % 60:00}:00,{Row}\n");
        for (int minute = 30; minute < 33; minute++)
            text.Append(CultureInfo.InvariantCulture, $"16/01/2024 14:{minute}:00,{Row}\n");
        ImportResult result = _folder.Import("a.csv", text.ToString());
        Assert.Equal(1704204000, result.Bars.UtcSeconds[0]);   // 2 January 2024, 14:00 UTC
        Assert.Contains("  date order: day first (the whole file holds dates in this order only)", result.Facts);
    }

    [Fact]
    public void A_continuous_series_rolls_where_its_number_changes()
    {
        const string Text = "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n"
            + "2024-03-11T14:30:00Z,33,1,5482,5100,5100,5100,5100,9,ES.c.0\n2024-03-12T14:30:00Z,33,1,4916,5170,5170,5170,5170,"
            + "9,ES.c.0\n";
        ImportResult result = _folder.Import("a.csv", Text);
        Assert.Equal("2024-03-12: 5482 to 4916, no common bar, difference unknown", Assert.Single(result.Rolls).ToString());
        Assert.Contains("has no common bar to take the difference from",
            _folder.Refused("a.csv", Text, new ImportOptions { Roll = RollTreatment.BackAdjusted }), StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_are_no_minutes_unless_asked_to_become_them()
    {
        string rows = string.Concat(Enumerable.Range(0, 600).Select(s => $"2024-01-02T14:{30 + s / 60}:{s % 60:00}Z,"
            + $"{4772 + s % 2},{4773 + s % 3},{4771 - s % 2},{4772 + s % 2},1\n"));
        string text = "timestamp,open,high,low,close,volume\n" + rows;
        Assert.Contains("590 of 600 rows do not start on a whole minute, as one-second bars or trades do not",
            _folder.Refused("a.csv", text), StringComparison.Ordinal);
        ImportResult minutes = _folder.Import("a.csv", text, new ImportOptions { Aggregate = true });
        // Each minute: opens at 4772 (second 0), closes at 4773 (second 59), high 4775, low 4770, 60 contracts.
        Assert.Equal((10, new Bar(1704205800, 1704205800 - 5 * 3600, 19088, 19100, 19080, 19092, 60)),
            (minutes.Bars.Count, minutes.Bars[0]));
        string typed = "ts_event,rtype,open,high,low,close,volume\n2024-01-02T14:30:00Z,32," + Row + "\n";
        Assert.Contains("the file holds one-second bars (rtype 32)", _folder.Refused("b.csv", typed), StringComparison.Ordinal);
    }

    [Fact]
    public void Minutes_are_no_seconds() => Assert.Contains("every bar starts on a whole minute", _folder.Refused(
        "a.csv", "timestamp,open,high,low,close,volume\n"
            + string.Concat(Enumerable.Range(0, 30).Select(m => $"2024-01-02T14:{m:00}:00Z,{Row}\n")),
            new ImportOptions { Interval = BarInterval.Second }), StringComparison.Ordinal);

    [Fact]
    public void The_newest_row_first_is_an_order_and_not_damage()
    {
        string text = "timestamp,open,high,low,close,volume\n"
            + string.Concat(Enumerable.Range(0, 30).Reverse().Select(m => $"2024-01-02T14:{m + 30}:00Z,{Row}\n"));
        ImportResult result = _folder.Import("a.csv", text);
        Assert.Equal((30, 0), (result.Bars.Count, result.Reports[0].LeftOut.Count));
        Assert.Equal(Right, result.Bars[0]);
        Assert.Equal(30, _folder.Import("a.csv", text, new ImportOptions { Mode = CheckMode.Strict }).Bars.Count);
    }

    [Fact]
    public void A_back_adjusted_series_may_go_below_zero_and_says_so()
    {
        const string Text = "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,-5,-4,-6,-5,1\n2024-01-02T14:31:00Z,-5,"
            + "1,-6,0.5,1\n";
        Assert.Contains("If the series is back-adjusted below zero, say --back-adjusted.",
            _folder.Refused("a.csv", Text.Split("2024-01-02T14:31")[0]), StringComparison.Ordinal);
        string target = Path.Combine(_folder.Path, "ES_D1M.csv"), file = _folder.Put("a.csv", Text);
        Assert.Equal(2, BarImport.Run([file], target, Instrument.ES, new ImportOptions { IsBackAdjusted = true }).Added);
        Assert.StartsWith("# back-adjusted", File.ReadAllText(target), StringComparison.Ordinal);
        Assert.Equal([-20, 2],
            BarFile.Read(target, Instrument.ES, BarInterval.Minute, CheckMode.Strict).Bars.CloseTicks.ToArray());
        Assert.Equal(2, BarImport.Run([file], target, Instrument.ES, new ImportOptions { IsBackAdjusted = true }).AlreadyThere);
    }
}
