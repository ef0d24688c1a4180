using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class BarFileTests
{
    private const string Header = "timestamp,open,high,low,close,volume\n";

    private static CheckedBars Read(string text, CheckMode mode = CheckMode.Report, BarInterval interval = BarInterval.Minute) =>
        BarFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "es.csv", Instrument.ES, interval, mode);

    private static BarDataException Refused(string text, CheckMode mode = CheckMode.Strict) =>
        Assert.Throws<BarDataException>(() => Read(text, mode));

    [Fact]
    public void A_row_becomes_ticks_and_New_York_time()
    {
        // 2024-01-02T14:30Z is 09:30 New York in winter: 1704205800 s, and 1704205800 − 5 h on the wall clock.
        // 4772.25 / 0.25 = 19089 ticks, 4774.50 → 19098, 4771 → 19084, 4773.75 → 19095.
        Bar bar = Read(Header + "2024-01-02T14:30:00Z,4772.25,4774.50,4771,4773.75,12345\n").Bars[0];
        Assert.Equal(new Bar(1704205800, 1704205800 - 5 * 3600, 19089, 19098, 19084, 19095, 12345), bar);
    }

    [Theory]
    [InlineData("2024-07-02T13:30:00Z")]
    [InlineData("2024-07-02T13:30:00.000000Z")]
    [InlineData("2024-07-02 13:30:00+00:00")]
    [InlineData("2024-07-02T09:30:00-04:00")]
    [InlineData("2024-07-02T09:30:00-0400")]
    [InlineData("2024-07-02 09:30:00")]
    [InlineData("2024-07-02 09:30")]
    [InlineData("\"2024-07-02 09:30:00\"")]
    public void Zulu_offsets_and_Eastern_without_offset_name_the_same_instant(string time) =>
        Assert.Equal(1719927000, Read(Header + time + ",1,1,1,1,1\n").Bars.UtcSeconds[0]);

    [Fact]
    public void Both_time_changes_keep_the_session_at_18_New_York()
    {
        // Sunday 2024-03-10 opens 22:00Z (summer), Sunday 2024-11-03
        // opens 23:00Z (winter), the Sundays before the other way round.
        CheckedBars read = Read(Header
            + "2024-03-03T23:00:00Z,1,1,1,1,1\n2024-03-10T22:00:00Z,1,1,1,1,1\n2024-10-27T22:00:00Z,1,1,1,1,"
            + "1\n2024-11-03T23:00:00Z,1,1,1,1,1\n");
        Assert.Equal(4, read.Bars.Days.Count);
        for (int bar = 0; bar < 4; bar++) Assert.Equal(18 * 3600, read.Bars.EasternSeconds[bar] % 86_400);
    }

    [Fact]
    public void A_malformed_row_stops_strict_reading_with_file_line_text_rule_and_remedy() => Assert.Equal(
        "es.csv:3: unparseable row: found 5 columns, expected 6: '2024-01-02T14:31:00Z,1,2,1,2'. Expected a time, four prices "
        + "and a volume in the columns "
        + "of the file's format. Mend the row, or read with CheckMode.Report, which leaves such rows out and lists them.",
        Refused(Header + "2024-01-02T14:30:00Z,1,2,1,2,5\n2024-01-02T14:31:00Z,1,2,1,2\n").Message);

    [Theory]
    [InlineData("2024-01-02T14:31:00Z,x,2,1,2,5", BarRule.UnparseableRow)]
    [InlineData("2024-13-02T14:31:00Z,1,2,1,2,5", BarRule.UnparseableRow)]
    [InlineData("2024-02-30T14:31:00Z,1,2,1,2,5", BarRule.UnparseableRow)]
    [InlineData("2024-01-02T24:31:00Z,1,2,1,2,5", BarRule.UnparseableRow)]
    [InlineData("2024-01-02T14:31:00Z,1,2,1,2,1e400", BarRule.UnparseableRow)]
    [InlineData("2024-01-02T14:31:00Z,,2,1,2,5", BarRule.MissingValue)]
    [InlineData("2024-01-02T14:31:00Z,1,2,NaN,2,5", BarRule.MissingValue)]
    [InlineData("2024-01-02T14:31:00Z,1,2,1,2,", BarRule.MissingValue)]
    [InlineData("2024-01-02T14:30:00Z,1,2,1,2,5", BarRule.DuplicateTimestamp)]
    [InlineData("2024-01-02T14:29:00Z,1,2,1,2,5", BarRule.OutOfOrder)]
    [InlineData("2024-01-02 14:31:00,1,2,1,2,5", BarRule.MixedOffsets)]
    [InlineData("2024-01-02T14:31:07Z,1,2,1,2,5", BarRule.OffMinute)]
    [InlineData("2024-01-02T14:31:00Z,1,1,2,1,5", BarRule.HighBelowLow)]
    [InlineData("2024-01-02T14:31:00Z,3,2,1,2,5", BarRule.OpenOrCloseOutsideRange)]
    [InlineData("2024-01-02T14:31:00Z,1,2,0,2,5", BarRule.NonPositivePrice)]
    [InlineData("2024-01-02T14:31:00Z,-1,2,-1,2,5", BarRule.NonPositivePrice)]
    [InlineData("2024-01-02T14:31:00Z,1,2,1,2,-5", BarRule.NegativeVolume)]
    [InlineData("2024-01-02T14:31:00Z,100,200,100,200,5", BarRule.PriceOffByFactor)]
    [InlineData("", BarRule.BlankLine)]
    public void Each_row_rule_leaves_the_row_out_and_names_its_line(string row, BarRule rule)
    {
        CheckedBars read = Read(Header + "2024-01-02T14:30:00Z,1,2,1,2,5\n" + row + "\n2024-01-02T14:32:00Z,1,2,1,2,5\n");
        BarFinding finding = read.Report.Of(rule)!;
        Assert.Equal(("es.csv:3", 1L, "left out"), (finding.FirstPlace, finding.Count, finding.Treatment));
        Assert.Equal((3L, 2L, 1L), (read.Report.RowsRead, read.Report.RowsKept, read.Report.RowsListed));
        Assert.Equal(3, read.Report.LeftOut[0].Line);
    }

    [Fact]
    public void Strict_reading_stops_at_errors_and_only_lists_warnings()
    {
        const string Good = "2024-01-02T14:30:00Z,1,2,1,2,5\n";
        Assert.Equal(BarRule.HighBelowLow, Refused(Header + Good + "2024-01-02T14:31:00Z,1,1,2,1,5\n").Rule);
        CheckedBars read = Read(Header + Good + "2024-01-02T22:30:00Z,1,2,1,2,5\n", CheckMode.Strict);
        Assert.Equal("'17:30'", "'" + read.Report.Of(BarRule.OutsideTradingHours)!.FirstValue[11..16] + "'");
        Assert.Equal(1, read.Bars.Count);
    }

    [Fact]
    public void Repair_sorts_swaps_widens_rescales_and_lists_every_change()
    {
        CheckedBars read = Read(Header
            + "2024-01-02T14:30:00Z,4000,4001,3999,4000,5\n"
            + "2024-01-02T14:33:00Z,4000,3999,4001,4000,5\n"          // high and low swapped
            + "2024-01-02T14:31:00Z,4002,4001,3999,4000,5\n"          // late, and the open is above the high
            + "2024-01-02T14:34:00Z,400000,400100,399900,400000,5\n"  // in cents
            + "2024-01-02T14:35:00Z,4000,4001,3999,4000,-5\n", CheckMode.Repair);
        Assert.Equal(5, read.Bars.Count);
        Assert.Equal(0, read.Report.RowsListed);
        Assert.Equal([30, 31, 33, 34, 35], Enumerable.Range(0, 5).Select(bar => (int)(read.Bars.UtcSeconds[bar] / 60 % 60)));
        Assert.Equal((16004, 16008, 15996), (read.Bars[2].HighTicks, read.Bars[1].HighTicks, read.Bars[2].LowTicks));
        Assert.Equal((16000, 0L), (read.Bars[3].CloseTicks, read.Bars[4].Volume));
        Assert.Equal(
            [(3L, BarRule.HighBelowLow), (4L, BarRule.OutOfOrder), (4L, BarRule.OpenOrCloseOutsideRange),
                (5L, BarRule.PriceOffByFactor), (6L, BarRule.NegativeVolume)],
            read.Report.Changed.Select(row => (row.Line, row.Rule)));
    }

    [Fact]
    public void Off_tick_prices_go_to_the_nearest_tick_and_are_listed_but_float_noise_is_not()
    {
        CheckedBars read = Read(
            Header + "2024-01-02T14:30:00Z,4000.10,4001,3999,4000,5\n2024-01-02T14:31:00Z,4000.2500000001,4001,3999,4000,5\n");
        Assert.Equal((16000, 16001), (read.Bars[0].OpenTicks, read.Bars[1].OpenTicks));
        Assert.Equal([2L], read.Report.Changed.Select(row => row.Line));
        Assert.Equal("mended", read.Report.Of(BarRule.OffTick)!.Treatment);
    }

    [Theory]
    [InlineData(5, "5-minute")]
    [InlineData(60, "hourly")]
    public void Longer_bars_are_refused_with_the_reason(int minutes, string words)
    {
        var text = new StringBuilder(Header);
        for (int bar = 0; bar < 40; bar++)
            text.Append(DateTime.UnixEpoch.AddDays(19730).AddMinutes(bar * minutes)
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)).Append(",1,1,1,1,1\n");
        Assert.Equal(
            $"es.csv: wrong bar length: the file holds {words} bars. Expected bars of the length asked for. Export one-minute "
            + $"bars: training fills, stops and flat times are decided minute by minute.",
            Refused(text.ToString()).Message);
    }

    [Fact]
    public void Gaps_zero_volume_flat_lines_and_spikes_are_found_at_their_lines()
    {
        var text = new StringBuilder(Header);
        for (int minute = 0; minute < 300; minute++)
        {
            if (minute is >= 200 and < 210) continue;                             // 10 minutes missing: the next row is line 202
            int price = minute is >= 220 and < 290 ? 4000 : 4000 + minute % 3;    // flat from minute 220
            int high = minute == 150 ? 4200 : minute is >= 220 and < 290 ? price : price + 1;
            int volume = minute is >= 100 and < 140 ? 0 : 5;
            text.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"2024-01-02T{15 + minute / 60}:{minute % 60:00}:00Z,{price},{high},{price},{price},{volume}\n");
        }
        ValidationReport report = Read(text.ToString()).Report;
        // Row of minute m stands on line m + 2, and on line m − 8 after the gap.
        Assert.Equal(202, report.Of(BarRule.GapInSession)!.FirstLine);
        Assert.Equal(102, report.Of(BarRule.ZeroVolumeRun)!.FirstLine);
        Assert.Equal(152, report.Of(BarRule.PriceSpike)!.FirstLine);
        Assert.InRange(report.Of(BarRule.FlatLine)!.FirstLine, 212, 213);
        Assert.All([BarRule.GapInSession, BarRule.ZeroVolumeRun, BarRule.PriceSpike, BarRule.FlatLine], rule =>
            Assert.Equal(1, report.Of(rule)!.Count));
        Assert.Equal(report.RowsRead, report.RowsKept);
    }

    [Fact]
    public void A_late_open_an_early_end_and_missing_days_are_gaps_but_a_download_may_begin_and_end_anywhere()
    {
        // Two whole days with a part of two others: 10:00 to the close, whole, 18:10 to 16:40 of the next but one, to noon.
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = 6 }).Minutes;
        bool IsKept(int bar)
        {
            int day = Enumerable.Range(0, 6).First(index => bar < bars.Days[index].EndBar),
                minute = bar - bars.Days[day].FirstBar;
            return day switch
            {
                0 => minute >= 960,
                1 => true,
                2 => false,
                3 => minute is >= 10 and < 1_360,
                4 => true,
                _ =>
                minute < 1_080
            };
        }
        var text = new StringBuilder(Header);
        for (int bar = 0; bar < bars.Count; bar++)
            if (IsKept(bar))
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{bars.UtcSeconds[bar]},"
                    + $"{bars.CloseTicks[bar] / 4},{bars.CloseTicks[bar] / 4},{bars.CloseTicks[bar] / 4},"
                    + $"{bars.CloseTicks[bar] / 4},5\n");
        CheckedBars read = Read(text.ToString().Replace("timestamp", "time", StringComparison.Ordinal));
        BarFinding gap = read.Report.Of(BarRule.GapInSession)!;
        // 420 rows of the first day and 1,380 of the second: the third day read starts on line 1,802.
        Assert.Equal((3L, 1802L), (gap.Count, gap.FirstLine));
    }

    [Fact]
    public void Byte_order_marks_CRLF_and_UTF16_change_nothing()
    {
        const string Text = "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,1,2,1,2,5\n2024-01-02T14:31:00Z,1,2,1,"
            + "2,6\n";
        byte[][] variants =
        [
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)],
            Encoding.UTF8.GetBytes(Text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
        ];
        foreach (byte[] variant in variants)
        {
            CheckedBars read = BarFile.Read(
                new MemoryStream(variant), "es.csv", Instrument.ES, BarInterval.Minute, CheckMode.Strict);
            Assert.Equal((2, 6L, 0), (read.Bars.Count, read.Bars.Volumes[1], read.Report.Findings.Count));
        }
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("\n", 2, 0)]
    [InlineData("\r\n", 2, 0)]
    [InlineData(",x", 2, 0)]
    public void A_last_number_without_a_line_end_may_be_cut_and_its_row_is_left_out(string end, int bars, int unfinished)
    {
        // A download that broke off inside 12345 ends in 123, which is a
        // number, too; what stands behind the volume shows that it is whole.
        string header = end == ",x" ? "timestamp,open,high,low,close,volume,note\n" : Header, note = end == ",x" ? ",x" : "";
        string text = $"{header}2024-01-02T14:30:00Z,1,2,1,2,5{note}\n2024-01-02T14:31:00Z,1,2,1,2,123{end}";
        CheckedBars read = BarFile.Read(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), "es.csv", Instrument.ES, BarInterval.Minute, CheckMode.Strict);
        Assert.Equal((bars, unfinished),
            (read.Bars.Count, read.Report.Findings.Count(finding => finding.Rule == BarRule.UnfinishedLine)));
    }

    [Theory]
    [InlineData("14996", 1)]
    [InlineData("14996.", 1)]      // a price with its fraction cut off
    [InlineData("14996.7", 1)]
    [InlineData("14996.75\n", 2)]
    public void A_price_in_the_last_column_that_may_be_cut_is_left_out(string low, int bars)
    {
        string text = "time_utc,open,high,close,volume,low\n2024-01-02 14:30:00,14997,14998,14997,5,14996.75\n"
            + $"2024-01-02 14:31:00,14997,14998,14997,5,{low}";
        CheckedBars read = BarFile.Read(
            new MemoryStream(Encoding.UTF8.GetBytes(text)), "nq.csv", Instrument.NQ, BarInterval.Minute, CheckMode.Report);
        Assert.Equal((bars, 2 - bars),
            (read.Bars.Count, read.Report.Findings.Count(finding => finding.Rule == BarRule.UnfinishedLine)));
    }

    [Fact]
    public void A_line_of_ten_megabytes_is_listed_and_its_neighbours_are_read()
    {
        string text = Header + "2024-01-02T14:30:00Z,1,2,1,2,5\n" + new string('7', 10_000_000)
            + "\n2024-01-02T14:31:00Z,1,2,1,2,6\n";
        ValidationReport report = Read(text).Report;
        Assert.Equal((3L, 2L, 3L), (report.RowsRead, report.RowsKept, report.Of(BarRule.UnparseableRow)!.FirstLine));
    }

    [Fact]
    public void A_damaged_gzip_file_says_so()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv.gz");
        try
        {
            using (var stream = new GZipStream(File.Create(path), CompressionLevel.Fastest))
                stream.Write(Encoding.UTF8.GetBytes(
                    Header + string.Concat(
                        Enumerable.Range(10, 40).Select(m => $"2024-01-02T14:{m}:00Z,1,2,1,{m % 2 + 1},{m * m}\n"))));
            byte[] bytes = File.ReadAllBytes(path);
            bytes[bytes.Length / 2] ^= 0xFF;
            File.WriteAllBytes(path, bytes);
            var error = Assert.Throws<BarDataException>(
                () => BarFile.Read(path, Instrument.ES, BarInterval.Minute, CheckMode.Report));
            Assert.Contains("its compressed content is damaged", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_is_written_reads_back_equal_and_stays_labelled_synthetic()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 3 }).Minutes;
        var text = new MemoryStream();
        BarCsv.Write(text, bars);
        CheckedBars read = BarFile.Read(
            new MemoryStream(text.ToArray()), "NQ_D1M.csv", Instrument.NQ, BarInterval.Minute, CheckMode.Strict);
        Assert.True(read.Bars.IsSynthetic);
        Assert.Equal("NQ_D1M.csv (synthetic, seed 42, planted signal None)", read.Bars.Origin);
        Assert.Empty(read.Report.LeftOut);
        Assert.Equal(bars.Count, read.Bars.Count);
        for (int bar = 0; bar < bars.Count; bar++) Assert.Equal(bars[bar], read.Bars[bar]);
        Assert.Equal(bars.Days, read.Bars.Days);
    }
}
