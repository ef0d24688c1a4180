using NodaTime;
using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>The library's own rules at their borders, each beside the auditor's half, which is written another way.</summary>
public sealed class LibraryRuleTests
{
    private const int Monday = 19_730;                                            // 2024-01-08, days since 1970-01-01

    [Theory]
    [InlineData(59, 1, false)]
    [InlineData(60, 0, true)]
    public void A_trade_of_exactly_the_holding_time_is_long_enough(int seconds, int counted, bool mayLeave)
    {
        var rule = new MinimumHolding(60);
        Assert.Equal(counted, rule.OfTrade(new ClosedTrade(100, seconds, 1)));
        Assert.Equal(mayLeave, rule.AllowsLeaving(seconds));
        var history = new AuditedHistory();
        history.At(Monday, 1_000);
        history.Opened(1_000);
        history.At(Monday, 1_000 + seconds);
        Assert.Equal(mayLeave, rule.Audit(history)!.Value.MayLeave);
    }

    /// <summary>So many shorter trades of so many; the auditor counts in millionths.</summary>
    [Theory]
    [InlineData(0.5, 2, 4, true)]
    [InlineData(0.5, 3, 5, false)]
    [InlineData(0.0, 0, 9, true)]
    [InlineData(0.0, 1, 9, false)]
    [InlineData(1.0, 9, 9, true)]
    public void A_share_of_shorter_trades_is_allowed_up_to_its_border(double share, int shorter, int trades, bool passes)
    {
        var rule = new MinimumHolding(60, share);
        Assert.Equal(passes, rule.AllowsPass(new AccountFacts(shorter, 0, 0, trades, 1, 0)));
        var history = new AuditedHistory();
        for (int trade = 0; trade < trades; trade++)
        {
            history.At(Monday, 1_000);
            history.Opened(1_000);
            history.Closed(1_000 + (trade < shorter ? 59 : 60), 100);
        }
        Assert.Equal(passes, rule.Audit(history)!.Value.MayPass);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void An_account_is_closed_on_the_day_its_idle_days_are_full(int idle, bool isClosed)
    {
        var rule = new InactivityRule(7);
        Assert.Equal(isClosed, rule.Closes(new AccountFacts(0, 0, 0, 0, 0, idle)));
        var fresh = new AuditedHistory();
        fresh.At(Monday, 0);
        fresh.At(Monday + idle, 0);
        Assert.Equal(isClosed, rule.Audit(fresh)!.Value.IsClosed);
        var traded = new AuditedHistory();
        traded.At(Monday, 0);
        traded.EndDay(0, hasEntry: false);
        traded.At(Monday + 3, 0);
        traded.EndDay(-50, hasEntry: true);
        traded.At(Monday + 3 + idle, 0);
        Assert.Equal(isClosed, rule.Audit(traded)!.Value.IsClosed);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void A_day_qualifies_from_its_profit_on(int days, bool passes)
    {
        var rule = new QualifyingDaysRule(2, 5_000);
        Assert.Equal((0L, 1L), (rule.OfDay(new EndedDay(4_999, true)), rule.OfDay(new EndedDay(5_000, true))));
        Assert.Equal(passes, rule.AllowsPass(new AccountFacts(days, 0, 0, 0, 0, 0)));
        var history = new AuditedHistory();
        history.EndDay(4_999, hasEntry: true);
        for (int day = 0; day < days; day++) history.EndDay(5_000, hasEntry: true);
        Assert.Equal(passes, rule.Audit(history)!.Value.MayPass);
    }

    // Two minutes before to one minute after 14:00 and 14:02: 13:58:00 to 14:03:00, both ends included.
    [Theory]
    [InlineData("13:57:59", true)]
    [InlineData("13:58:00", false)]
    [InlineData("14:00:00", false)]
    [InlineData("14:01:30", false)]
    [InlineData("14:03:00", false)]
    [InlineData("14:03:01", true)]
    [InlineData("09:30:00", true)]
    public void Announcements_close_their_minutes_and_no_others(string time, bool allowed)
    {
        var rule = new NewsBlackout(2, 1) { EventsEastern = ["2024-01-08 14:02", "2024-01-08 14:00"] };
        long second = NodaTime.Text.LocalTimePattern.ExtendedIso.Parse(time).Value.TickOfDay / NodaConstants.TicksPerSecond;
        long eastern = Monday * 86_400L + second;
        var moment = new EntryMoment(eastern + 5 * 3_600, eastern, new LocalDate(2024, 1, 8));
        Assert.Equal(allowed, rule.Allows(moment));
        Assert.Equal(allowed, rule.Audit(new AuditedEntry(eastern + 5 * 3_600, eastern, Monday, 1)));
        Assert.True(rule.Allows(moment with { EasternSeconds = eastern + 86_400 }));
    }

    [Fact]
    public void What_a_rule_cannot_be_is_said_with_the_usual_value()
    {
        (IEnumerable<string> Faults, string Words)[] wrong =
        [
            (new MinimumHolding(0).Faults(), "Holding.Seconds was 0; expected at least 1 (10 is usual)."),
            (new MinimumHolding(1, 1.5).Faults(),
                "Holding.MostShorterShare was 1.5; expected a share in [0, 1] (0.5 is usual)."),
            (new InactivityRule(0).Faults(), "Inactivity.Days was 0; expected at least 1 (7 is usual)."),
            (new QualifyingDaysRule(0, 1).Faults(), "Qualifying.Days was 0; expected at least 1 (5 is usual)."),
            (new QualifyingDaysRule(1, 0).Faults(), "Qualifying.ProfitCents was 0; expected at least 1 (5000 is usual)."),
            (new NewsBlackout(-1, 0).Faults(), "News.MinutesBefore was -1; expected 0 or more (2 is usual)."),
            (new NewsBlackout(0, -1).Faults(), "News.MinutesAfter was -1; expected 0 or more (2 is usual)."),
        ];
        Assert.All(wrong, one => Assert.Equal([one.Words], one.Faults));
    }
}
