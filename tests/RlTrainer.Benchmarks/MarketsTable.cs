using System.Globalization;
using System.Text;
using RlTrainer.Evaluation;

namespace RlTrainer.Benchmarks;

/// <summary>The markets' results as Markdown: an arm a row, every
/// seed's share of the oracle, medians, the gate's verdicts.</summary>
internal static class MarketsTable
{
    public static string Of(IReadOnlyList<MarketsRow> rows)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, MarketsRow> market in rows.GroupBy(row => row.Market))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Market `{market.Key}`:").AppendLine();
            text.AppendLine("| arm | market seed | share of the oracle, % by seed | median | profit $ (median) | trades | passes "
                + "(median) | CPU s | gate: edge, none, undecided |");
            text.AppendLine("|---|---|---|---|---|---|---|---|---|");
            foreach (IGrouping<string, MarketsRow> arm in market.GroupBy(row => ArmOf(row)))
            {
                foreach (IGrouping<ulong, MarketsRow> seed in arm.GroupBy(row => row.MarketSeed))
                    Line(text, arm.Key, $"{seed.Key}", [.. seed]);
                if (arm.First().Seed > 0) Line(text, arm.Key, "all", [.. arm]);
            }
            text.AppendLine();
        }
        return text.ToString();
    }

    /// <summary>What each arm earns and passes more than another, paired by market and seed: interquartile means of the
    /// differences of the shares and of the chances to pass, points, with 95 % intervals over the pairs.</summary>
    public static string Differences(IReadOnlyList<MarketsRow> rows, string against)
    {
        MarketsRow[] runs = [.. rows.Where(row => row is { Seed: > 0, Share: not null, Pass: not null })];
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"| arm | pairs | share, points above {against} | passes, points |");
        text.AppendLine("|---|---|---|---|");
        foreach (IGrouping<(string Market, string Arm), MarketsRow> arm in runs.GroupBy(row => (row.Market, row.Arm)))
        {
            (MarketsRow Own, MarketsRow Other)[] pairs = [.. from own in arm
                from other in runs
                where other.Arm == against && own.Arm != against
                where (other.Market, other.MarketSeed, other.Seed) == (own.Market, own.MarketSeed, own.Seed)
                select (own, other)];
            if (pairs.Length > 0)
                text.AppendLine(CultureInfo.InvariantCulture, $"| {arm.Key.Market}: {arm.Key.Arm} | {pairs.Length} | "
                    + $"{Points(pairs, row => row.Share!.Value)} | {Points(pairs, row => row.Pass!.Value)} |");
        }
        return text.ToString();
    }

    private static string Points((MarketsRow Own, MarketsRow Other)[] pairs, Func<MarketsRow, double> figure)
    {
        var summary = SeedSummary.Of([.. pairs.Select(pair => 100 * (figure(pair.Own) - figure(pair.Other)))], seed: 1);
        return summary.Interval is { } interval
            ? string.Create(CultureInfo.InvariantCulture,
                $"{summary.InterquartileMean:+0;−0;0} ({interval.Low:0} to {interval.High:0})")
            : string.Create(CultureInfo.InvariantCulture, $"{summary.InterquartileMean:+0;−0;0}");
    }

    /// <summary>Thresholds differ by market; a yardstick's row is named without them.</summary>
    private static string ArmOf(MarketsRow row) => row.Seed > 0 ? row.Arm : row.Arm.Split(':')[0];

    private static void Line(StringBuilder text, string arm, string market, MarketsRow[] rows)
    {
        string shares = string.Join(' ', rows.Select(row => Percent(row.Share)));
        string gates = rows[0].Gate.Length == 0 ? ""
            : $"{Count(rows, EdgeOutcome.EdgeFound)}, {Count(rows, EdgeOutcome.NoEdgeFound)}, "
                + $"{Count(rows, EdgeOutcome.TooFewDays)}";
        text.AppendLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {arm} | {market} | {shares} | {Percent(Median(rows, row => row.Share))} | {Median(rows, row => row.Profit):N0} | "
            + $"{Median(rows, row => row.Trades):N0} | {Percent(Median(rows, row => row.Pass))} % | "
            + $"{Median(rows, row => row.CpuSeconds):F0} | {gates} |"));
    }

    private static int Count(MarketsRow[] rows, EdgeOutcome outcome) => rows.Count(row => row.Gate == outcome.ToString());

    private static double? Median(MarketsRow[] rows, Func<MarketsRow, double?> figure)
    {
        double[] known = [.. rows.Select(figure).OfType<double>()];
        return known.Length == 0 ? null : Quantiles.Of(known, 0.5);
    }

    private static string Percent(double? share) => share is { } known
        ? (100 * known).ToString("F0", CultureInfo.InvariantCulture) : "–";
}
