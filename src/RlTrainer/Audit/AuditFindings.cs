using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>Collects what the auditor finds.</summary>
internal sealed class AuditFindings(BarSeries bars)
{
    private readonly Dictionary<AuditRule, AuditLine> _closest = [];

    public List<AuditLine> Violations { get; } = [];

    public List<AuditLine> Outcomes { get; } = [];

    public IReadOnlyList<AuditLine> Closest => [.. _closest.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    public void Violation(AuditRule rule, int account, int bar, double value, double limit, string text) =>
        Violations.Add(new AuditLine(rule, account, bar, bars.UtcSeconds[bar], value, limit, text));

    public void Outcome(AuditRule rule, int account, int bar, double value, double limit, string text) =>
        Outcomes.Add(new AuditLine(rule, account, bar, bars.UtcSeconds[bar], value, limit, text));

    /// <summary>Keeps the moment at which a rule's distance was smallest.</summary>
    public void Came(AuditRule rule, int account, int bar, double value, double limit, string text)
    {
        if (_closest.TryGetValue(rule, out AuditLine? line) && Math.Abs(line.Margin) <= Math.Abs(value - limit)) return;
        _closest[rule] = new AuditLine(rule, account, bar, bars.UtcSeconds[bar], value, limit, text);
    }
}
