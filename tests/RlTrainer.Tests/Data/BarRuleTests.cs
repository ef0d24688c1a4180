using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Every rule has a small file that breaks it, and is found there; a rule without one fails here.</summary>
public sealed class BarRuleTests : IDisposable
{
    private const string Header = "timestamp,open,high,low,close,volume\n", Good = "2024-01-02T14:30:00Z,4000,4001,3999,4000,5\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("rules").FullName;

    public static TheoryData<BarRule> Rules => [.. Enum.GetValues<BarRule>()];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_is_found_in_a_file_that_breaks_it(BarRule rule)
    {
        BarFinding finding = Findings(rule).Single(found => found.Rule == rule);
        Assert.Equal(BarRules.SeverityOf(rule), finding.Severity);
        Assert.NotEqual(("", ""), (BarRules.NameOf(rule), BarRules.ExpectationOf(rule)));
        Assert.EndsWith(".", BarRules.RemedyOf(rule), StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_the_clock_showed_twice_is_the_later_one_where_the_earlier_is_taken_and_a_skipped_one_is_left_out()
    {
        // Tehran moved its clock back on Tuesday 2021-09-21 at 24:00 to 23:00 (UTC+4:30 to UTC+3:30): 23:30 was 19:00 and 20:00
        // UTC. On 2021-03-22 it skipped 00:00 to 01:00.
        ImportResult back = Import(
            "back.txt", Rows("2021-09-21 23:29:00", "2021-09-21 23:30:00", "2021-09-21 23:30:00"),
            new ImportOptions { Zone = "Asia/Tehran" });
        Assert.Equal([18 * 3600 + 59 * 60, 19 * 3600, 20 * 3600],
            Enumerable.Range(0, 3).Select(bar => (int)(back.Bars.UtcSeconds[bar] % 86_400)));
        Assert.Equal(("kept", 3L),
            (back.Reports[0].Of(BarRule.AmbiguousTime)!.Treatment, back.Reports[0].Of(BarRule.AmbiguousTime)!.Count));
        ImportResult forward =
            Import("forward.txt", Rows("2021-03-22 00:30:00", "2021-03-22 03:00:00"), new ImportOptions { Zone = "Asia/Tehran" });
        Assert.Equal((1L, 1), (forward.Reports[0].Of(BarRule.NonexistentTime)!.FirstLine, forward.Bars.Count));
    }

    private static string Rows(params string[] times) => string.Concat(times.Select(time => time + ",4000,4001,3999,4000,5\n"));

    private ImportResult Import(string name, string text, ImportOptions options, Instrument? instrument = null)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return BarImport.Run([path], null, instrument ?? Instrument.ES, options);
    }

    private IReadOnlyList<BarFinding> Findings(BarRule rule) => rule switch
    {
        BarRule.BlankLine => Read(Good + "\n"),
        BarRule.UnparseableRow => Read(Good + "hello\n"),
        BarRule.MissingValue => Read(Good + "2024-01-02T14:31:00Z,,,,,0\n"),
        BarRule.DuplicateTimestamp => Read(Good + Good),
        BarRule.RepeatedRow =>
            BarImport.Run([Put("1.csv", Header + Good), Put("2.csv", Header + Good)], null, Instrument.ES, new ImportOptions())
                .Reports[1].Findings,
        BarRule.OutOfOrder =>
            Read(Good + "2024-01-02T14:31:00Z,4000,4001,3999,4000,5\n2024-01-02T14:29:00Z,4000,4001,3999,4000,5\n"),
        BarRule.MixedOffsets => Read(Good + "2024-01-02 14:31:00,4000,4001,3999,4000,5\n"),
        BarRule.NonexistentTime =>
            Import("a.txt", Rows("2021-03-22 00:30:00", "2021-03-22 03:00:00"), new ImportOptions { Zone = "Asia/Tehran" })
                .Reports[0].Findings,
        BarRule.AmbiguousTime =>
            Import("a.txt", Rows("2021-09-21 23:30:00"), new ImportOptions { Zone = "Asia/Tehran" }).Reports[0].Findings,
        BarRule.OffMinute => Read(Good + "2024-01-02T14:31:07Z,4000,4001,3999,4000,5\n"),
        BarRule.HighBelowLow => Read(Good + "2024-01-02T14:31:00Z,4000,3999,4001,4000,5\n"),
        BarRule.OpenOrCloseOutsideRange => Read(Good + "2024-01-02T14:31:00Z,4002,4001,3999,4000,5\n"),
        BarRule.NonPositivePrice => Read(Good + "2024-01-02T14:31:00Z,4000,4001,0,4000,5\n"),
        BarRule.NegativeVolume => Read(Good + "2024-01-02T14:31:00Z,4000,4001,3999,4000,-5\n"),
        BarRule.OffTick => Read(Good + "2024-01-02T14:31:00Z,4000.1,4001,3999,4000,5\n"),
        BarRule.PriceOffByFactor => Read(Good + "2024-01-02T14:31:00Z,400000,400100,399900,400000,5\n"),
        BarRule.OutsideTradingHours => Read(Good + "2024-01-02T22:30:00Z,4000,4001,3999,4000,5\n"),
        BarRule.CalendarSpread => Import("a.csv", "ts_event,open,high,low,close,volume,symbol\n2024-01-02T14:30:00Z,5100,5100,"
            + "5100,5100,1,ESH4\n2024-01-02T14:30:00Z,5100,5100,5100,5100,1,"
            + "ESH4-ESM4\n", new ImportOptions()).Reports[0].Findings,
        BarRule.OtherContract => Import("a.csv", "ts_event,open,high,low,close,volume,symbol\n2024-01-02T14:30:00Z,5100,5100,"
            + "5100,5100,1,ESH4\n2024-01-02T14:30:00Z,5100,5100,5100,5100,1,"
            + "ESM4\n", new ImportOptions { Contract = "ESH4" }).Reports[0].Findings,
        BarRule.GapInSession => Read(Good + "2024-01-02T14:50:00Z,4000,4001,3999,4000,5\n"),
        BarRule.ZeroVolumeRun => Read(Minutes(40, minute => "4000,4001,3999,4000,0")),
        BarRule.PriceSpike => Read(Minutes(100, minute => minute == 80 ? "4000,4400,3999,4000,5" : "4000,4001,3999,4000,5")),
        BarRule.FlatLine => Read(Minutes(70, minute => "4000,4000,4000,4000,5")),
        BarRule.RollJump => RolledOver(),
        BarRule.SecondsDisagree or BarRule.SecondsMissing => SecondsFindings(),
        BarRule.WrongInterval =>
            [Refused(Header + string.Concat(
                Enumerable.Range(0, 40).Select(bar => $"2024-01-02T{14 + bar / 12:00}:{bar % 12 * 5:00}:00Z,1,1,1,1,1\n")))],
        BarRule.UnknownVolume => Import("a.json", "[{\"date\":\"2024-01-02T14:30:00Z\",\"open\":4000,\"high\":4001,\"low\":3999,"
            + "\"close\":4000,\"volume\":-1}]", new ImportOptions()).Reports[0].Findings,
        BarRule.UnfinishedLine => Read(Good + "2024-01-02T14:31:00Z,4000,4001,3999,4000,5"),
        BarRule.SuspectTrade =>
            Import("20240102_es_tick_trade.csv", "52200000,4000,1,CME,,0\n52201000,4000,1,CME,,1\n",
                new ImportOptions { Aggregate = true }).Reports[0].Findings,
        BarRule.BorrowedCalendar =>
            Import("a.csv", Header + Good, new ImportOptions(),
                new Instrument("GC", "gold future", "COMEX", 0.1m, 1_000, 1, 250, false)).Reports[0].Findings,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No file breaks this rule; write one."),
    };

    private static IReadOnlyList<BarFinding> Read(string rows) =>
        BarFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(Header + rows)), "a.csv", Instrument.ES, BarInterval.Minute,
            CheckMode.Report).Report.Findings;

    private static BarFinding Refused(string text)
    {
        BarDataException error =
            Assert.Throws<BarDataException>(
                () => BarFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "a.csv", Instrument.ES, BarInterval.Minute,
                    CheckMode.Report));
        return new BarFinding(
            error.Rule!.Value, BarRules.SeverityOf(error.Rule.Value), 1, error.File, error.Line, error.Text, "left out");
    }

    private static string Minutes(int count, Func<int, string> row) =>
        string.Concat(Enumerable.Range(0, count)
            .Select(minute => $"2024-01-02T{15 + minute / 60}:{minute % 60:00}:00Z,{row(minute)}\n"));

    /// <summary>Ten days, all prices 2 % higher from the ninth on.</summary>
    private static IReadOnlyList<BarFinding> RolledOver()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 10, Instrument = Instrument.ES }).Minutes;
        int[] Raised(ReadOnlySpan<int> ticks) =>
            [.. ticks.ToArray().Select((tick, bar) => bar < bars.Days[8].FirstBar ? tick : (int)(tick * 1.02))];
        var columns = new BarColumns(
            bars.UtcSeconds.ToArray(), bars.EasternSeconds.ToArray(), Raised(bars.OpenTicks), Raised(bars.HighTicks),
            Raised(bars.LowTicks), Raised(bars.CloseTicks), bars.Volumes.ToArray());
        var text = new MemoryStream();
        BarCsv.Write(text, new BarSeries(bars.Instrument, bars.Interval, bars.Origin, true, columns, bars.Days));
        return BarFile.Read(new MemoryStream(text.ToArray()), "a.csv", Instrument.ES, BarInterval.Minute, CheckMode.Report)
            .Report.Findings;
    }

    /// <summary>Two minutes of which the first has other volume than its second, and the second has none.</summary>
    private static IReadOnlyList<BarFinding> SecondsFindings()
    {
        BarSeries Of(string rows, BarInterval interval) =>
            BarFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(Header + rows)), "a.csv", Instrument.ES, interval,
                CheckMode.Report).Bars;
        BarSeries minutes = Of(Good + "2024-01-02T14:31:00Z,4000,4001,3999,4000,5\n", BarInterval.Minute);
        return SecondsCheck.Of(minutes, Of("2024-01-02T14:30:00Z,4000,4001,3999,4000,4\n", BarInterval.Second))
            .ToFindings("a.csv");
    }

    private string Put(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return Path.Combine(_folder, name);
    }
}
