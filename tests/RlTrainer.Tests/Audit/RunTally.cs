using System.Globalization;
using System.Text;
using RlTrainer.Audit;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>What a number of scenario runs covered: counts that a summary prints and that a test can ask for.</summary>
internal sealed class RunTally
{
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>Audited environment steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Environment steps compared with the scalar reference,
    /// with the mirrored market, with fresh environments.</summary>
    public long ScalarSteps { get; set; }

    public long MirrorSteps { get; set; }

    public long ResetSteps { get; set; }

    public long this[string what] => _counts.GetValueOrDefault(what);

    public void Add(Scenario scenario, PropertyWalk walk, AuditReport report)
    {
        TradingJournal journal = walk.Journal;
        Steps += walk.Steps;
        Count("audits", 1);
        Count("audit: accounts", report.AccountCount);
        Count("audit: fills", report.FillCount);
        Count("actions: illegal, refused", walk.IllegalRefused);
        Count("actions: illegal, held (masks off)", walk.IllegalHeld);
        foreach (Fill fill in journal.Fills) Count($"fill: {fill.Reason}", 1);
        Count("fills in micros", journal.Fills.Count(fill => fill.IsMicro));
        Count("fills with fees", journal.Fills.Count(fill => fill.FeeCents > 0));
        foreach (AuditLine line in report.Breaches) Count($"reached: {line.Rule}", 1);
        foreach ((string reason, int count) in journal.EntryAdjustments) Count($"entry: {reason}", count);
        foreach (AccountEnd end in journal.Accounts) Count($"account ended: {end.Reason}", 1);
        Count($"actions: {scenario.Config.Actions.Name}", 1);
        Count($"rules: {scenario.Rules.Name}", 1);
        if (scenario.Seconds is not null) Count("market: with seconds", 1);
        AddMarket(scenario.Bars, scenario.Rules.HalfDaysMerge);
        Count("equalities: limit reached to the cent", Equalities(scenario, journal));
    }

    public void Add(RunTally other)
    {
        Steps += other.Steps;
        ScalarSteps += other.ScalarSteps;
        MirrorSteps += other.MirrorSteps;
        ResetSteps += other.ResetSteps;
        foreach ((string what, long count) in other._counts) Count(what, count);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{Steps:N0} audited steps, {ScalarSteps:N0} compared with the scalar reference, {MirrorSteps:N0} with the mirrored "
            + $"market, {ResetSteps:N0} after a reset\n");
        foreach ((string what, long count) in _counts) text.Append(CultureInfo.InvariantCulture, $"{count,14:N0}  {what}\n");
        return text.ToString();
    }

    private void AddMarket(BarSeries bars, bool halfDaysMerge)
    {
        int early = bars.Days.Count(day => day.IsEarlyClose);
        Count("market: days", bars.Days.Count);
        Count("market: early closes", early);
        if (halfDaysMerge)
            Count("market: half days joined to the next", bars.Days.Take(bars.Days.Count - 1).Count(day => day.IsEarlyClose));
        if (bars.UtcSeconds[0] - bars.EasternSeconds[0] != bars.UtcSeconds[^1] - bars.EasternSeconds[^1])
            Count("market: clock changes", 1);
        for (int bar = 1; bar < bars.Count; bar++)
        {
            long apart = bars.EasternSeconds[bar] - bars.EasternSeconds[bar - 1];
            if (apart is > 60 and < 3600) Count("market: holes of a minute or more", 1);
            if (Math.Abs(bars.OpenTicks[bar] - bars.CloseTicks[bar - 1]) > bars.HighTicks[bar] - bars.LowTicks[bar])
                Count("market: price gaps wider than the bar", 1);
        }
    }

    /// <summary>Liquidations at whose price, before slippage, equity was exactly the threshold or the day limit.</summary>
    private static int Equalities(Scenario scenario, TradingJournal journal)
    {
        int equal = 0, tick = scenario.Bars.Instrument.TickValueCents, next = 0;
        Account account = default;
        foreach (Fill fill in journal.Fills)
        {
            if (fill.AccountNumber != account.Number) account = Account.Fresh(fill.AccountNumber, scenario.Rules.StartCents);
            if (fill.Reason is FillReason.Breach or FillReason.DailyLimit)
            {
                while (journal.Equity[next].BarIndex < fill.BarIndex) next++;
                EquityPoint point = journal.Equity[next];
                long equity = account.EquityCents(fill.PriceTicks - (int)fill.Side * fill.SlippageTicks, tick);
                long dayStart = point.EquityCents - point.DayPnlCents;
                if (equity == (fill.Reason == FillReason.Breach ? point.ThresholdCents
                    : dayStart - scenario.Rules.DailyLoss!.AmountCents)) equal++;
            }
            account = account.After(fill, tick);
        }
        return equal;
    }

    private void Count(string what, long count) => _counts[what] = _counts.GetValueOrDefault(what) + count;
}
