using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>
/// The fixed moments and the fixed account that rules of one's own are hashed on, from whole-number arithmetic alone. Changing
/// them changes the hash of every rule.
/// </summary>
internal static class RuleProbe
{
    private const long Minute = 60, Hour = 3600, Day = 86_400;
    private const int FirstDay = 19_723, Days = 64;                        // 2024-01-01, a Monday

    /// <summary>SHA-256 of both halves' answers: at every minute of four weeks, and every seventh hour of twenty years.</summary>
    /// <param name="rule">An entry rule.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Hash(IEntryRule rule)
    {
        var answers = new List<float>();
        foreach (EntryMoment moment in Moments())
        {
            answers.Add(rule.Allows(moment) ? 1 : 0);
            answers.Add(rule.Audit(Audited(moment)) is { } allowed ? allowed ? 1 : 0 : -1);
        }
        return OutputHash.Of([.. answers]);
    }

    /// <summary>SHA-256 of both halves' answers over an hour of holding, and over 64 days of an
    /// account that trades none to three times a day.</summary>
    /// <param name="rule">An account rule.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string Hash(IAccountRule rule)
    {
        var answers = new List<float>();
        var history = new AuditedHistory();
        for (int seconds = 0; seconds <= 3600; seconds++)
            answers.AddRange([Number(rule.AllowsLeaving(seconds)), rule.OfTrade(new ClosedTrade(0, seconds, 1))]);
        var draws = new FixedDraws(20_061_013);
        (long count, long balance, int trades, int tradedDays, int lastDay) = (0, 5_000_000, 0, 0, FirstDay);
        for (int day = FirstDay; day < FirstDay + Days; day++)
        {
            (long at, long profit, int todays) = (day * Day + 52_200, 0, draws.Next(4));
            history.At(day, at);
            if (todays > 0) (tradedDays, lastDay) = (tradedDays + 1, day);
            for (int trade = 0; trade < todays; trade++)
            {
                (long held, long net, int contracts) = (1 + draws.Next(4000), draws.Next(60_001) - 28_000, 1 + draws.Next(3));
                history.Opened(at);
                history.At(day, at += held);
                Ask(new AccountFacts(count, balance, profit, trades, tradedDays, day - lastDay), held);
                history.Closed(at, net);
                (balance, profit, trades) = (balance + net, profit + net, trades + 1);
                count += rule.OfTrade(new ClosedTrade(net, held, contracts));
                Ask(new AccountFacts(count, balance, profit, trades, tradedDays, day - lastDay), held);
            }
            count += rule.OfDay(new EndedDay(profit, todays > 0));
            history.EndDay(profit, todays > 0);
            Ask(new AccountFacts(count, balance, profit, trades, tradedDays, day - lastDay), 0);
        }
        return OutputHash.Of([.. answers]);

        void Ask(AccountFacts facts, long held)
        {
            answers.AddRange([facts.Count, Number(rule.AllowsEntry(facts)), Number(rule.AllowsLeaving(held))]);
            answers.AddRange([Number(rule.AllowsPass(facts)), Number(rule.Closes(facts))]);
            if (rule.Audit(history) is not { } stand)
                answers.Add(-1);
            else
                answers.AddRange([Number(stand.MayEnter), Number(stand.MayLeave), Number(stand.MayPass), Number(stand.IsClosed)]);
        }
    }

    private static float Number(bool answer) => answer ? 1 : 0;

    /// <summary>New York clocks stand five hours behind UTC here, all the year; a trading day begins at 18:00.</summary>
    private static IEnumerable<EntryMoment> Moments()
    {
        for (long eastern = FirstDay * Day; eastern < (FirstDay + 28) * Day; eastern += Minute) yield return At(eastern);
        for (long eastern = 14_610 * Day; eastern < (14_610 + 20 * 365) * Day; eastern += 7 * Hour)      // from 2010-01-01
            yield return At(eastern);
    }

    private static EntryMoment At(long eastern) =>
        new(eastern + 5 * Hour, eastern, new LocalDate(1970, 1, 1).PlusDays((int)((eastern + 6 * Hour) / Day)));

    private static AuditedEntry Audited(in EntryMoment moment) =>
        new(moment.UtcSeconds, moment.EasternSeconds, (int)((moment.EasternSeconds + 6 * Hour) / Day), 1);
}
