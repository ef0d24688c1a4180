using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One policy on the held-out days: what it did, what that is worth and how far it can be believed.</summary>
public sealed record PolicyEvaluation
{
    /// <summary>The policy in words.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The bars of the held-out days.</summary>
    public required BarSeries Bars { get; init; }

    /// <summary>The rules that were enforced.</summary>
    public required RuleSet Rules { get; init; }

    /// <summary>Everything the policy did.</summary>
    public required TradingJournal Journal { get; init; }

    /// <summary>The measured figures.</summary>
    public required EvaluationMetrics Metrics { get; init; }

    /// <summary>Bootstrap intervals of the headline figures.</summary>
    public required MetricIntervals Intervals { get; init; }

    /// <summary>The headline: how likely an account is to pass; null where it was refused.</summary>
    public required PassProbability? Pass { get; init; }

    /// <summary>Why there is no pass probability; null where there is one.</summary>
    public required string? PassRefusal { get; init; }

    /// <summary>The independent audit; null for a journal that was only measured.</summary>
    public AuditReport? Audit { get; init; }

    /// <summary>The environment that was walked; null for a journal that was only measured.</summary>
    public EnvironmentConfig? Config { get; init; }

    /// <summary>The walk itself; null for a journal that was only measured.</summary>
    public WalkedDays? Walked { get; init; }

    /// <summary>Stops where a rule was not enforced or the books differ: such figures mean nothing.</summary>
    /// <exception cref="InvalidOperationException">The auditor found a violation; the message names the first with rule,
    /// time, amount and limit.</exception>
    public void ThrowIfViolated()
    {
        if (Audit is { IsClean: false })
            throw new InvalidOperationException(
                $"'{PolicyName}' on {Bars.Origin}: {Audit.Headline} This is a defect of the simulation, not of the policy; its "
                + $"figures must not be used.");
    }

    /// <summary>Accounts that were used, the last one included.</summary>
    public int AccountsUsed => Journal.Accounts.Count;

    /// <summary>Equity of all accounts together.</summary>
    public EquityCurve Equity => EquityCurve.Of(Journal, Rules.StartCents);

    /// <summary>Measures a journal. The same seed gives the same figures.</summary>
    /// <param name="policyName">The policy in words.</param>
    /// <param name="journal">What it did.</param>
    /// <param name="bars">The bars the journal's indices refer to.</param>
    /// <param name="rules">The rules that were enforced.</param>
    /// <param name="seed">Decides the resampling.</param>
    /// <returns>Figures, intervals and chance of passing; it holds no audit.</returns>
    public static PolicyEvaluation Of(string policyName, TradingJournal journal, BarSeries bars, RuleSet rules, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(policyName);
        EvaluationMetrics metrics = MetricsFromJournal.Of(journal, bars, rules.StartCents);
        var pass = PassProbability.Estimate(journal, bars, rules, rules, seed, out string? refusal);
        return new PolicyEvaluation
        {
            PolicyName = policyName,
            Bars = bars,
            Rules = rules,
            Journal = journal,
            Metrics = metrics,
            Intervals = MetricIntervals.Of(metrics, new DayBootstrap(), seed),
            Pass = pass,
            PassRefusal = refusal,
        };
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
