using RlTrainer.Compliance;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// One account under a rule set that lives through held-out days drawn at random. Assumptions: 1. The policy does on a drawn
/// day what it did when the day was walked, whatever the account's state. 2. Inside a bar the highest equity comes first,
/// then the lowest. 3. The day's profit counts from the trading day's open, whatever clock the rule set resets at.
/// 4. A time limit is counted in trading days, 252 of 365 calendar days. 5. A soft day limit ends the day at the limit, or at that bar's close where it is lower.
/// </summary>
internal ref struct ResampledAccount(RuleSet rules, IReadOnlyList<DayPath> days)
{
    private long _equity, _peak, _bestDay;
    private int _traded;
    private bool _isBreached, _isPassed;

    /// <summary>Lives through at most so many days; returns the outcome and how many days it took.</summary>
    public (AccountOutcome Outcome, int Days) Run(ReadOnlySpan<int> pool, int horizon, ref Rng random)
    {
        (_equity, _peak, _bestDay, _traded, _isBreached, _isPassed) = (rules.StartCents, rules.StartCents, 0, 0, false, false);
        for (int day = 1; day <= horizon; day++)
        {
            Live(days[pool[random.NextInt32(pool.Length)]]);
            if (_isBreached) return (AccountOutcome.Breached, day);
            if (_isPassed) return (AccountOutcome.Passed, day);
        }
        return (rules.TimeLimitDays is null ? AccountOutcome.Undecided : AccountOutcome.TimedOut, horizon);
    }

    private void Live(DayPath path)
    {
        long start = _equity;
        if (path.HasTrades) _traded++;
        if (IsEventless(path))
        {
            if (rules.Drawdown.Basis == DrawdownBasis.LiveEquity) _peak = Math.Max(_peak, start + path.HighestCents);
            else if (rules.Drawdown.Basis == DrawdownBasis.ClosedBalance) _peak = Math.Max(_peak, start + path.HighestBalanceCents);
            _equity = start + path.PnlCents;
        }
        else WalkBars(path, start);
        if (_isBreached || _isPassed) return;
        if (rules.Drawdown.Basis == DrawdownBasis.EndOfDay) _peak = Math.Max(_peak, _equity);
        if (_equity <= rules.Drawdown.ThresholdCents(_peak)) _isBreached = true;
        _bestDay = Math.Max(_bestDay, _equity - start);
    }

    /// <summary>True when no bar of the day can breach, reach the day limit or pass: even its extremes do not.</summary>
    private readonly bool IsEventless(DayPath path)
    {
        long highest = rules.Drawdown.Basis == DrawdownBasis.EndOfDay ? _peak : Math.Max(_peak, _equity + path.HighestCents);
        return _equity + path.LowestCents > rules.Drawdown.ThresholdCents(highest)
            && _equity + path.HighestBalanceCents < rules.TargetBalanceCents
            && (rules.DailyLoss is not { } limit || path.LowestCents > -limit.AmountCents);
    }

    private void WalkBars(DayPath path, long start)
    {
        for (int bar = 0; bar < path.CloseCents.Length; bar++)
        {
            if (rules.Drawdown.Basis == DrawdownBasis.LiveEquity) _peak = Math.Max(_peak, start + path.HighCents[bar]);
            else if (rules.Drawdown.Basis == DrawdownBasis.ClosedBalance) _peak = Math.Max(_peak, start + path.BalanceCents[bar]);
            long lowest = start + Math.Min(path.LowCents[bar], path.CloseCents[bar]);
            if (rules.Drawdown.Check == DrawdownCheck.Live && lowest <= rules.Drawdown.ThresholdCents(_peak))
            {
                _isBreached = true;
                return;
            }
            long counted = rules.DailyLoss is { IncludesOpen: true } ? lowest - start : path.BalanceCents[bar];
            if (rules.DailyLoss is { } limit && counted <= -limit.AmountCents)
            {
                _equity = start + Math.Min(-limit.AmountCents, path.CloseCents[bar]);
                _isBreached = limit.EndsAccount;
                return;
            }
            _equity = start + path.CloseCents[bar];
            if (PassConditions.Hold(rules, new PassFacts(start + path.BalanceCents[bar], path.IsFlat[bar], _traded, Math.Max(_bestDay, path.BalanceCents[bar]))))
            {
                _isPassed = true;
                return;
            }
        }
    }
}
