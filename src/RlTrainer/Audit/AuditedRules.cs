using RlTrainer.Compliance;

namespace RlTrainer.Audit;

/// <summary>Asks the second half of entry and account rules about one account, with what the auditor itself has booked.</summary>
internal sealed class AuditedRules(RuleSet rules)
{
    private readonly IEntryRule[] _entryRules = [.. rules.AllEntryRules()];
    private readonly IAccountRule[] _accountRules = [.. rules.AllAccountRules()];
    private readonly AuditedHistory _history = new();
    private long _tradeCents;

    /// <summary>Rules without a second half: they are not checked, and the report says so.</summary>
    public static IEnumerable<string> Unchecked(RuleSet rules)
    {
        var history = new AuditedHistory();
        history.At(0, 0);
        return rules.AllEntryRules().Where(rule => rule.Audit(new AuditedEntry(0, 0, 0, 1)) is null).Select(rule => rule.Name)
            .Concat(rules.AllAccountRules().Where(rule => rule.Audit(history) is null).Select(rule => rule.Name));
    }

    public void At(int dayNumber, long utc) => _history.At(dayNumber, utc);

    public void Booked(long utc, bool wasFlat, bool isFlat, long cents)
    {
        if (wasFlat)
        {
            _history.Opened(utc);
            _tradeCents = 0;
        }
        _tradeCents += cents;
        if (isFlat) _history.Closed(utc, _tradeCents);
    }

    public void EndDay(long profitCents, bool hasEntry) => _history.EndDay(profitCents, hasEntry);

    /// <summary>Entry rules that an entry breaks, by name.</summary>
    public IEnumerable<string> BrokenBy(AuditedEntry entry) => _entryRules.Where(rule => rule.Audit(entry) == false)
        .Select(rule => rule.Name);

    /// <summary>Account rules that do not allow something now, by name.</summary>
    public IEnumerable<string> Forbidding(Func<AuditedStand, bool> allowed)
    {
        foreach (IAccountRule rule in _accountRules)
            if (rule.Audit(_history) is { } stand && !allowed(stand)) yield return rule.Name;
    }
}
