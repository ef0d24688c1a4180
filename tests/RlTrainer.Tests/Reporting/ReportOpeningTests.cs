using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Tests.Evaluation;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Reporting;

/// <summary>A report begins with what an account lived through, has contents, and works with and without scripts.</summary>
public sealed class ReportOpeningTests
{
    private static readonly Comparison Walked = new([SampleWalk.Evaluate("Greedy", SampleWalk.Bars(60), 0.01, 1, cheats: true)]);

    [Fact]
    public void The_first_words_say_how_the_accounts_ended() => Assert.Equal(
        "7 accounts, one after another: 2 passed, 1 breached, 2 ran out of room for a single contract, 1 was closed by a rule, 1 "
        + "was open when the data ended.",
        LivesSection.InWords(
        [
            End(AccountOutcome.Passed, "passed"),
                End(AccountOutcome.Undecided, "too close to the threshold: no contract fitted all day"),
            End(AccountOutcome.Breached, "drawdown breach"), End(AccountOutcome.Passed, "passed; end of data"),
                End(AccountOutcome.Closed, "closed: inactivity"),
            End(AccountOutcome.Undecided, "too close to the threshold: no contract fitted all day"),
                End(AccountOutcome.Undecided, "end of data"),
        ]));

    [Fact]
    public void One_account_is_told_as_one() =>
        Assert.Equal("One account: it passed.", LivesSection.InWords([End(AccountOutcome.Passed, "passed")]));

    [Fact]
    public void A_walk_without_accounts_says_so() =>
        Assert.StartsWith("No account was opened", LivesSection.InWords([]), StringComparison.Ordinal);

    [Fact]
    public void The_lives_stand_before_every_figure_that_adds_them_up()
    {
        string page = HtmlReport.Of(new ReportContent { Comparison = Walked });
        Assert.InRange(page.IndexOf("What the accounts lived through</h2>", StringComparison.Ordinal), 1,
            page.IndexOf("class=\"tiles\"", StringComparison.Ordinal));
        Assert.Contains("one account may lose", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_of_the_contents_leads_to_a_heading()
    {
        var page = XDocument.Parse(HtmlReport.Of(new ReportContent { Comparison = Walked }));
        string[] targets = [.. page.Descendants("nav").Single().Descendants("a")
            .Select(link => link.Attribute("href")!.Value[1..])];
        string[] headings = [.. page.Descendants("h2").Select(heading => heading.Attribute("id")!.Value)];
        Assert.InRange(headings.Length, 10, 30);
        Assert.Equal(headings, targets);
    }

    [Fact]
    public void The_policy_of_the_page_allows_its_own_script_and_nothing_else()
    {
        string page = HtmlReport.Of(new ReportContent { Comparison = Walked });
        string script = Assert.Single(Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline)).Groups[1].Value;
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
            + $"script-src 'sha256-{hash}'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", page, StringComparison.Ordinal);
    }

    [Fact]
    public void All_trades_are_listed()
    {
        var page = XDocument.Parse(HtmlReport.Of(new ReportContent { Comparison = Walked }));
        XElement trades = page.Descendants("div").Single(div => div.Attribute("class")?.Value is "trades" or "trades long");
        Assert.InRange(Walked.Policies[0].Journal.Trades.Count, 61, 2_000);
        Assert.Equal(Walked.Policies[0].Journal.Trades.Count, trades.Descendants("tbody").Single().Elements("tr").Count());
    }

    // Equity by day, in dollars over the start: +100, −50, −80, +100, +150, +20. Profits come at a day's
    // sixth bar, so that the peak of 100 lasts into day 2; it is reached again on day 4; the lowest between was −80 on day 3: 180
    // deep,
    // two days. The peak of 150 lasts into day 6 and is not reached again: 130 deep, within that day.
    [Fact]
    public void Falls_are_listed_by_depth_with_their_days()
    {
        BarSeries bars = Journals.Bars(6);
        PolicyEvaluation walked =
            PolicyEvaluation.Of("by hand", Journals.Daily(bars, [10_000, -15_000, -3_000, 18_000, 5_000, -13_000]), bars,
                new RuleSet(), 1);
        IReadOnlyList<DrawdownSpell> spells = DrawdownSpell.Of(walked.Equity, bars, 5);
        Assert.Equal([18_000, 13_000], spells.Select(spell => spell.DepthCents));
        Assert.Equal((bars.Days[1].Date, bars.Days[2].Date, bars.Days[3].Date, 2),
            (spells[0].From, spells[0].Lowest, spells[0].Until!.Value, spells[0].TradingDays));
        Assert.Equal((bars.Days[5].Date, bars.Days[5].Date, null, 0),
            (spells[1].From, spells[1].Lowest, spells[1].Until, spells[1].TradingDays));
        Assert.Equal(18_000, Assert.Single(DrawdownSpell.Of(walked.Equity, bars, 1)).DepthCents);
    }

    [Fact]
    public void The_deepest_fall_of_the_table_is_never_deeper_than_the_drawdown_of_the_tiles()
    {
        PolicyEvaluation walked = Walked.Policies[0];
        long deepest = DrawdownSpell.Of(walked.Equity, walked.Bars, 5)[0].DepthCents;
        Assert.InRange(deepest / 100.0, 1, walked.Metrics.MaximumDrawdown.Value!.Value);
    }

    // 40 days of +100 and −50 dollars in turn: every 20 of them have mean 25 and, by n − 1, deviation 75·√(20/19) = 76.948…;
    // 25 / 76.948 · √252 = 5.158.
    [Fact]
    public void The_rolling_Sharpe_ratio_is_the_annualised_one_of_twenty_days()
    {
        BarSeries bars = Journals.Bars(40);
        PolicyEvaluation walked =
            PolicyEvaluation.Of("by hand",
                Journals.Daily(bars, [.. Enumerable.Range(0, 40).Select(day => day % 2 == 0 ? 10_000L : -5_000L)]), bars,
                    new RuleSet(), 1);
        SvgFigure figure = EvaluationFigures.RollingSharpe(walked)!;
        Assert.Contains("5.157", figure.PlotlyJson, StringComparison.Ordinal);
        Assert.Null(EvaluationFigures.RollingSharpe(
            PolicyEvaluation.Of("short", Journals.Daily(Journals.Bars(39), [.. Enumerable.Repeat(100L, 39)]), Journals.Bars(39),
                new RuleSet(), 1)));
    }

    [Fact]
    public void Months_are_a_grid_as_soon_as_there_are_two()
    {
        Assert.Contains("Net profit by month", EvaluationFigures.MonthGrid(Walked.Policies[0])!.Inline, StringComparison.Ordinal);
        BarSeries few = Journals.Bars(3);
        Assert.Null(EvaluationFigures.MonthGrid(
            PolicyEvaluation.Of("short", Journals.Daily(few, [1_000, 1_000, 1_000]), few, new RuleSet(), 1)));
    }

    private static AccountEnd End(AccountOutcome outcome, string reason) => new(1, 0, 10, 5_000_000, reason, outcome);
}
