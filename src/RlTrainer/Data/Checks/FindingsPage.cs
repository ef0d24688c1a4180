using System.Globalization;
using System.Text;

namespace RlTrainer.Data;

/// <summary>The page that explains every finding: its stable name, what it is, why it matters, what to do.</summary>
internal static class FindingsPage
{
    /// <summary>The stable name of a rule, for scripts and JSON: lower case with dashes, e.g. "duplicate-timestamp".</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>A name that does not change between versions.</returns>
    public static string IdOf(BarRule rule)
    {
        var id = new StringBuilder();
        foreach (char letter in rule.ToString())
        {
            if (char.IsAsciiLetterUpper(letter) && id.Length > 0) id.Append('-');
            id.Append(char.ToLowerInvariant(letter));
        }
        return id.ToString();
    }

    /// <summary>Why breaking a rule matters.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>A sentence.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such rule.</exception>
    public static string WhyOf(BarRule rule) => rule switch
    {
        BarRule.BlankLine => "It is harmless; it is listed so that every line is accounted for.",
        BarRule.UnparseableRow => "A row that is not understood would leave a hole, or shift values into other columns.",
        BarRule.MissingValue => "A price filled in would be invented, and an agent would trade it.",
        BarRule.DuplicateTimestamp => "Two bars of one minute cannot both be right, and a wrong one moves fills.",
        BarRule.RepeatedRow => "Overlapping downloads repeat rows; the same values do no harm.",
        BarRule.OutOfOrder => "Features look back by position: a late row would show the past its future.",
        BarRule.MixedOffsets => "A row without its offset may lie hours from where it belongs.",
        BarRule.NonexistentTime => "The clock never showed the time, so the zone or the row is wrong.",
        BarRule.AmbiguousTime => "The clock showed the time twice; the reading taken is an hour off where it is the other.",
        BarRule.OffMinute => "Such a row is no minute bar; it may be a second bar or a trade.",
        BarRule.HighBelowLow => "Stops and targets are judged by high and low.",
        BarRule.OpenOrCloseOutsideRange => "A fill at the open would lie outside the bar's own range.",
        BarRule.NonPositivePrice =>
            "Returns and ranges of such a price mean nothing; only back-adjusted series have them rightly.",
        BarRule.NegativeVolume => "Volume features and the front contract are decided by volume.",
        BarRule.OffTick => "Orders fill on ticks only; a price between two of them was adjusted or belongs to another "
            + "instrument.",
        BarRule.PriceOffByFactor => "One row in cents is a crash and a recovery to an agent.",
        BarRule.OutsideTradingHours => "No order can be filled there; many of them mean that the zone or the edge is wrong.",
        BarRule.CalendarSpread => "Its prices are differences of two contracts.",
        BarRule.OtherContract => "Two contracts in one series jump at every change between them.",
        BarRule.GapInSession => "Indicators stretch over the hole, and a position inside it is judged blindly.",
        BarRule.ZeroVolumeRun => "Nobody traded: prices there may be quotes or repeats, and no order would have been filled.",
        BarRule.PriceSpike => "A bad tick fills stops and targets that the market never reached.",
        BarRule.FlatLine => "A feed that stands still looks like a market without risk.",
        BarRule.RollJump => "A change of contract is no return, and an agent would learn it as one.",
        BarRule.SecondsDisagree => "Inside a minute the seconds decide; they must be of the same series.",
        BarRule.SecondsMissing => "Such a minute is judged by the minute's rule, which is coarser.",
        BarRule.WrongInterval => "Fills, stops and flat times are decided minute by minute.",
        BarRule.UnknownVolume => "It counts as 0, which lowers volume features.",
        BarRule.UnfinishedLine => "A download that broke off ends so, and a cut volume or price is still a number.",
        BarRule.SuspectTrade => "A trade reported late or in error would stretch the bar's high or low.",
        BarRule.BorrowedCalendar => "Days, early closes and flat time are those of another market.",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };

    /// <summary>The page.</summary>
    /// <returns>Markdown with LF line ends.</returns>
    public static string Markdown()
    {
        var page = new StringBuilder(
            "# Findings of the data checks\n\nMade from the rules (`FindingsPage` in the library); a test compares. `rltrainer "
            + "data validate --json` uses the names in the first column, which do not change.\n\n");
        page.Append("| name | severity | expected | why it matters | what to do |\n|---|---|---|---|---|\n");
        foreach (BarRule rule in Enum.GetValues<BarRule>().OrderByDescending(BarRules.SeverityOf).ThenBy(rule => rule))
            page.Append(CultureInfo.InvariantCulture,
                $"| `{IdOf(rule)}` | {BarRules.SeverityOf(rule).ToString().ToLowerInvariant()} | {BarRules.ExpectationOf(rule)} "
                + $"| {WhyOf(rule)} | {BarRules.RemedyOf(rule)} |\n");
        return page.ToString();
    }
}
