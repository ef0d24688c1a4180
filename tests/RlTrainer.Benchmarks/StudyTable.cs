using System.Globalization;
using System.Text;
using RlTrainer.Evaluation;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>The study as Markdown: every run, and over the seeds the medians and the differences with their intervals.</summary>
internal static class StudyTable
{
    private static readonly string[] Arms = [StudyBenchmark.Phase1, StudyBenchmark.Transferred, StudyBenchmark.FromScratch];

    /// <param name="rows">Finished runs.</param>
    /// <param name="folder">The run of a row, for its evaluations.</param>
    public static string Of(IReadOnlyList<StudyRow> rows, Func<StudyRow, RunFolder> folder)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, StudyRow> market in rows.GroupBy(row => row.Market))
        {
            Market(text, market.Key, [.. market]);
            Speed(text, [.. market], folder);
            Curve(text, [.. market], folder);
        }
        return text.ToString();
    }

    private static void Market(StringBuilder text, string name, StudyRow[] rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n### {name} market (synthetic), held-out days\n\n");
        text.Append("| policy | seed | share of the oracle [95 %] | sampled | share, floor raised | profit $ ± s.e. | PF | "
            + "Sharpe | win | trades | pass [95 %] | breached | days to pass | converged at | best at | minutes |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (StudyRow row in rows.Where(row => row.Arm == "yardstick")) Line(text, row, row.Policy);
        foreach (StudyRow row in Arms.SelectMany(arm => rows.Where(row => row.Arm == arm).OrderBy(row => row.Seed)))
            Line(text, row, row.Arm);
        foreach (IGrouping<string, StudyRow> baseline in rows.Where(row => row.Arm == $"baseline of {StudyBenchmark.Phase1}")
            .GroupBy(row => row.Policy.Split(',')[0]))
            Line(text, baseline.First(), baseline.First().Policy);
        text.Append("\n| over the seeds | seeds | share: median | share: IQM [95 %] | Sharpe: median | pass: median | converged: "
            + "median steps | minutes: median |\n|---|---|---|---|---|---|---|---|\n");
        foreach (string arm in Arms)
        {
            StudyRow[] runs = [.. rows.Where(row => row.Arm == arm).OrderBy(row => row.Seed)];
            if (runs.Length == 0) continue;
            SeedSummary share = SeedSummary.Of(Figures(runs, row => row.Share), 1);
            text.Append(CultureInfo.InvariantCulture,
                $"| {arm} | {runs.Length} | {share.Median:P1} | {share.InterquartileMean:P1} "
                + $"{Range(share.Interval?.Low, share.Interval?.High, "P1")} | {Median(runs, row => row.Sharpe):F2} | "
                + $"{Median(runs, row => row.Pass):P1} | {Median(runs, row => row.ConvergedSteps):N0} | "
                + $"{Median(runs, row => row.WallSeconds) / 60:F1} |\n");
        }
        Difference(text, rows, "phase 2 by transfer minus phase 1", StudyBenchmark.Transferred, StudyBenchmark.Phase1);
        Difference(text, rows, "phase 2 by transfer minus from scratch", StudyBenchmark.Transferred, StudyBenchmark.FromScratch);
    }

    private static void Difference(StringBuilder text, StudyRow[] rows, string title, string first, string second)
    {
        StudyRow[] firsts = [.. rows.Where(row => row.Arm == first).OrderBy(row => row.Seed)],
            seconds = [.. rows.Where(row => row.Arm == second).OrderBy(row => row.Seed)];
        ulong[] seeds = [.. firsts.Select(row => row.Seed).Intersect(seconds.Select(row => row.Seed))];
        firsts = [.. firsts.Where(row => seeds.Contains(row.Seed))];
        seconds = [.. seconds.Where(row => seeds.Contains(row.Seed))];
        if (seeds.Length == 0) return;
        text.Append(CultureInfo.InvariantCulture,
            $"\n{title}, {seeds.Length} seeds, difference of interquartile means [95 %, paired]: ");
        foreach ((string figure, Func<StudyRow, double?> of, string format) in new (string, Func<StudyRow, double?>, string)[]
        {
            ("share", row => row.Share, "P1"), ("share with the floor raised", row => row.FloorShare, "P1"),
            ("Sharpe", row => row.Sharpe, "F2"), ("pass", row => row.Pass, "P1"),
            ("steps to convergence", row => row.ConvergedSteps, "N0"),
        })
        {
            double[] ours = Figures(firsts, of), theirs = Figures(seconds, of);
            if (ours.Length != theirs.Length || ours.Length == 0) continue;
            Interval? interval = SeedSummary.Difference(ours, theirs, isPaired: true, 1);
            double difference = SeedSummary.Of(ours, 1).InterquartileMean - SeedSummary.Of(theirs, 1).InterquartileMean;
            text.Append(CultureInfo.InvariantCulture,
                $"{figure} {difference.ToString(format, CultureInfo.InvariantCulture)} "
                + $"{Range(interval?.Low, interval?.High, format)}; ");
        }
        text.Append('\n');
    }

    /// <summary>How many steps transfer needs for what the run from scratch
    /// of the same seed ends at, by the same rule for both.</summary>
    private static void Speed(StringBuilder text, StudyRow[] rows, Func<StudyRow, RunFolder> folder)
    {
        var saved = new List<double>();
        int pairs = 0;
        foreach (StudyRow scratch in rows.Where(row => row.Arm == StudyBenchmark.FromScratch).OrderBy(row => row.Seed))
        {
            if (rows.FirstOrDefault(
                row => row.Arm == StudyBenchmark.Transferred && row.Seed == scratch.Seed) is not { } transferred) continue;
            double level = Convergence.Of(folder(scratch)).FinalReward;
            long? theirs = Convergence.StepsTo(level, folder(scratch)), ours = Convergence.StepsTo(level, folder(transferred));
            text.Append(CultureInfo.InvariantCulture,
                $"\nseed {scratch.Seed}: validation reward {level:F2}, the end of the run from scratch, is first reached after "
                + $"{theirs:N0} steps from scratch, after "
                + $"{(ours is { } steps ? steps.ToString("N0", CultureInfo.InvariantCulture) : "more than all")} by transfer");
            pairs++;
            if (theirs is { } all && ours is { } some) saved.Add(1 - (double)some / all);
        }
        if (saved.Count == 0) return;
        SeedSummary summary = SeedSummary.Of(saved, 1);
        text.Append(CultureInfo.InvariantCulture,
            $"\nsteps saved by transfer on the {saved.Count} of {pairs} seeds where both reach it: median {summary.Median:P0}, "
            + $"interquartile mean {summary.InterquartileMean:P0} {Range(summary.Interval?.Low, summary.Interval?.High, "P0")}, "
            + $"phase 1's own steps not counted\n");
    }

    /// <summary>Phase 1's rewards and profits at eleven of the evaluations that every seed has, medians over the seeds.</summary>
    private static void Curve(StringBuilder text, StudyRow[] rows, Func<StudyRow, RunFolder> folder)
    {
        const int shown = 11;
        double[][][] runs = [
            .. rows.Where(row => row.Arm == StudyBenchmark.Phase1).Select(row => File.ReadLines(folder(row).Evaluations).Skip(1)
            .Select(line => line.Split(',').Take(5).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray())
                .ToArray())];
        if (runs.Length == 0) return;
        int points = runs.Min(run => run.Length);
        text.Append("\n| steps of phase 1 | reward, training | reward, validation | profit an episode, training | validation "
            + "|\n|---|---|---|---|---|\n");
        foreach (int point in Enumerable.Range(0, shown).Select(index => index * (points - 1) / (shown - 1)).Distinct())
        {
            double At(int column) => SeedSummary.Of([.. runs.Select(run => run[point][column])], 1).Median;
            text.Append(CultureInfo.InvariantCulture, $"| {At(0):N0} | {At(1):F2} | {At(2):F2} | ${At(3):N0} | ${At(4):N0} |\n");
        }
    }

    private static void Line(StringBuilder text, StudyRow row, string name) => text.Append(
        CultureInfo.InvariantCulture,
        $"| {name} | {(row.Seed == 0 ? "" : row.Seed)} | {row.Share:P1} {Range(row.ShareLow, row.ShareHigh, "P0")} | "
        + $"{row.SampledShare:P1} | {row.FloorShare:P1} | {row.Profit:N0} ± {row.ProfitError:N0} | {row.ProfitFactor:F2} | "
        + $"{row.Sharpe:F2} | {row.WinRate:P1} | {row.Trades:N0} | {row.Pass:P1} {Range(row.PassLow, row.PassHigh, "P0")} | "
        + $"{row.Breached:P1} | {row.MedianDaysToPass:N0} | {row.ConvergedSteps:N0} | "
        + $"{(row.Steps == 0 ? "" : row.BestSteps.ToString("N0", CultureInfo.InvariantCulture))} | "
        + $"{(row.Steps == 0 ? "" : (row.WallSeconds / 60).ToString("F1", CultureInfo.InvariantCulture))} |\n");

    private static string Range(double? low, double? high, string format) => low is { } from && high is { } to
        ? $"[{from.ToString(format, CultureInfo.InvariantCulture)}, {to.ToString(format, CultureInfo.InvariantCulture)}]" : "";

    private static double[] Figures(StudyRow[] rows, Func<StudyRow, double?> figure) =>
        [.. rows.Select(figure).Where(value => value is not null).Select(value => value!.Value)];

    private static double? Median(StudyRow[] rows, Func<StudyRow, double?> figure) =>
        Figures(rows, figure) is { Length: > 0 } figures ? SeedSummary.Of(figures, 1).Median : null;
}
