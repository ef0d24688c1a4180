using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Compliance;

/// <summary>
/// The same trades under any rule set, on one fresh account, in one call. Assumptions:
/// <list type="number">
/// <item>Inside a bar the favourable extreme comes first, then the adverse one, neither beyond the trade's own excursions.</item>
/// <item>The entry's commission is paid at the entry, everything else at the exit; a partial exit counts at the last exit.</item>
/// <item>The time limit counts from the day of the first trade.</item>
/// <item>A trade that reaches a limit is cut at the limit itself; a trade made while paused, larger than the contract limit or
/// held past the flat clock is refused, and the rest goes on.</item>
/// </list>
/// </summary>
public static class Rejudge
{
    /// <summary>Judges trades under one rule set.</summary>
    /// <param name="trades">In order of their exits, of one instrument.</param>
    /// <param name="bars">The minute bars they were made on.</param>
    /// <param name="rules">The rule set.</param>
    /// <returns>How the account would have fared.</returns>
    /// <exception cref="ArgumentException">A trade cannot have been made
    /// on these bars, or the rule set contradicts itself.</exception>
    public static Rejudgement Trades(IReadOnlyList<Trade> trades, BarSeries bars, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(trades);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(rules);
        TradeChecks.Check(trades, bars);
        var account = new RejudgedAccount(bars, rules.Checked());
        foreach (Trade trade in trades)
        {
            account.Make(trade);
            if (account.IsOver) break;
        }
        return account.Finish();
    }

    /// <summary>Judges trades under every preset of one size.</summary>
    /// <param name="trades">In order of their exits, of one instrument.</param>
    /// <param name="bars">The minute bars they were made on.</param>
    /// <param name="startCents">Start balance of the presets, US cents; 50,000 dollars by default.</param>
    /// <returns>One judgement a preset; empty where no preset has that size.</returns>
    /// <exception cref="ArgumentException">A trade cannot have been made on these bars.</exception>
    public static IReadOnlyList<Rejudgement> UnderEveryPreset(
        IReadOnlyList<Trade> trades, BarSeries bars, long startCents = 5_000_000)
    {
        ArgumentNullException.ThrowIfNull(trades);
        ArgumentNullException.ThrowIfNull(bars);
        return [.. RulePresets.All.Where(rules => rules.StartCents == startCents).Select(rules => Trades(trades, bars, rules))];
    }
}
