using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>The days of a walk, in their order, as one funded account would have lived them.</summary>
public static class FundedLife
{
    /// <summary>Lives through the days of a journal until they end or the account is lost.</summary>
    /// <param name="journal">What was traded.</param>
    /// <param name="bars">The bars the journal's indices refer to.</param>
    /// <param name="walked">The rules the journal was walked under: where its accounts started.</param>
    /// <param name="rules">A funded rule set with payouts.</param>
    /// <returns>One entry a trading day; the last is the one on which the account was lost, if it was.</returns>
    /// <exception cref="ArgumentException">The rule set is no funded account, or its payout rules are not known.</exception>
    public static IReadOnlyList<FundedDay> Of(TradingJournal journal, BarSeries bars, RuleSet walked, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(walked);
        ArgumentNullException.ThrowIfNull(rules);
        if (FundedOutlook.RefusalOf(rules) is { } refusal)
            throw new ArgumentException(
                $"A funded life needs payout rules: {refusal}. Pass RulePresets.ApexLegacyFunded, or a rule set with Stage "
                + $"Funded and Payouts.");
        var days = new List<FundedDay>();
        if (journal.Equity.Count == 0) return days;
        IReadOnlyList<DayPath> paths = DayPath.Of(journal, bars, walked.StartCents,
            DayPath.MostContracts(walked, rules, bars.Instrument));
        int first = DayResults.DayOf(bars, journal.Equity[0].BarIndex);
        var account = new FundedAccount(rules, paths);
        account.Begin();
        for (int index = 0; index < paths.Count && !account.IsLost; index++)
        {
            (long before, PayoutStanding standing) = (account.EquityCents, account.Payouts);
            long payout = account.Live(paths[index]);
            long profit = account.EquityCents + payout - before;
            PayoutStanding counted = account.IsLost ? standing
                : standing.AfterDay(rules.Payouts!, profit, paths[index].HasTrades);
            days.Add(new FundedDay(
                bars.Days[first + index].Date, profit, account.EquityCents, account.ThresholdCents, counted.TradingDays,
                counted.QualifyingDays, payout, account.Payouts.TraderCents - standing.TraderCents, account.IsLost));
        }
        return days;
    }
}
