using NodaTime;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Audit;

/// <summary>What a fill had to slip by, in ticks: the auditor's own arithmetic from the model's numbers, the bars and the
/// clock.</summary>
internal sealed class AuditSlippage(BarSeries bars, ExecutionModel model)
{
    private static readonly LocalDateTime Epoch = new(1970, 1, 1, 0, 0);
    private readonly HashSet<int> _firstBars = [.. bars.Days.Select(day => day.FirstBar)];

    /// <summary>Ticks against the order; 0 for a resting target. Ten micros are one contract, a part of ten too.</summary>
    public int Of(int bar, int contracts, FillReason reason, bool isMicro)
    {
        if (reason == FillReason.Target) return 0;
        bool isAtOpen = reason is FillReason.Entry or FillReason.Close or FillReason.Partial;
        int measured = isAtOpen ? bar - 1 : bar;
        decimal range = isAtOpen && _firstBars.Contains(bar) ? 0 : bars.HighTicks[measured] - bars.LowTicks[measured];
        int ticks = bars.Instrument.SlippageTicks + (int)Math.Truncate((double)range * model.RangeShare);
        LocalDateTime time = Epoch.PlusSeconds(bars.EasternSeconds[bar]);
        ticks += model.Hours.Where(hours => Covers(hours, time.TimeOfDay)).Sum(hours => hours.ExtraTicks);
        ticks += model.Events.Where(announced => Covers(announced, time)).Sum(announced => announced.ExtraTicks);
        int size = isMicro ? contracts / 10 + (contracts % 10 > 0 ? 1 : 0) : contracts;
        if (model.ContractsPerTick is { } each)
            for (int beyond = each; beyond <= size - 1; beyond += each) ticks++;
        return reason is FillReason.Breach or FillReason.DailyLimit ? ticks + model.ForcedExitTicks : ticks;
    }

    /// <summary>Fees of a leg, US cents.</summary>
    public long Fees(int contracts, bool isMicro) => isMicro ? (long)contracts * model.MicroFeeCents
        : (long)contracts * model.ExchangeFeeCents + (long)contracts * model.PlatformFeeCents;

    private static bool Covers(SlippageHours hours, LocalTime time)
    {
        if (hours.From < hours.To) return time >= hours.From && time < hours.To;
        return time >= hours.From || time < hours.To;
    }

    private static bool Covers(SlippageEvent announced, LocalDateTime time)
    {
        LocalDateTime at = announced.Date.At(announced.Time);
        return time >= at.PlusMinutes(-announced.MinutesBefore) && time < at.PlusMinutes(announced.MinutesAfter);
    }
}
