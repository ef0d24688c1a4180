using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Audit;

/// <summary>
/// One account as the auditor sees it: cash, position and the rules' memory, recomputed from fills and prices. Long and short
/// are written out one by one, on purpose not the way a simulation would write them.
/// </summary>
internal sealed class AuditedAccount(int number, Instrument instrument, RuleSet rules, AuditOptions options)
{
    public int Number { get; } = number;

    public long Cash { get; private set; } = rules.StartCents;

    /// <summary>Contracts; bought positive, sold negative.</summary>
    public int Position { get; private set; }

    public int EntryTicks { get; private set; }

    public long Peak { get; private set; } = rules.StartCents;

    public long DayStart { get; private set; } = rules.StartCents;

    public long Floor { get; private set; }

    public long BestEndOfDay { get; private set; } = rules.StartCents;

    public bool IsPaused { get; set; }

    public bool IsOver { get; set; }

    public int StopTicks { get; set; }

    public int TargetTicks { get; set; }

    /// <summary>Lowest and highest equity of the current bar.</summary>
    public long Lowest { get; private set; }

    public long Highest { get; private set; }

    /// <summary>Equity and threshold at the moment of the current bar at which they were nearest.</summary>
    public (long Equity, long Threshold) Nearest { get; private set; }

    public long Threshold
    {
        get
        {
            DrawdownLock? stop = rules.Drawdown.Lock;
            long trailing = stop is not null && Peak >= stop.TriggerCents ? stop.LevelCents : Peak - rules.Drawdown.AmountCents;
            return trailing > Floor ? trailing : Floor;
        }
    }

    public long EquityAt(int priceTicks) => Cash + (long)Position * (priceTicks - EntryTicks) * instrument.TickValueCents;

    public void BeginBar(int openTicks, bool followsBreak)
    {
        Lowest = Highest = EquityAt(Served(openTicks, followsBreak));
        Nearest = (Lowest, Threshold);
    }

    public void Mark(int priceTicks)
    {
        long equity = EquityAt(priceTicks);
        if (equity > Highest) Highest = equity;
        if (equity < Lowest) Lowest = equity;
        if (rules.Drawdown.Basis == DrawdownBasis.LiveEquity && equity > Peak) Peak = equity;
        if (equity - Threshold < Nearest.Equity - Nearest.Threshold) Nearest = (equity, Threshold);
    }

    /// <summary>Books a fill; false if it adds to the position or closes more than there is.</summary>
    public bool Book(in Fill fill)
    {
        int bought = fill.Side == Side.Long ? fill.Contracts : -fill.Contracts;
        bool isSane = Position == 0 || (Math.Sign(bought) != Math.Sign(Position) && Math.Abs(bought) <= Math.Abs(Position));
        Cash -= fill.CommissionCents;
        if (Position == 0) EntryTicks = fill.PriceTicks;
        else Cash += (long)-bought * (fill.PriceTicks - EntryTicks) * instrument.TickValueCents;
        Position += bought;
        if (rules.Drawdown.Basis == DrawdownBasis.ClosedBalance && Cash > Peak) Peak = Cash;
        if (Position == 0)
        {
            EntryTicks = 0;
            Mark(0);
        }
        return isSane;
    }

    public void ResetDay(long equityCents)
    {
        DayStart = equityCents;
        IsPaused = false;
    }

    public void EndDay()
    {
        if (Cash > BestEndOfDay) BestEndOfDay = Cash;
        if (rules.Drawdown.Basis == DrawdownBasis.EndOfDay && Cash > Peak) Peak = Cash;
    }

    public void RaiseFloor() => Floor = rules.StartCents + rules.TargetCents;

    public int ContractLimit()
    {
        int minis = rules.Contracts.Minis;
        foreach (ContractTier tier in rules.Contracts.Tiers ?? [])
            if (BestEndOfDay > tier.EndOfDayBalanceAboveCents) minis = tier.Minis;
        return instrument.IsMicro ? minis * rules.Contracts.MicrosPerMini : minis;
    }

    /// <summary>What must happen to the open position inside one bar or second; marks equity on the way. Null: it survives.</summary>
    public ExpectedExit? GoThrough(in Bar part, bool followsBreak)
    {
        bool isLong = Position > 0;
        Mark(Served(part.OpenTicks, followsBreak));
        (int trigger, FillReason reason) = Trigger();
        if (isLong ? part.OpenTicks <= trigger : part.OpenTicks >= trigger) return new ExpectedExit(reason, part.OpenTicks, part.UtcSeconds);
        int through = options.TargetThroughTicks;
        if (OpensBeyondTarget(part.OpenTicks)) return new ExpectedExit(FillReason.Target, Served(part.OpenTicks, followsBreak), part.UtcSeconds);
        Mark(isLong ? Math.Min(part.HighTicks, TargetTicks) : Math.Max(part.LowTicks, TargetTicks));
        (trigger, reason) = Trigger();
        if (isLong ? part.LowTicks <= trigger : part.HighTicks >= trigger) return new ExpectedExit(reason, trigger, part.UtcSeconds);
        Mark(isLong ? part.LowTicks : part.HighTicks);
        bool isFilled = isLong ? part.HighTicks >= TargetTicks + through : part.LowTicks <= TargetTicks - through;
        return isFilled ? new ExpectedExit(FillReason.Target, TargetTicks, part.UtcSeconds) : null;
    }

    /// <summary>The open lies far enough beyond the target to have filled it.</summary>
    public bool OpensBeyondTarget(int openTicks)
    {
        if (Position == 0) return false;
        return Position > 0 ? openTicks - TargetTicks >= options.TargetThroughTicks : TargetTicks - openTicks >= options.TargetThroughTicks;
    }

    /// <summary>A limit resting in a running market is served at its own price, before the open; after a break at the open.</summary>
    private int Served(int openTicks, bool followsBreak)
    {
        if (followsBreak || Position == 0) return openTicks;
        return Position > 0 ? Math.Min(openTicks, TargetTicks) : Math.Max(openTicks, TargetTicks);
    }

    /// <summary>The nearest price that ends the position against its will; at one price breach, then daily limit, then stop.</summary>
    private (int Ticks, FillReason Reason) Trigger()
    {
        (int Ticks, FillReason Reason) nearest = (StopTicks, FillReason.Stop);
        if (rules.DailyLoss is { IncludesOpen: true }) nearest = Nearer(nearest, DayStart - rules.DailyLoss.AmountCents, FillReason.DailyLimit);
        if (rules.Drawdown.Check == DrawdownCheck.Live) nearest = Nearer(nearest, Threshold, FillReason.Breach);
        return nearest;
    }

    private (int Ticks, FillReason Reason) Nearer((int Ticks, FillReason Reason) other, long equityLimit, FillReason reason)
    {
        decimal perTick = (decimal)Math.Abs(Position) * instrument.TickValueCents;
        decimal room = Math.Floor((equityLimit - Cash) / perTick);
        if (Position > 0)
        {
            decimal price = EntryTicks + room;
            return price >= other.Ticks ? ((int)price, reason) : other;
        }
        decimal above = EntryTicks - room;
        return above <= other.Ticks ? ((int)above, reason) : other;
    }
}
