using System.Globalization;
using NodaTime;

namespace RlTrainer.Compliance;

/// <summary>
/// When an account has passed: the one definition that the walk, rejudging, resampling, the report and the end of a rewarded
/// episode ask. The auditor has arithmetic of its own. All of these hold at one moment, and until then the account trades on:
/// <list type="number">
/// <item>The account is an evaluation: on a funded account there is nothing to pass.</item>
/// <item>The closed balance is at least start + target, and nothing is open.</item>
/// <item>At least the minimum number of trading days had an entry.</item>
/// <item>The best trading day, the running one included, is within the consistency rule.</item>
/// <item>No account rule stands in the way (<see cref="IAccountRule.AllowsPass"/>); what it has counted is asked beside this
/// type.</item>
/// <item>The time limit is not over: its days are calendar days, the account's first day is the first of them.</item>
/// </list>
/// </summary>
internal static class PassConditions
{
    /// <summary>True if the account has passed, given that its time is not over.</summary>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="facts">The account at this moment.</param>
    /// <returns>True when conditions 1 to 4 hold.</returns>
    public static bool Hold(RuleSet rules, in PassFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return facts.IsFlat && facts.BalanceCents >= rules.TargetBalanceCents && rules.Stage == AccountStage.Evaluation
            && facts.TradedDays >= rules.MinimumDays
            && (rules.Consistency is not { } consistency
                || consistency.Allows(facts.BestDayCents, facts.BalanceCents - rules.StartCents, rules.TargetCents));
    }

    /// <summary>True on a day that lies beyond the time limit.</summary>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="first">Date of the account's first trading day.</param>
    /// <param name="day">Date of another trading day.</param>
    /// <returns>True if so many calendar days or more lie between the two as the limit has; false without a limit.</returns>
    public static bool IsTimeOver(RuleSet rules, LocalDate first, LocalDate day)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.TimeLimitDays is { } limit && Period.DaysBetween(first, day) >= limit;
    }

    /// <summary>What is missing, each condition in words with what it has and needs; empty when the account has passed.</summary>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="facts">The account at this moment.</param>
    /// <returns>One phrase a missing condition: "1 of 7 trading days".</returns>
    public static IEnumerable<string> Missing(RuleSet rules, PassFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Stage != AccountStage.Evaluation)
        {
            yield return "a funded account has nothing to pass";
            yield break;
        }
        long profit = facts.BalanceCents - rules.StartCents;
        if (profit < rules.TargetCents) yield return $"{Dollars(profit)} of {Dollars(rules.TargetCents)} profit";
        if (!facts.IsFlat) yield return "a position is open";
        if (facts.TradedDays < rules.MinimumDays)
            yield return $"{Number(facts.TradedDays)} of {Number(rules.MinimumDays)} trading days";
        if (rules.Consistency is { } rule && !rule.Allows(facts.BestDayCents, profit, rules.TargetCents))
            yield return $"best day {Share(rule.ShareOf(facts.BestDayCents, profit, rules.TargetCents))} of the "
                + $"{rule.BasisInWords}, allowed {(rule.IsStrict ? "below " : "")}{Share(rule.MaximumShare)}";
    }

    /// <summary>What passing takes under a rule set, in one phrase.</summary>
    /// <param name="rules">The programme's rules.</param>
    /// <returns>"a closed balance of $53,000.00 while flat, 7 trading days"; for a funded account that it has no
    /// target.</returns>
    public static string InWords(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Stage != AccountStage.Evaluation) return "nothing (funded: no target)";
        var words = new List<string> { $"a closed balance of {Dollars(rules.TargetBalanceCents)} while flat" };
        if (rules.MinimumDays > 0) words.Add($"{Number(rules.MinimumDays)} trading days");
        if (rules.Consistency is { } rule)
            words.Add($"best day {(rule.IsStrict ? "below" : "at most")} {Share(rule.MaximumShare)} of the {rule.BasisInWords}");
        if (rules.TimeLimitDays is { } limit) words.Add($"within {Number(limit)} calendar days");
        words.AddRange(rules.AllAccountRules().Where(rule => rule is not InactivityRule)
            .Select(rule => $"the rule '{rule.Name}'"));
        return string.Join(", ", words);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static string Dollars(long cents) => (cents < 0 ? "-" : "")
        + (Math.Abs(cents) / 100m).ToString("$#,##0.00", CultureInfo.InvariantCulture);
}
