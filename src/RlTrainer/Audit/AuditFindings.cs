using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>Collects what the auditor finds.</summary>
internal sealed class AuditFindings(BarSeries bars)
{
    private readonly AuditLine?[] _closest = new AuditLine?[Enum.GetValues<AuditRule>().Length];

    public List<AuditLine> Violations { get; } = [];

    public List<AuditLine> Outcomes { get; } = [];

    public IReadOnlyList<AuditLine> Closest => [.. _closest.OfType<AuditLine>()];

    public void Violation(AuditRule rule, AuditUnit unit, AuditPlace place, long value, long limit, string text) =>
        Violations.Add(Line(rule, unit, place, value, limit, text));

    public void Outcome(AuditRule rule, AuditUnit unit, AuditPlace place, long value, long limit, string text) =>
        Outcomes.Add(Line(rule, unit, place, value, limit, text));

    /// <summary>Keeps the moment at which a rule's distance was smallest.</summary>
    public void Came(AuditRule rule, AuditUnit unit, AuditPlace place, long value, long limit, string text)
    {
        if (_closest[(int)rule] is { } line && Math.Abs(line.Margin) <= Math.Abs(value - limit)) return;
        _closest[(int)rule] = Line(rule, unit, place, value, limit, text);
    }

    private AuditLine Line(AuditRule rule, AuditUnit unit, AuditPlace place, long value, long limit, string text) => new(
        rule, unit, place.Account, place.Bar, bars.UtcSeconds[place.Bar], bars.EasternSeconds[place.Bar], value, limit, text);
}
