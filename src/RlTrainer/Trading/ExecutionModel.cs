using System.Globalization;
using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Trading;

/// <summary>
/// What market orders cost beyond the instrument's own slippage and commission. The default adds nothing. The assumptions, each
/// with a test of its number:
/// <list type="number">
/// <item>Slippage grows with the bar's range: an order at the open by the range of the minute before it in its trading day, a
/// stop, a
/// liquidation or an exit at the close by that of its own minute; whole ticks, rounded down.</item>
/// <item>In given hours and around given events it grows by given ticks; those of all that apply are added.</item>
/// <item>It grows with the size: a tick for every so many contracts beyond the first; ten micros are one contract.</item>
/// <item>The programme's own exits, for a breach or the daily limit, slip by given ticks further.</item>
/// <item>Exchange and platform fees are paid for every contract on every leg, apart from the commission.</item>
/// <item>A decision knows the slippage of the next minute's open for the size it wants: it masks, sizes and fits by that, and a
/// fill
/// that comes later and finds the stop within its slippage is cancelled. Break-even covers the instrument's own slippage.</item>
/// </list>
/// </summary>
public sealed record ExecutionModel
{
    /// <summary>Ticks of slippage for each tick of the bar's range, in [0, 1]. Default 0.</summary>
    public double RangeShare { get; init; }

    /// <summary>A further tick for every so many contracts beyond the first, at least 1; null: the size does not
    /// matter.</summary>
    public int? ContractsPerTick { get; init; }

    /// <summary>Further ticks of the programme's own exits, in [0, 1000]. Default 0.</summary>
    public int ForcedExitTicks { get; init; }

    /// <summary>The exchange's fee for one contract and one side, US cents, in [0, 100000]. Default 0: part of the
    /// commission.</summary>
    public int ExchangeFeeCents { get; init; }

    /// <summary>The platform's fee for one contract and one side, US cents, in [0, 100000]. Default 0.</summary>
    public int PlatformFeeCents { get; init; }

    /// <summary>Exchange and platform fees for one micro and one side, US cents, where an entry near a limit switches to micros,
    /// in [0, 100000]. Default 0: part of the commission.</summary>
    public int MicroFeeCents { get; init; }

    /// <summary>Hours of every day with more slippage. Default none.</summary>
    public IReadOnlyList<SlippageHours> Hours { get; init; } = [];

    /// <summary>Announcements with more slippage around them. Default none.</summary>
    public IReadOnlyList<SlippageEvent> Events { get; init; } = [];

    /// <summary>Nothing beyond the instrument's own slippage and commission.</summary>
    public static ExecutionModel Standard { get; } = new();

    /// <summary>Both fees for one contract and one side, US cents.</summary>
    internal int FeeCents => ExchangeFeeCents + PlatformFeeCents;

    /// <summary>Ticks beyond the instrument's own, whatever the size.</summary>
    /// <param name="rangeTicks">Range of the bar that counts, ticks.</param>
    /// <param name="easternSeconds">Start of the fill's minute, New York wall clock.</param>
    internal int ExtraTicks(int rangeTicks, long easternSeconds)
    {
        int extra = (int)Math.Floor(RangeShare * rangeTicks);
        long second = easternSeconds % 86_400;
        foreach (SlippageHours hours in Hours)
        {
            long from = SecondOf(hours.From), to = SecondOf(hours.To);
            if (from < to ? second >= from && second < to : second >= from || second < to) extra += hours.ExtraTicks;
        }
        foreach (SlippageEvent announced in Events)
        {
            long at = Period.DaysBetween(new LocalDate(1970, 1, 1), announced.Date) * 86_400L + SecondOf(announced.Time);
            if (easternSeconds >= at - announced.MinutesBefore * 60L && easternSeconds < at + announced.MinutesAfter * 60L)
                extra += announced.ExtraTicks;
        }
        return extra;
    }

    /// <summary>Ticks that a size adds; micros count as the minis that they make up, a part of one as one.</summary>
    internal int SizeTicks(int contracts, bool isMicro = false)
    {
        int size = isMicro ? (contracts + Instrument.MicrosOfAMini - 1) / Instrument.MicrosOfAMini : contracts;
        return ContractsPerTick is { } each ? (size - 1) / each : 0;
    }

    /// <inheritdoc/>
    public bool Equals(ExecutionModel? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"range {RangeShare}, a tick for {ContractsPerTick?.ToString(CultureInfo.InvariantCulture) ?? "any"} contracts, forced "
        + $"{ForcedExitTicks}, fees {ExchangeFeeCents} + {PlatformFeeCents}, a micro's {MicroFeeCents}, hours "
        + $"[{string.Join("; ", Hours)}], events "
        + $"[{string.Join("; ", Events)}]");

    internal IEnumerable<string> Faults()
    {
        if (!(RangeShare >= 0 && RangeShare <= 1))
            yield return $"Execution.RangeShare was {RangeShare}; expected a share in [0, 1] (0 is usual, 0.1 a thin market).";
        if (ContractsPerTick is < 1)
            yield return $"Execution.ContractsPerTick was {ContractsPerTick}; expected at least 1, or null where the size does "
                + $"not matter.";
        if (ForcedExitTicks is < 0 or > 1000)
            yield return $"Execution.ForcedExitTicks was {ForcedExitTicks}; expected 0 to 1000 (0 is usual).";
        if (ExchangeFeeCents is < 0 or > 100_000)
            yield return $"Execution.ExchangeFeeCents was {ExchangeFeeCents}; expected 0 to 100000 (138 for an ES contract is "
                + $"usual, 0 where the commission holds it).";
        if (PlatformFeeCents is < 0 or > 100_000)
            yield return $"Execution.PlatformFeeCents was {PlatformFeeCents}; expected 0 to 100000 (0 is usual).";
        if (MicroFeeCents is < 0 or > 100_000)
            yield return $"Execution.MicroFeeCents was {MicroFeeCents}; expected 0 to 100000 (35 for an MES contract is usual).";
        foreach (SlippageHours hours in Hours)
            if (hours.ExtraTicks is < 0 or > 1000)
                yield return $"Execution.Hours held {hours.ExtraTicks} extra ticks from {hours.From:HH':'mm}; expected 0 "
                    + $"to 1000.";
        foreach (SlippageEvent announced in Events)
            if (announced.ExtraTicks is < 0 or > 1000 || announced.MinutesBefore is < 0 or > 1440
                || announced.MinutesAfter is < 0 or > 1440)
                yield return $"Execution.Events held {announced.ExtraTicks} extra ticks from {announced.MinutesBefore} minutes "
                    + $"before to {announced.MinutesAfter} after {announced.Date:uuuu-MM-dd}; expected 0 to 1000 ticks and 0 to "
                    + $"1440 minutes.";
    }

    private static long SecondOf(LocalTime time) => time.TickOfDay / NodaConstants.TicksPerSecond;
}
