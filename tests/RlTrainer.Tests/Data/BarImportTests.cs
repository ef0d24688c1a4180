using System.IO.Compression;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Every vendor's form, hand-written after its documentation, read to the same instant and price.</summary>
public sealed class BarImportTests : IDisposable
{
    private static readonly Instrument Spy = new("SPY", "SPDR S&P 500", "ARCA", 0.01m, 1, 1, 0, false);
    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Put(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private ImportResult Import(string name, string text, ImportOptions? options = null, Instrument? instrument = null) =>
        BarImport.Run([Put(name, text)], null, instrument ?? Instrument.ES, options ?? new ImportOptions());

    private string Refused(string name, string text, ImportOptions? options = null) =>
        Assert.ThrowsAny<BarDataException>(() => Import(name, text, options)).Message;

    // 2024-01-02 09:30 New York is 14:30 UTC: 1704205800 s. 4772.25 is 19089 ticks of ES.
    public static TheoryData<string, string, string, string?> Forms => new()
    {
        { "NinjaTrader", "a.txt",
            "20240102 143100;4772.25;4774.5;4771;4773.75;12345\n20240102 143200;4773.75;4775;4772.5;4774;6789\n", "UTC" },
        { "NinjaTrader", "b.txt", "20240102 093100;4772.25;4774.5;4771;4773.75;12345\n", "America/New_York" },
        { "TradingView", "c.csv",
            "time,open,high,low,close,Candle high,Volume,Volume MA\n1704205800,4772.25,4774.5,4771,4773.75,NaN,12345,\n", null },
        { "TradingView", "d.csv",
            "time,open,high,low,close,Volume\n2024-01-02T09:30:00-05:00,4772.25,4774.5,4771,4773.75,12345\n", null },
        { "FirstRate", "e.txt",
            "2024-01-02 09:30:00,4772.25,4774.5,4771,4773.75,12345\n2024-01-02 09:31:00,4773.75,4775,4772.5,4774,6789\n",
            "America/New_York" },
        { "Kibot", "f.txt", "01/02/2024,09:30,4772.25,4774.5,4771,4773.75,12345\n", null },
        { "Sierra Chart", "g.csv",
            "Date, Time, Open, High, Low, Last, Volume, NumberOfTrades, BidVolume, AskVolume\n2024/1/2, 14:30:00.018, 4772.25, "
            + "4774.50, 4771.00, 4773.75, 12345, 2, 7, 3\n", "UTC" },
        { "Databento raw", "h.csv", "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume\n1704205800000000000,"
            + "33,1,5482,4772250000000,4774500000000,4771000000000,4773750000000,12345\n", null },
        { "Databento pretty", "i.csv", "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,"
            + "symbol\n2024-01-02T14:30:00.000000000Z,33,1,5482,4772.250000000,4774.500000000,4771.000000000,4773.750000000,"
            + "12345,ESH4\n", null },
        { "Lean future", "20240102_es_minute_trade_202403.csv", "52200000,4772.25,4774.5,4771,4773.75,12345\n", null },
        { "Interactive Brokers", "j.json", "{\"date\":\"2024-01-02T09:30:00\",\"open\":4772.25,\"high\":4774.5,\"low\":4771.0,"
            + "\"close\":4773.75,\"volume\":12345.0,\"average\":4772,\"barCount\":9}\n", "America/New_York" },
        { "Interactive Brokers", "k.json",
            "{\"date\":\"20240102  "
            + "14:30:00\",\"open\":4772.25,\"high\":4774.5,\"low\":4771.0,\"close\":4773.75,\"volume\":12345}\n", "UTC" },
        { "Interactive Brokers", "l.json",
            "{\"date\":1704205800,\"open\":4772.25,\"high\":4774.5,\"low\":4771.0,\"close\":4773.75,\"volume\":12345}\n", null },
        { "Interactive Brokers", "l2.json",
            "[{\"t\":1704205800000,\"o\":4772.25,\"c\":4773.75,\"h\":4774.5,\"l\":4771.0,\"v\":12345}]", null },
        { "MetaTrader", "m.tsv",
            "Time\tOpen\tHigh\tLow\tClose\tVolume\n2024-01-02 16:30:00\t4772.25\t4774.5\t4771\t4773.75\t12345\n", "UTC+02" },
        { "MetaTrader", "n.tsv", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>"
            + "\n2024.01.02\t16:30:00\t4772.25\t4774.5\t4771\t4773.75\t12345\n", "UTC+02" },
        { "Nautilus", "o.csv",
            "timestamp_utc;open;high;low;close;volume;pricetype\n2024-01-02 "
            + "14:31:00;4772.25;4774.5;4771;4773.75;12345;Last\n", null },
        { "two clocks", "p.csv",
            "DateTime_ET,Open,High,Low,Close,Volume,DateTime_UTC\n2024-01-02 "
            + "09:30:00,4772.25,4774.5,4771,4773.75,12345,2024-01-02 14:30:00\n", null },
        { "yfinance", "q.csv",
            "Datetime,Close,High,Low,Open,Volume\n2024-01-02 14:30:00+00:00,4773.75,4774.5,4771.0,4772.25,12345\n", null },
        { "timestamp CSV", "r.csv",
            ",Time,Open,High,Low,Close,Volume\r\n0,2024-01-02 09:30:00,4772.25,4774.5,4771,4773.75,12345\r\n",
            "America/New_York" },
        { "epoch CSV", "s.csv", "1704205800000,4772.25,4774.5,4771,4773.75,12345\n", null },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_is_detected_and_read_to_the_same_bar(string format, string name, string text, string? zone)
    {
        ImportResult result = Import(name, text, new ImportOptions { Zone = zone, Format = format == "Kibot" ? format : null });
        Assert.Equal(format, result.Reports[0].Format);
        Assert.Equal(new Bar(1704205800, 1704205800 - 5 * 3600, 19089, 19098, 19084, 19095, 12345), result.Bars[0]);
        Assert.Empty(result.Reports[0].LeftOut);
    }

    [Fact]
    public void HistData_is_fixed_UTC_minus_5_in_summer_too()
    {
        // 20240702 083000 at UTC−5 is 13:30 UTC, 09:30 New York in summer.
        ImportResult result =
            Import("h.csv", "20240702 083000;4772.25;4774.5;4771;4773.75;0\n", new ImportOptions { Format = "HistData" });
        Assert.Equal((1719927000L, 9 * 3600 + 1800L), (result.Bars.UtcSeconds[0], result.Bars.EasternSeconds[0] % 86_400));
    }

    [Theory]
    [InlineData("[", ",", "]")]                                                        // one line
    [InlineData("[\n", ",\n", "\n]\n")]                                                // an object a line, in an array
    [InlineData("{\"symbol\":\"ES\",\"bars\":[", ",", "],\"points\":3,\"travelTime\":48}")]   // inside another object
    public void Interactive_Brokers_arrays_are_read_like_lines(string before, string between, string after)
    {
        string[] objects = [.. Enumerable.Range(30, 3).Select(minute => $"{{\"date\":\"2024-01-02T09:{minute}:00\","
            + $"\"open\":4000,\"high\":4001,\"low\":3999.5,\"close\":4000,\"volume\":{minute}}}")];
        var options = new ImportOptions { Zone = "exchange", Mode = CheckMode.Report };
        ImportResult whole = Import("a.json", before + string.Join(between, objects) + after, options);
        // 09:30 on the clock of Chicago, where the exchange stands, is 10:30 in New York.
        Assert.Equal((3, 10 * 3600 + 1800L, 30L),
            (whole.Bars.Count, whole.Bars.EasternSeconds[0] % 86_400, whole.Bars.Volumes[0]));
        Assert.Equal(("Interactive Brokers", 3L), (whole.Reports[0].Format, whole.Reports[0].RowsRead));

        objects[1] = objects[1].Replace("4001", "x", StringComparison.Ordinal);
        objects[2] = objects[2].Replace(":32}", ":-1}", StringComparison.Ordinal);
        ValidationReport damaged = Import("a.json", before + string.Join(between, objects) + after, options).Reports[0];
        Assert.Equal((3L, 2L, 1L), (damaged.RowsRead, damaged.RowsKept, damaged.RowsListed));
        Assert.Equal(("mended", 1L), (damaged.Of(BarRule.UnknownVolume)!.Treatment, damaged.Of(BarRule.UnknownVolume)!.Count));
    }

    [Fact]
    public void A_damaged_object_of_an_array_is_counted_and_costs_only_itself()
    {
        // The second object lost its closing brace and the third its opening one, so that they are one row with every name
        // twice; text between objects is a row too.
        const string Good = "\"open\":4000,\"high\":4001,\"low\":3999.5,\"close\":4000,\"volume\":1";
        string text = $"[{{\"date\":\"2024-01-02T09:30:00\",{Good}}},{{\"date\":\"2024-01-02T09:31:00\",{Good},"
            + $"\"date\":\"2024-01-02T09:32:00\",{Good}}},x,{{\"date\":\"2024-01-02T09:33:00\",{Good}}}]";
        ValidationReport report = Import("a.json", text, new ImportOptions { Zone = "UTC" }).Reports[0];
        Assert.Equal((4L, 2L, "a.json:2"), (report.RowsRead, report.RowsKept, report.Of(BarRule.UnparseableRow)!.FirstPlace));
    }

    [Fact]
    public void The_clock_of_an_unknown_exchange_is_asked_for() => Assert.Equal(
        "The zone was 'exchange', and the exchange of X is 'Moon'; expected CME, CBOT, CBOE, CFE, COMEX, NYMEX, NYSE, NASDAQ, "
        + "ARCA, ICEUS or EUREX. Name the zone itself, e.g. America/Chicago.",
        Assert.Throws<ArgumentException>(
            () => Import("a.txt", "", new ImportOptions { Zone = "exchange" }, Spy with { Symbol = "X", Exchange = "Moon" }))
                .Message);

    [Fact]
    public void A_custom_instrument_is_named_with_the_calendar_it_borrows_and_its_other_hours_are_listed()
    {
        // 18:30 on a Friday evening is SPY's extended session; index futures are closed.
        ValidationReport report =
            Import("a.txt", "2024-01-05 09:30:00,467,468,466,467,9\n2024-01-05 18:30:00,467,468,466,467,9\n",
                new ImportOptions { Zone = "exchange" }, Spy).Reports[0];
        Assert.Equal("note: calendar of another market: 1 kept, first at a.txt:1: SPY (ARCA) is a custom instrument: the "
            + "calendar of CME equity-index futures decides its days, hours and early closes",
            report.Of(BarRule.BorrowedCalendar)!.ToString());
        Assert.Equal((2L, 1L, 2L), (report.RowsRead, report.RowsKept, report.Of(BarRule.OutsideTradingHours)!.FirstLine));
        Assert.Null(Import("b.txt", "2024-01-05 09:30:00,467,468,466,467,9\n", new ImportOptions { Zone = "America/New_York" })
            .Reports[0].Of(BarRule.BorrowedCalendar));
    }

    [Theory]
    [InlineData("a.csv",
        "0,4000,4001,3999.5,4000,1\n1704207660000,4000,4001,3999.5,4000,1\n1704207720000,4000,4001,3999.5,4000,1\n",
        "epoch CSV", 16000)]
    [InlineData("a.txt",
        "99999999999999999999,1,1,1,1,1\n2024-01-02 10:01:00,4000,4001,3999.5,4000,1\n2024-01-02 "
        + "10:02:00,4000,4001,3999.5,4000,1\n", "FirstRate", 16000)]
    [InlineData("20240102_es.csv",
        "36000000,4000,null,3999.5,4000,1\n36060000,4000,4001,3999.5,4000,1\n36120000,4000,4001,3999.5,4000,1\n",
        "Lean future", 16000)]
    public void A_damaged_first_row_does_not_decide_what_the_file_is(string name, string text, string format, int closeTicks)
    {
        ImportResult result = Import(name, text, new ImportOptions { Zone = format == "epoch CSV" ? null : "America/New_York" });
        Assert.Equal((format, 2, closeTicks), (result.Reports[0].Format, result.Bars.Count, result.Bars.CloseTicks[0]));
        Assert.Equal(1L, result.Reports[0].LeftOut[0].Line);
    }

    [Fact]
    public void A_day_that_stands_in_the_file_twice_is_listed_as_repeated_times_not_as_late_rows()
    {
        const string Day = "2024-01-02 09:30:00,467,468,466,467,9\n2024-01-02 09:31:00,467,468,466,467,9\n2024-01-02 "
            + "09:32:00,467,468,466,467,9\n";
        ValidationReport report =
            Import("a.txt", Day + Day.Replace("468", "469", StringComparison.Ordinal), new ImportOptions { Format = "FirstRate" })
                .Reports[0];
        Assert.Equal((3L, null), (report.Of(BarRule.DuplicateTimestamp)!.Count, report.Of(BarRule.OutOfOrder)));
    }

    [Fact]
    public void Lean_equity_prices_are_ten_thousandths_of_New_York_days()
    {
        ImportResult result =
            Import("20131007_spy_second_trade.csv", "14400000,1674100,1674100,1674100,1674100,2049\n",
                new ImportOptions { Interval = BarInterval.Second }, Spy);
        Assert.Equal((16741, 4 * 3600L), (result.Bars.CloseTicks[0], result.Bars.EasternSeconds[0] % 86_400));
    }

    [Fact]
    public void A_file_whose_zone_is_not_in_it_is_asked_about_with_every_reading()
    {
        string asked = Refused("a.txt", "20240102 143100;4772.25;4774.5;4771;4773.75;12345\n");
        Assert.StartsWith("a.txt: its text is NinjaTrader's, but the time zone is not in it. Possible readings (the session "
            + "calendar counts the bars that a reading puts outside trading hours):\n", asked, StringComparison.Ordinal);
        Assert.Contains("  --zone America/New_York  the first bar ends 2024-01-02 14:31:00 New York  0 of 1 bars outside trading "
            + "hours\n", asked, StringComparison.Ordinal);
        Assert.Contains("  --zone UTC               the first bar ends 2024-01-02 09:31:00 New York  0 of 1 bars outside trading "
            + "hours\n", asked, StringComparison.Ordinal);
        Assert.EndsWith("Name the right one when importing, for example: rltrainer data import FILE --zone America/New_York",
            asked, StringComparison.Ordinal);
    }

    [Fact]
    public void NinjaTrader_without_volume_may_be_HistData_and_is_asked_about()
    {
        string asked = Refused("a.txt", "20240102 143100;4772.25;4774.5;4771;4773.75;0\n");
        Assert.Contains("  --zone UTC --edge End                 the first bar ends 2024-01-02 09:31:00 New York", asked,
            StringComparison.Ordinal);
        Assert.Contains("  --zone America/New_York --edge Start  the first bar starts 2024-01-02 14:31:00 New York", asked,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Local time,Ask,Bid,AskVolume,BidVolume\n04.09.2023 01:00:05.962 GMT+0300,4516.181,4515.66,0.0006,0.0006\n",
        "found quotes (ask and bid), not bars")]
    [InlineData("0,1676.5,2,CME,0,0\n", "found Lean ticks")]
    [InlineData("DBN\u0001ohlcv",
        "found Databento DBN data, not text. Expected CSV: download it as CSV with the schema ohlcv-1m")]
    [InlineData("", "the file is empty")]
    [InlineData("hello\nworld\n", "found the first line 'hello', which is no known layout")]
    [InlineData("{\"a\":1}\n", "found JSON '{\"a\":1}'")]
    public void What_is_no_bar_file_is_named_for_what_it_is(string text, string words) =>
        Assert.Contains(words, Refused("x.csv", text), StringComparison.Ordinal);

    [Fact]
    public void An_unknown_zone_format_and_contract_are_refused_with_what_there_is()
    {
        const string Row = "20240102 143100;4772.25;4774.5;4771;4773.75;12345\n";
        Assert.StartsWith("The time zone was 'Mars'; expected a tz database name",
            Refused("a.txt", Row, new ImportOptions { Zone = "Mars" }), StringComparison.Ordinal);
        Assert.StartsWith("The format was 'Kibbot'; expected one of timestamp CSV, NinjaTrader,",
            Refused("a.txt", Row, new ImportOptions { Format = "Kibbot" }), StringComparison.Ordinal);
        Assert.Contains("the format was said to be Kibot; its content is NinjaTrader's",
            Refused("a.txt", Row, new ImportOptions { Format = "Kibot" }), StringComparison.Ordinal);
        Assert.Contains("the contract was 'ESM4'; expected one of ESH4", Refused("i.csv",
            "ts_event,open,high,low,close,volume,symbol\n2024-01-02T14:30:00Z,1,1,1,1,1,ESH4\n",
            new ImportOptions { Contract = "ESM4" }), StringComparison.Ordinal);
    }

    // Three days: ESH4 leads on the first, ESM4 has more volume on the second, so the third belongs to ESM4.
    private const string TwoContracts = """
        ts_event,open,high,low,close,volume,symbol
        2024-03-11T14:30:00Z,5100,5100,5100,5100,900,ESH4
        2024-03-11T14:30:00Z,5160,5160,5160,5160,100,ESM4
        2024-03-11T14:30:00Z,60,60,60,60,5,ESH4-ESM4
        2024-03-12T14:30:00Z,5110,5110,5110,5110,400,ESH4
        2024-03-12T14:30:00Z,5171,5171,5171,5171,600,ESM4
        2024-03-13T14:30:00Z,5120,5120,5120,5120,100,ESH4
        2024-03-13T14:30:00Z,5181,5181,5181,5181,900,ESM4

        """;

    [Fact]
    public void Several_contracts_ask_for_a_choice_and_spreads_are_listed()
    {
        Assert.Contains("found 2 contracts: ESH4 (3 rows, volume 1400), ESM4 (3 rows, volume 1600)",
            Refused("p.csv", TwoContracts), StringComparison.Ordinal);
        ImportResult result = Import("p.csv", TwoContracts, new ImportOptions { Contract = "ESM4" });
        Assert.Equal([20640, 20684, 20724], result.Bars.CloseTicks.ToArray());
        Assert.Equal((4L, BarRule.CalendarSpread),
            (result.Reports[0].Of(BarRule.CalendarSpread)!.FirstLine, result.Reports[0].LeftOut[1].Rule));
        Assert.Equal((7L, 3L, 4L), (result.Reports[0].RowsRead, result.Reports[0].RowsKept, result.Reports[0].RowsListed));
    }

    [Fact]
    public void The_front_contract_changes_on_the_day_after_its_volume_is_passed_and_is_marked()
    {
        ImportResult result = Import("p.csv", TwoContracts, new ImportOptions { FrontByVolume = true });
        Assert.Equal([20400, 20440, 20724], result.Bars.CloseTicks.ToArray());
        // On 12 March, the last common bar before: 5171 − 5110 = 61 points = 244 ticks.
        Assert.Equal("2024-03-13: ESH4 to ESM4, difference 244 ticks", Assert.Single(result.Rolls).ToString());
    }

    [Fact]
    public void Back_adjusting_shifts_the_earlier_contract_by_the_difference() =>
        Assert.Equal([20644, 20684, 20724],
            Import("p.csv", TwoContracts, new ImportOptions { FrontByVolume = true, Roll = RollTreatment.BackAdjusted })
                .Bars.CloseTicks.ToArray());

    [Fact]
    public void A_zip_of_Lean_contracts_is_read_contract_by_contract()
    {
        string path = Path.Combine(_folder, "20131007_trade.zip");
        using (ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create))
            foreach ((string name,
                string text) in new[] { ("20131007_es_minute_trade_201312.csv", "0,1676.5,1676.5,1676.5,1676.5,9\n"),
                ("20131007_es_minute_trade_201403.csv", "60000,1670,1670,1670,1670,1\n") })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        ImportResult result = BarImport.Run([path], null, Instrument.ES, new ImportOptions { FrontByVolume = true });
        Assert.Equal([6706], result.Bars.CloseTicks.ToArray());
        Assert.Contains("found 2 files in it (201312, 201403)",
            Assert.Throws<BarDataException>(() => BarFile.Read(path, Instrument.ES, BarInterval.Minute, CheckMode.Report))
                .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_download_adds_its_bars_keeps_the_old_ones_and_lists_conflicts()
    {
        const string Header = "timestamp,open,high,low,close,volume\n";
        string target = Path.Combine(_folder, "ES_D1M.csv.gz");
        string first = Put("1.csv", Header
            + "2024-01-02T14:30:00Z,4001,4001,4001,4001,5\n2024-01-02T14:31:00Z,4001,4001,4001,4001,5\n");
        string second = Put("2.csv", Header + "2024-01-02T14:31:00Z,4001,4001,4001,4001,5\n2024-01-02T14:30:00Z,4002,4002,4002,"
            + "4002,5\n2024-01-02T14:32:00Z,4001,4001,4001,4001,5\n");
        Assert.True(BarImport.Run([first], target, Instrument.ES, new ImportOptions()).WasWritten);
        byte[] before = File.ReadAllBytes(target);

        ImportResult dry = BarImport.Run(
            [second], target, Instrument.ES, new ImportOptions { DryRun = true, Mode = CheckMode.Repair });
        Assert.Equal((1, 1, 1, false), (dry.Added, dry.AlreadyThere, dry.ConflictCount, dry.WasWritten));
        Assert.Equal(before, File.ReadAllBytes(target));

        ImportResult result = BarImport.Run([second], target, Instrument.ES, new ImportOptions { Mode = CheckMode.Repair });
        Assert.Equal(["2024-01-02 09:30:00 New York: has 4001.00,4001.00,4001.00,4001.00,5, the import "
            + "4002.00,4002.00,4002.00,4002.00,5"], result.Conflicts);
        Assert.Equal([16004, 16004, 16004],
            BarFile.Read(target, Instrument.ES, BarInterval.Minute, CheckMode.Strict).Bars.CloseTicks.ToArray());
        Assert.False(BarImport.Run([second], target, Instrument.ES, new ImportOptions { Mode = CheckMode.Repair }).WasWritten);
    }

    [Fact]
    public void Overlapping_downloads_in_any_order_become_one_series()
    {
        const string Header = "timestamp,open,high,low,close,volume\n";
        string later = Put("2.csv", Header
            + "2024-01-02T14:31:00Z,4001,4001,4001,4001,5\n2024-01-02T14:32:00Z,4001,4001,4001,4001,5\n");
        string earlier = Put(
            "1.csv", Header + "2024-01-02T14:30:00Z,4001,4001,4001,4001,5\n2024-01-02T14:31:00Z,4001,4001,4001,4001,5\n");
        ImportResult result = BarImport.Run([later, earlier], null, Instrument.ES, new ImportOptions { Mode = CheckMode.Strict });
        Assert.Equal(3, result.Bars.Count);
        Assert.Equal("the time of 2.csv:2", result.Reports[1].Of(BarRule.RepeatedRow)!.FirstValue);
    }
}
