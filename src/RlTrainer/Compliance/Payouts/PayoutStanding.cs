namespace RlTrainer.Compliance;

/// <summary>
/// What a payout rule remembers of a funded account: a small fact, changed by new value. Assumptions:
/// <list type="number">
/// <item>The trader asks at the end of the first trading day on which a payout is allowed, and for all of it.</item>
/// <item>Days and the best day are counted from the last payout on; the first day counts from the account's start.</item>
/// <item>The consistency rule of a funded account is one of its payouts: the best day against the profit since the last.</item>
/// <item>Payouts are whole dollars, rounded down.</item>
/// </list>
/// </summary>
/// <param name="Step">Payouts so far.</param>
/// <param name="PaidCents">Payouts so far together, US cents.</param>
/// <param name="TraderCents">Of them, what the trader got, US cents.</param>
/// <param name="TradingDays">Trading days with an entry since the last payout.</param>
/// <param name="QualifyingDays">Of them, days with enough profit.</param>
/// <param name="ProfitCents">Profit of the days since the last payout, US cents.</param>
/// <param name="BestDayCents">The best of these days, US cents; 0 while none had a profit.</param>
internal readonly record struct PayoutStanding(
    int Step, long PaidCents, long TraderCents, int TradingDays, int QualifyingDays, long ProfitCents, long BestDayCents)
{
    private const long CentsPerDollar = 100;

    /// <summary>After a trading day.</summary>
    /// <param name="rule">From which profit a day qualifies.</param>
    /// <param name="profitCents">The day's profit, US cents.</param>
    /// <param name="hasEntry">The day had an entry.</param>
    /// <returns>The standing with the day counted.</returns>
    public PayoutStanding AfterDay(PayoutRule rule, long profitCents, bool hasEntry)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return this with
        {
            TradingDays = TradingDays + (hasEntry ? 1 : 0),
            QualifyingDays = QualifyingDays + (hasEntry && profitCents >= rule.QualifyingProfitCents ? 1 : 0),
            ProfitCents = ProfitCents + profitCents,
            BestDayCents = Math.Max(BestDayCents, profitCents),
        };
    }

    /// <summary>What may be paid out now, US cents; 0: nothing yet.</summary>
    /// <param name="rules">A funded rule set with payouts.</param>
    /// <param name="balanceCents">Closed balance at the day's end, US cents.</param>
    /// <param name="thresholdCents">The drawdown threshold, US cents.</param>
    /// <returns>Whole dollars, at least the rule's minimum; 0 where a condition is not met or less than that is left.</returns>
    public long PayableCents(RuleSet rules, long balanceCents, long thresholdCents)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Payouts is not { } rule || Missing(rules).Any()) return 0;
        long floor = Math.Max(thresholdCents, rule.FloorAfterCents ?? 0);
        long kept = Math.Max(floor, rules.StartCents) + 1;             // at the threshold itself the account is breached
        if (Step < rule.SafetyNetSteps) kept = Math.Max(kept, rule.SafetyNetCents);
        long share = (long)((decimal)rule.ShareOfProfit * (balanceCents - rules.StartCents));
        long payable = Math.Min(Math.Min(rule.CapCents(Step), share), balanceCents - kept);
        payable -= payable % CentsPerDollar;
        return payable >= rule.MinimumCents ? payable : 0;
    }

    /// <summary>Days and shares that a payout still waits for, in words; the balance is not asked.</summary>
    /// <param name="rules">A funded rule set with payouts.</param>
    /// <returns>One phrase a missing condition: "3 of 5 qualifying days".</returns>
    public IEnumerable<string> Missing(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Payouts is { } rule ? Missing(rules, rule) : ["payout rules"];
    }

    /// <summary>After a payout: days are counted afresh.</summary>
    /// <param name="rule">How it is shared.</param>
    /// <param name="payoutCents">What was paid out, US cents.</param>
    /// <returns>The standing one step further.</returns>
    public PayoutStanding AfterPayout(PayoutRule rule, long payoutCents)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new PayoutStanding(Step + 1, PaidCents + payoutCents, TraderCents + rule.TraderCents(PaidCents, payoutCents), 0,
            0, 0, 0);
    }

    private IEnumerable<string> Missing(RuleSet rules, PayoutRule rule)
    {
        if (TradingDays < rule.TradingDays) yield return Phrase(TradingDays, rule.TradingDays, "trading days");
        if (QualifyingDays < rule.QualifyingDays) yield return Phrase(QualifyingDays, rule.QualifyingDays, "qualifying days");
        if (rules.Consistency is { } consistency && !consistency.Allows(BestDayCents, ProfitCents, rules.TargetCents))
            yield return "consistency";
    }

    private static string Phrase(int has, int needs, string what) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{has} of {needs} {what}");
}
