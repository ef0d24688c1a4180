using RlTrainer.Evaluation;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>What a careful reader should know before believing the figures, in plain words.</summary>
internal static class ReportWarnings
{
    private const int FewDays = 60, FewTrades = 100;

    /// <summary>Every warning that applies, the gravest first.</summary>
    public static IReadOnlyList<string> Of(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return [.. OfSample(comparison.Policies[0]), .. OfProfit(comparison.Policies[0]), .. OfOthers(comparison),
            .. OfAccounts(comparison.Policies[0])];
    }

    private static IEnumerable<string> OfSample(PolicyEvaluation subject)
    {
        int days = subject.Metrics.Days.Count, trades = subject.Journal.Trades.Count;
        if (subject.Bars.IsSynthetic)
            yield return "The data is synthetic: these figures say how the software learns, and nothing about any market.";
        if (days < SharpeStatistics.FewestDays)
            yield return $"{Days(days)} prove nothing about trading: annualised figures and the pass probability are refused "
                + $"below {SharpeStatistics.FewestDays}.";
        else if (days < FewDays)
            yield return $"{Days(days)} are few: one good week can make the result. {FewDays} and more would say something.";
        if (trades == 0) yield return "The policy never traded on the test days; it cannot be judged.";
        else if (trades < FewTrades) yield return $"{trades} trades are few: win rate and profit factor are loose estimates.";
        if (subject.Metrics.Coverage.Value is < 0.5)
            yield return $"The walk covered {NumberText.Share(subject.Metrics.Coverage.Value.Value)} of the bars; the rest lies "
                + $"outside the entry window's sessions or before warm-up.";
    }

    private static IEnumerable<string> OfProfit(PolicyEvaluation subject)
    {
        if (subject.Journal.Trades.Count == 0) yield break;
        if (subject.Intervals.NetProfit is { Low: <= 0, High: >= 0 } interval)
            yield return $"The 95 % interval of the net profit ({NumberText.Of(interval, MetricUnit.Dollars)}) includes zero: "
                + $"luck alone explains this result.";
        double profit = subject.Metrics.NetProfit.Value ?? 0, best = subject.Metrics.Days.Max(day => day.PnlCents) / 100.0;
        if (profit > 0 && best > 0.4 * profit && subject.Metrics.Days.Count > 5)
            yield return $"The best day alone made {NumberText.Dollars(best)} of {NumberText.Dollars(profit)}: the result hangs "
                + $"on it.";
        if (subject.Metrics.Expectancy.Value is > 0 && subject.Metrics.Costs.Value > 2 * profit)
            yield return "Costs are more than twice the profit: one more tick of slippage would change the sign.";
    }

    private static IEnumerable<string> OfOthers(Comparison comparison)
    {
        PolicyEvaluation subject = comparison.Policies[0];
        string[] better = [.. comparison.Policies.Skip(1)
            .Where(other => other.Metrics.NetProfit.Value > subject.Metrics.NetProfit.Value)
            .Select(other => $"{other.PolicyName} ({NumberText.Dollars(other.Metrics.NetProfit.Value!.Value)})")];
        if (better.Length > 0)
            yield return $"More was earned on the same days by {string.Join(", ", better)}; this policy made "
                + $"{NumberText.Dollars(subject.Metrics.NetProfit.Value ?? 0)}.";
        if (subject.Journal.Trades.Count == 0
            && comparison.Policies.Skip(1)
                .Any(other => other.PolicyName.Contains("sampled", StringComparison.OrdinalIgnoreCase)
                    && other.Journal.Trades.Count > 0))
            yield return "The greedy policy always holds while the sampled one trades: it may have collapsed to doing nothing.";
    }

    private static IEnumerable<string> OfAccounts(PolicyEvaluation subject)
    {
        int breached = subject.Journal.Accounts.Count(account => account.Outcome == AccountOutcome.Breached);
        if (breached > 0)
            yield return $"{breached} {(breached == 1 ? "account was" : "accounts were")} breached and replaced by a fresh one; "
                + $"the profit adds all accounts up.";
        int refused = subject.Journal.EntryAdjustments.Values.Sum();
        if (refused > 0)
            yield return $"On {NumberText.Number(refused, 0)} bars risk or rules left no room for an entry or made it smaller; "
                + $"see how the accounts ended.";
    }

    private static string Days(int days) => days == 1 ? "1 test session" : $"{days} test sessions";
}
