using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>Slippage as the scalar reference works it out, bar by bar, nothing beforehand. All in ticks.</summary>
internal sealed class ScalarSlippage(BarSeries bars, ExecutionModel execution)
{
    /// <summary>An order at the open: the range of the minute before it in its trading day counts.</summary>
    public int AtOpen(int bar, int contracts, bool areMicros)
    {
        bool isFirst = bars.Days.Any(day => day.FirstBar == bar);
        return Of(isFirst ? 0 : RangeOf(bar - 1), bars.EasternSeconds[bar], Size(contracts, areMicros));
    }

    /// <summary>An exit inside a bar or at its close: its own range counts.</summary>
    public int Inside(int bar, int contracts, FillReason reason, bool areMicros) =>
        Of(RangeOf(bar), bars.EasternSeconds[bar], Size(contracts, areMicros))
        + (reason is FillReason.Breach or FillReason.DailyLimit ? execution.ForcedExitTicks : 0);

    /// <summary>What an entry decided at a bar's close expects at the next minute's open.</summary>
    public int Expected(int bar, int contracts) => Of(RangeOf(bar), bars.EasternSeconds[bar] + 60, contracts);

    private int Of(int range, long time, int contracts) =>
        bars.Instrument.SlippageTicks + execution.ExtraTicks(range, time) + execution.SizeTicks(contracts);

    /// <summary>Ten micros are one contract, a part of ten too.</summary>
    private static int Size(int contracts, bool areMicros) => areMicros ? (int)Math.Ceiling(contracts / 10.0) : contracts;

    private int RangeOf(int bar) => bars.HighTicks[bar] - bars.LowTicks[bar];
}
