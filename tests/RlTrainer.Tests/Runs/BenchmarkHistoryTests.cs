using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Reports of several processes as one, and the kept results as a table.</summary>
public sealed class BenchmarkHistoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-history-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_fastest_comes_from_the_best_process_and_medians_from_the_middle_one()
    {
        // 1 GFLOP: 12.5 ms beside 100 GFLOP/s are 80 %, 10 ms beside 200
        // are 50 %. Typical 40, 62.5 and 50 %: the middle one is the third.
        BenchmarkReport merged = BenchmarkReport.Of(
        [
            Report("2026-01-01", Update(100, 0.0125, 100, 0.025)), Report("2026-01-01", Update(200, 0.010, 80, 0.020)),
            Report("2026-01-01", Update(200, 0.011, 40, 0.050)),
        ]);
        Assert.Equal((0.8, 0.5, 3),
            (Math.Round(merged.Work[0].FastestShare, 6), Math.Round(merged.Work[0].TypicalShare, 6), merged.Processes));
        Assert.Equal((300.0, 150.0), (merged.Peaks[0].GigaFlops, merged.Peaks[0].MedianGigaFlops));
        Assert.Equal((12_000.0, 10_000.0), (merged.EndToEnd[0].FastestStepsPerSecond, merged.EndToEnd[0].StepsPerSecond));
    }

    [Fact]
    public void The_table_has_a_column_for_the_newest_report_of_each_processor()
    {
        BenchmarkHistory.Keep(_folder, Report("2026-01-01", Update(100, 0.020, 100, 0.025)));
        BenchmarkHistory.Keep(_folder, Report("2026-02-01", Update(100, 0.0125, 100, 0.020)));
        string file = BenchmarkHistory.Keep(
            _folder, Report("2026-01-15", Update(200, 0.010, 200, 0.010)) with { Processor = "Other CPU @ 3.1GHz" });
        Assert.Equal(Path.Combine(_folder, "other-cpu-3-1ghz", "2026-01-15.json"), file);
        const string table = """
            | fastest / typical | A Processor, 2026-02-01 | Other CPU @ 3.1GHz, 2026-01-15 |
            |---|---|---|
            | | 2 processors | 2 processors |
            | update of 512, 1 thread | 80 % / 50 %, 25,600 states/s | 50 % / 50 %, 51,200 states/s |
            | end to end, 80 environments, 128 decisions, 2 threads | 60 % / 100 %, 10,000 steps/s | 60 % / 100 %, 10,000 steps/s |

            """;
        Assert.Equal(table, BenchmarkHistory.Table(BenchmarkHistory.Newest(_folder)));
        Assert.EndsWith(table, File.ReadAllText(Path.Combine(_folder, "README.md")), StringComparison.Ordinal);
        string page = Path.Combine(_folder, "page.md");
        File.WriteAllText(page, "before\n<!-- engine table -->\nold\n<!-- end of engine table -->\nafter\n");
        BenchmarkHistory.WriteInto(page, _folder);
        Assert.Equal($"before\n<!-- engine table -->\n{table}<!-- end of engine table -->\nafter\n", File.ReadAllText(page));
    }

    [Fact]
    public void A_quick_report_and_a_page_without_a_place_are_refused()
    {
        BenchmarkReport report = Report("2026-01-01", Update(100, 0.02, 100, 0.025));
        Assert.Equal("A quick benchmark is no result to keep; measure without --quick.",
            Assert.Throws<ArgumentException>(() => BenchmarkHistory.Keep(_folder, report with { IsQuick = true })).Message);
        Assert.Equal("The report names no processor or no date; expected both.",
            Assert.Throws<ArgumentException>(() => BenchmarkHistory.Keep(_folder, report with { Processor = "" })).Message);
        string page = Path.Combine(_folder, "page.md");
        File.WriteAllText(page, "no place");
        Assert.Equal(
            $"{page} has no lines '<!-- engine table -->' and '<!-- end of engine table -->'; write them where the table "
            + $"belongs.",
            Assert.Throws<InvalidDataException>(() => BenchmarkHistory.WriteInto(page, _folder)).Message);
    }

    private static WorkSpeed Update(double peak, double fastest, double medianPeak, double median) =>
        new("update", 1, 512, 1e9, peak, medianPeak, fastest, median, 0);

    /// <summary>10 MFLOP a step: 12,000 steps/s beside 200 GFLOP/s are 60 %, 10,000 beside 100 are 100 %.</summary>
    private static BenchmarkReport Report(string date, WorkSpeed work) => new()
    {
        Machine = "2 processors",
        Processor = "A Processor",
        Date = date,
        Peaks = [new PeakSpeed(1, work.PeakGigaFlops + 100, 150)],
        Work = [work],
        EndToEnd = [new EndToEndSpeed(
            "cpu", 2, 80, "128 decisions", 10_000, 12_000, 0.1, 0.2, 0.7, 0.07, 10e6, 200, 100, null, 0)],
    };
}
