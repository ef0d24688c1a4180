using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>Several policies on the same days in one table; the first one is the policy under evaluation.</summary>
public sealed record Comparison
{
    /// <summary>Compares evaluations.</summary>
    /// <param name="policies">At least one; the first is the policy under evaluation.</param>
    /// <exception cref="ArgumentException">There are none, or they were
    /// not walked on the same bars under the same rules.</exception>
    public Comparison(IReadOnlyList<PolicyEvaluation> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        if (policies.Count == 0) throw new ArgumentException("A comparison was asked of no policies; expected at least one.");
        foreach (PolicyEvaluation policy in policies)
            if (!policy.Bars.HasSameBarsAs(policies[0].Bars) || policy.Rules != policies[0].Rules)
                throw new ArgumentException(
                    $"'{policy.PolicyName}' was walked on {policy.Bars.Origin} under '{policy.Rules.Name}', "
                    + $"'{policies[0].PolicyName}' on "
                    + $"{policies[0].Bars.Origin} under '{policies[0].Rules.Name}'; expected the same bars and rules. Evaluate "
                    + $"all on one split.");
        Policies = policies;
    }

    /// <summary>The evaluations, the policy under evaluation first.</summary>
    public IReadOnlyList<PolicyEvaluation> Policies { get; }

    /// <summary>
    /// Difference of the first policy's profit to another's in standard errors of the daily differences; undefined under
    /// 2 days and where every day differs by the same.
    /// </summary>
    /// <param name="other">Index of the other policy in <see cref="Policies"/>.</param>
    /// <returns>Standard errors; above 0 where the first policy earned more.</returns>
    public Measured LeadInErrors(int other)
    {
        IReadOnlyList<DayResult> mine = Policies[0].Metrics.Days, theirs = Policies[other].Metrics.Days;
        var byDate = theirs.ToDictionary(day => day.Date, day => day.PnlCents);
        double[] differences = [.. mine.Select(day => (day.PnlCents - byDate.GetValueOrDefault(day.Date)) / 100.0)];
        if (differences.Length < 2) return Measured.Undefined("a spread needs at least 2 days");
        Moments moments = Moments.Of(differences);
        return Measured.Ratio(moments.Mean * Math.Sqrt(differences.Length), moments.Deviation, "every day differs by the same");
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
