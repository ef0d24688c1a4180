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
    private readonly Instrument _micro = AuditMicro.Of(instrument);
    private long _cashAtDayOpen = rules.StartCents;
    private bool _hasEntryToday;

    public int Number { get; } = number;

    public long Cash { get; private set; } = rules.StartCents;

    /// <summary>Contracts; bought positive, sold negative.</summary>
    public int Position { get; private set; }

    public int EntryTicks { get; private set; }

    /// <summary>The position is in micros.</summary>
    public bool IsMicro { get; private set; }

    public long Peak { get; private set; } = rules.StartCents;

    public long DayStart { get; private set; } = rules.StartCents;

    public long Floor { get; private set; }

    public long BestEndOfDay { get; private set; } = rules.StartCents;

    /// <summary>Trading days with an entry, and the best profit of a day that has ended.</summary>
    public int TradedDays { get; private set; }

    public long BestDay { get; private set; }

    public bool IsPaused { get; set; }

    public bool HasPassed { get; set; }

    public bool IsBreached { get; set; }

    public bool IsClosed { get; set; }

    public bool HadEntryOnEndedDay { get; private set; }

    /// <summary>The target has been met while flat, passed or not.</summary>
    public bool HasReachedTarget { get; set; }

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

    public long EquityAt(int priceTicks) => Cash + (long)Position * (priceTicks - EntryTicks) * Traded(IsMicro).TickValueCents;

    /// <summary>The contract of a fill: the micro or what the bars are of.</summary>
    public Instrument Traded(bool isMicro) => isMicro ? _micro : instrument;

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
        bool isSane = Position == 0 || (Math.Sign(bought) != Math.Sign(Position) && Math.Abs(bought) <= Math.Abs(Position)
            && fill.IsMicro == IsMicro);
        Cash -= fill.CommissionCents + fill.FeeCents;
        if (Position == 0)
        {
            EntryTicks = fill.PriceTicks;
            IsMicro = fill.IsMicro;
            if (!_hasEntryToday) TradedDays++;
            _hasEntryToday = true;
        }
        else Cash += (long)-bought * (fill.PriceTicks - EntryTicks) * Traded(IsMicro).TickValueCents;
        Position += bought;
        if (rules.Drawdown.Basis == DrawdownBasis.ClosedBalance && Cash > Peak) Peak = Cash;
        if (Position == 0)
        {
            EntryTicks = 0;
            IsMicro = false;
            Mark(0);
        }
        return isSane;
    }

    public void ResetDay(long equityCents)
    {
        DayStart = equityCents;
        IsPaused = false;
    }

    /// <summary>Ends a trading day; returns its closed profit.</summary>
    public long EndDay()
    {
        long profit = Cash - _cashAtDayOpen;
        HadEntryOnEndedDay = _hasEntryToday;
        if (Cash > BestEndOfDay) BestEndOfDay = Cash;
        if (rules.Drawdown.Basis == DrawdownBasis.EndOfDay && Cash > Peak) Peak = Cash;
        if (Cash - _cashAtDayOpen > BestDay) BestDay = Cash - _cashAtDayOpen;
        _cashAtDayOpen = Cash;
        _hasEntryToday = false;
        return profit;
    }

    /// <summary>What is missing to pass besides being flat, by the auditor's own count in millionths; null: nothing.</summary>
    public string? Missing()
    {
        if (rules.Stage == AccountStage.Funded) return "a funded account has nothing to pass";
        if (TradedDays < rules.MinimumDays) return $"{TradedDays} of {rules.MinimumDays} trading days";
        if (rules.Consistency is null) return null;
        long best = Cash - _cashAtDayOpen > BestDay ? Cash - _cashAtDayOpen : BestDay;
        long whole = rules.Consistency.OfTarget ? rules.TargetCents : Cash - rules.StartCents;
        Int128 found = (Int128)best * 1_000_000,
            allowed = (Int128)(long)Math.Round(rules.Consistency.MaximumShare * 1_000_000) * whole;
        bool isTooLarge = rules.Consistency.IsStrict ? found >= allowed : found > allowed;
        return best > 0 && isTooLarge ? $"the best day made {best / 100m:0.00} of {whole / 100m:0.00}" : null;
    }

    public void RaiseFloor() => Floor = rules.StartCents + rules.TargetCents;

    public int ContractLimit(bool isMicro)
    {
        int minis = rules.Contracts.Minis;
        foreach (ContractTier tier in rules.Contracts.Tiers ?? [])
            if ((rules.Contracts.Shrinks ? _cashAtDayOpen : BestEndOfDay) > tier.EndOfDayBalanceAboveCents) minis = tier.Minis;
        return Traded(isMicro).IsMicro ? minis * rules.Contracts.MicrosPerMini : minis;
    }

    /// <summary>What must happen to the open position inside one bar or
    /// second; marks equity on the way. Null: it survives.</summary>
    public ExpectedExit? GoThrough(in Bar part, bool followsBreak)
    {
        bool isLong = Position > 0;
        Mark(Served(part.OpenTicks, followsBreak));
        (int trigger, FillReason reason) = Trigger();
        if (isLong ? part.OpenTicks <= trigger : part.OpenTicks >= trigger)
            return new ExpectedExit(reason, part.OpenTicks, part.UtcSeconds);
        int through = options.TargetThroughTicks;
        if (OpensBeyondTarget(part.OpenTicks))
            return new ExpectedExit(FillReason.Target, Served(part.OpenTicks, followsBreak), part.UtcSeconds);
        Mark(isLong ? Math.Min(part.HighTicks, TargetTicks) : Math.Max(part.LowTicks, TargetTicks));
        (trigger, reason) = Trigger();
        if (isLong ? part.LowTicks <= trigger : part.HighTicks >= trigger)
            return new ExpectedExit(reason, trigger, part.UtcSeconds);
        Mark(isLong ? part.LowTicks : part.HighTicks);
        bool isFilled = isLong ? part.HighTicks >= TargetTicks + through : part.LowTicks <= TargetTicks - through;
        return isFilled ? new ExpectedExit(FillReason.Target, TargetTicks, part.UtcSeconds) : null;
    }

    /// <summary>The open lies far enough beyond the target to have filled it.</summary>
    public bool OpensBeyondTarget(int openTicks)
    {
        if (Position == 0) return false;
        return Position > 0 ? openTicks - TargetTicks >= options.TargetThroughTicks
            : TargetTicks - openTicks >= options.TargetThroughTicks;
    }

    /// <summary>A limit resting in a running market is served at its
    /// own price, before the open; after a break at the open.</summary>
    private int Served(int openTicks, bool followsBreak)
    {
        if (followsBreak || Position == 0) return openTicks;
        return Position > 0 ? Math.Min(openTicks, TargetTicks) : Math.Max(openTicks, TargetTicks);
    }

    /// <summary>The nearest price that ends the position against its
    /// will; at one price breach, then daily limit, then stop.</summary>
    private (int Ticks, FillReason Reason) Trigger()
    {
        (int Ticks, FillReason Reason) nearest = (StopTicks, FillReason.Stop);
        if (rules.DailyLoss is { IncludesOpen: true })
            nearest = Nearer(nearest, DayStart - rules.DailyLoss.AmountCents, FillReason.DailyLimit);
        if (rules.Drawdown.Check == DrawdownCheck.Live) nearest = Nearer(nearest, Threshold, FillReason.Breach);
        return nearest;
    }

    private (int Ticks, FillReason Reason) Nearer((int Ticks, FillReason Reason) other, long equityLimit, FillReason reason)
    {
        decimal perTick = (decimal)Math.Abs(Position) * Traded(IsMicro).TickValueCents;
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
