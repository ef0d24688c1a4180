using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;

namespace RlTrainer.Policies;

/// <summary>
/// Wraps any policy and refuses illegal orders before they reach an environment: a refused order becomes Hold and is
/// counted. It judges by the observation and the clock alone, so it also guards where masking is off.
/// </summary>
public sealed class OrderGuard : IPolicy
{
    private readonly IPolicy _policy;
    private readonly long[] _lastEntryFill;
    private readonly long[] _refusals = new long[(int)OrderRefusal.EntryWithoutRoom + 1];
    private readonly BarSeries _bars;
    private readonly bool[] _forbidden;

    /// <summary>Guards a policy on one market under one programme's rules.</summary>
    /// <param name="policy">The policy whose orders are checked.</param>
    /// <param name="bars">The series the observations' bar indices refer to.</param>
    /// <param name="rules">The programme's rules: their flat clock and their entry rules count.</param>
    public OrderGuard(IPolicy policy, BarSeries bars, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(rules);
        _policy = policy;
        _bars = bars;
        _lastEntryFill = new long[bars.Count];
        _forbidden = new bool[bars.Count];
        IEntryRule[] entryRules = [.. rules.AllEntryRules()];
        foreach (TradingDay day in bars.Days)
        {
            long midnight = (long)Period.DaysBetween(new LocalDate(1970, 1, 1), day.Date) * 86400;
            long flat = Math.Min(
                midnight + rules.FlatTime.TickOfDay / NodaConstants.TicksPerSecond, day.CloseEasternSeconds - 60);
            _lastEntryFill.AsSpan(day.FirstBar, day.BarCount).Fill(flat - 120);
            for (int bar = day.FirstBar; bar < day.EndBar && entryRules.Length > 0; bar++)
                _forbidden[bar] = entryRules.Any(rule => !rule.Allows(new EntryMoment(bars.UtcSeconds[bar] + 60,
                    bars.EasternSeconds[bar] + 60, day.Date)));
        }
    }

    /// <inheritdoc/>
    public string Name => $"{_policy.Name} (guarded)";

    /// <summary>Orders refused so far.</summary>
    public long RefusedCount => _refusals.Sum();

    /// <summary>Orders refused for one reason.</summary>
    /// <param name="reason">Why an order was illegal.</param>
    /// <returns>A count since the guard was made.</returns>
    public long Refused(OrderRefusal reason) => _refusals[(int)reason];

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        Ask(observations, masks, actions);
        for (int index = 0; index < observations.Count; index++)
        {
            if (actions[index] == PolicyActions.Hold || Judge(observations, masks, index, actions[index]) is not { } reason)
                continue;
            _refusals[(int)reason]++;
            actions[index] = PolicyActions.Hold;
        }
    }

    /// <summary>What code from outside the library does wrong is told with the policy's name and the bar.</summary>
    private void Ask(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        try
        {
            _policy.Act(observations, masks, actions);
        }
        catch (Exception e) when (_policy is not BarPolicy && e is not (ArithmeticException or OperationCanceledException))
        {
            string bar = observations.Count == 0 ? "" : string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $" at bar {observations.Bars[0]}");
            throw new InvalidOperationException(
                $"The policy '{_policy.Name}' failed{bar}: {e.Message.TrimEnd('.')}. Correct its code.", e);
        }
    }

    private OrderRefusal? Judge(Observations observations, ReadOnlySpan<byte> masks, int index, int action)
    {
        ReadOnlySpan<byte> row = PolicyActions.Row(masks, observations, index);
        if ((uint)action >= (uint)row.Length) return OrderRefusal.UnknownAction;
        bool isEntry = action is PolicyActions.Buy or PolicyActions.Sell, isFlat = PolicyActions.Side(observations, index) == 0;
        if (isEntry && !isFlat) return OrderRefusal.EntryInPosition;
        if (!isEntry && isFlat) return OrderRefusal.ManagementWhileFlat;
        int bar = observations.Bars[index];
        if (isEntry && _bars.EasternSeconds[bar] + 60 > _lastEntryFill[bar]) return OrderRefusal.EntryTooLate;
        if (isEntry && _forbidden[bar]) return OrderRefusal.EntryForbidden;
        ReadOnlySpan<float> dense = PolicyActions.Dense(observations, index);
        if (isEntry && dense.Length >= 8 && dense[5] <= 0) return OrderRefusal.EntryWithoutRoom;
        return row[action] == 0 ? OrderRefusal.Masked : null;
    }
}
