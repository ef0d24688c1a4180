using RlTrainer.Compliance;

namespace RlTrainer.Evaluation;

/// <summary>
/// One funded account that lives through days as they were walked: the resampled account's limits, and payouts at the end of the
/// first day on which one is allowed (see <see cref="PayoutStanding"/>).
/// </summary>
internal ref struct FundedAccount(RuleSet rules, IReadOnlyList<DayPath> days)
{
    private readonly PayoutRule _rule = rules.Payouts!;
    private ResampledAccount _account = new(rules, days);

    /// <summary>What the payout rule remembers.</summary>
    public PayoutStanding Payouts { get; private set; }

    /// <summary>Equity at the end of the last day, after its payout, US cents.</summary>
    public readonly long EquityCents => _account.EquityCents;

    /// <summary>The drawdown threshold, US cents.</summary>
    public readonly long ThresholdCents => _account.ThresholdCents;

    /// <summary>The account was breached, or closed by a rule.</summary>
    public readonly bool IsLost => _account.IsLost;

    /// <summary>Days lived, calendar days.</summary>
    public readonly int CalendarDays => _account.CalendarDay;

    /// <summary>A fresh account before its first day.</summary>
    public void Begin()
    {
        _account.Begin();
        Payouts = default;
    }

    /// <summary>Lives through one day and takes the payout that it allows; returns it, US cents.</summary>
    public long Live(DayPath path)
    {
        long before = _account.EquityCents;
        _account.Live(path);
        if (_account.IsLost) return 0;
        Payouts = Payouts.AfterDay(_rule, _account.EquityCents - before, path.HasTrades);
        long payable = Payouts.PayableCents(rules, _account.EquityCents, _account.ThresholdCents);
        if (payable == 0) return 0;
        Payouts = Payouts.AfterPayout(_rule, payable);
        _account.PayOut(payable, _rule.FloorAfterCents);
        return payable;
    }
}
