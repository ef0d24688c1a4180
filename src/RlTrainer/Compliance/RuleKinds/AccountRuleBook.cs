namespace RlTrainer.Compliance;

/// <summary>
/// What account rules have counted of some accounts: one row an account. Used by the environments, rejudging and resampling;
/// nothing is
/// allocated after it was made.
/// </summary>
/// <param name="rules">The rule set whose account rules are asked.</param>
/// <param name="accounts">How many accounts are kept beside each other.</param>
internal sealed class AccountRuleBook(RuleSet rules, int accounts)
{
    private readonly IAccountRule[] _rules = [.. rules.AllAccountRules()];
    private readonly long[] _counts = new long[rules.AllAccountRules().Count() * accounts];
    private readonly int[] _trades = new int[accounts], _lastDay = new int[accounts];

    /// <summary>No account rule: nothing needs to be asked.</summary>
    public bool IsOff => _rules.Length == 0;

    /// <summary>Begins an account on a day, counted from 1970-01-01.</summary>
    public void Begin(int account, int dayNumber)
    {
        Counts(account).Clear();
        (_trades[account], _lastDay[account]) = (0, dayNumber);
    }

    public void Entered(int account, int dayNumber) => _lastDay[account] = dayNumber;

    public void Closed(int account, in ClosedTrade trade)
    {
        _trades[account]++;
        for (int rule = 0; rule < _rules.Length; rule++) Counts(account)[rule] += _rules[rule].OfTrade(trade);
    }

    public void EndDay(int account, in EndedDay day)
    {
        for (int rule = 0; rule < _rules.Length; rule++) Counts(account)[rule] += _rules[rule].OfDay(day);
    }

    public bool AllowsEntry(int account, in Standing standing, long balanceCents, int dayNumber)
    {
        for (int rule = 0; rule < _rules.Length; rule++)
            if (!_rules[rule].AllowsEntry(Facts(account, rule, standing, balanceCents, dayNumber))) return false;
        return true;
    }

    public bool AllowsLeaving(long heldSeconds)
    {
        foreach (IAccountRule rule in _rules)
            if (!rule.AllowsLeaving(heldSeconds)) return false;
        return true;
    }

    public bool AllowsPass(int account, in Standing standing, long balanceCents, int dayNumber)
    {
        for (int rule = 0; rule < _rules.Length; rule++)
            if (!_rules[rule].AllowsPass(Facts(account, rule, standing, balanceCents, dayNumber))) return false;
        return true;
    }

    /// <summary>The first rule that closes the account after a day; null: none.</summary>
    public string? Closing(int account, in Standing standing, long balanceCents, int dayNumber)
    {
        for (int rule = 0; rule < _rules.Length; rule++)
            if (_rules[rule].Closes(Facts(account, rule, standing, balanceCents, dayNumber))) return _rules[rule].Name;
        return null;
    }

    /// <summary>Rules that stand in the way of passing, by name.</summary>
    public IEnumerable<string> Missing(int account, Standing standing, long balanceCents, int dayNumber) =>
        Enumerable.Range(0, _rules.Length).Where(rule => !_rules[rule].AllowsPass(Facts(account, rule, standing, balanceCents,
            dayNumber))).Select(rule => _rules[rule].Name);

    /// <summary>What another book has counted of one of its accounts.</summary>
    public void CopyFrom(AccountRuleBook other, int theirs, int mine)
    {
        other.Counts(theirs).CopyTo(Counts(mine));
        (_trades[mine], _lastDay[mine]) = (other._trades[theirs], other._lastDay[theirs]);
    }

    /// <summary>Everything kept of an account, for saving and restoring: counts, then trades, then the last day.</summary>
    public void Visit(int account, Func<long, long> value)
    {
        Span<long> counts = Counts(account);
        for (int rule = 0; rule < counts.Length; rule++) counts[rule] = value(counts[rule]);
        if (IsOff) return;
        _trades[account] = (int)value(_trades[account]);
        _lastDay[account] = (int)value(_lastDay[account]);
    }

    private Span<long> Counts(int account) => _counts.AsSpan(account * _rules.Length, _rules.Length);

    private AccountFacts Facts(int account, int rule, in Standing standing, long balanceCents, int dayNumber) => new(
        _counts[account * _rules.Length + rule], balanceCents, balanceCents - standing.DayOpenCents, _trades[account],
            standing.TradedDays, dayNumber - _lastDay[account]);
}
