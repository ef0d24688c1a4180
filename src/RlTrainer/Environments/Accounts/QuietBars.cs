using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// A shortcut through a bar that cannot touch anything: marks, compares, and either leaves everything as the full walk would
/// have left it, or leaves it untouched and says no.
/// </summary>
internal sealed class QuietBars(MarketTape tape, EnvironmentConfig config, RuleSet rules)
{
    private readonly DrawdownRule _drawdown = rules.Drawdown;
    private readonly bool _isLive = rules.Drawdown.Basis == DrawdownBasis.LiveEquity;
    private readonly bool _checksLive = rules.Drawdown.Check == DrawdownCheck.Live;
    private readonly long _dailyCents = rules.DailyLoss is { IncludesOpen: true } daily ? daily.AmountCents : long.MaxValue / 4;
    private readonly int _through = (int)config.TargetFill;
    private readonly int _tickValueCents = tape.Bars.Instrument.TickValueCents;

    /// <summary>True if the bar touched nothing and the account is now at its close.</summary>
    public bool TryPass(ref BarPassage passage)
    {
        ref readonly Account account = ref passage.Account;
        ref Standing standing = ref passage.Standing;
        ref Ticket ticket = ref passage.Ticket;
        int bar = passage.Bar, side = (int)account.Side, high = tape.High[bar], low = tape.Low[bar];
        int favorable = side > 0 ? high : -low, adverse = side > 0 ? low : -high;
        int target = side * ticket.TargetTicks, entry = side * account.EntryTicks;
        long perTick = (long)account.Contracts * account.TickCents(_tickValueCents);
        long highestCents = passage.Result.HighestCents = account.BalanceCents + perTick * (Math.Min(favorable, target) - entry);
        if (adverse <= side * ticket.StopTicks || favorable >= target + _through || (tape.Flags[bar] & BarFlags.Last) != 0)
            return false;
        long lowest = account.BalanceCents + perTick * (adverse - entry);
        long peak = _isLive ? Math.Max(standing.PeakCents, highestCents) : standing.PeakCents;
        if (_checksLive && lowest <= Math.Max(_drawdown.ThresholdCents(peak), standing.FloorCents)) return false;
        if (lowest - standing.DayStartCents <= -_dailyCents) return false;
        int close = side * tape.Close[bar];
        if (close < adverse || close > favorable) return false;            // a close outside its seconds
        if (peak != standing.PeakCents) standing = standing with { PeakCents = peak };
        ticket.FavorableTicks = Math.Max(ticket.FavorableTicks, Math.Min(favorable, target) - entry);
        ticket.AdverseTicks = Math.Max(ticket.AdverseTicks, entry - adverse);
        return true;
    }
}
