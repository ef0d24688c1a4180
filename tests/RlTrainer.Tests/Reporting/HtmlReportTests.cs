using System.Text.Json;
using System.Xml.Linq;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Tests.Evaluation;

namespace RlTrainer.Tests.Reporting;

public sealed class HtmlReportTests
{
    private static readonly Comparison Long = LongComparison();

    [Fact]
    public void The_page_is_well_formed_and_needs_nothing_else()
    {
        string page = HtmlReport.Of(new ReportContent { Comparison = Long, Provenance = [("Weights <&>", "a & b")] });
        var html = XDocument.Parse(page);
        Assert.Equal("html", html.Root!.Name.LocalName);
        Assert.DoesNotContain(html.Descendants(), element => element.Name.LocalName is "link" or "img" or "iframe");
        Assert.DoesNotContain(html.Descendants().Attributes(), attribute => attribute.Name.LocalName is "src");
        Assert.DoesNotContain(
            html.Descendants().Attributes(), attribute => attribute.Name.LocalName is "href" && !attribute.Value.StartsWith('#'));
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.InRange(page.Length, 20_000, HtmlReport.MostBytes);
    }

    [Fact]
    public void The_page_says_what_it_is_about_and_what_it_is_not()
    {
        string page = HtmlReport.Of(new ReportContent { Comparison = Long });
        Assert.Contains("Synthetic data.", page, StringComparison.Ordinal);
        Assert.Contains("Apex prohibits automated trading on all account types.", page, StringComparison.Ordinal);
        Assert.Contains("Greedy", page, StringComparison.Ordinal);
        Assert.Contains("Random", page, StringComparison.Ordinal);
        Assert.DoesNotContain("compliant", page, StringComparison.OrdinalIgnoreCase);      // nothing was audited
    }

    [Fact]
    public void Fourteen_sessions_prove_nothing_and_the_page_says_so()
    {
        string page = HtmlReport.Of(new ReportContent { Comparison = Short(14) });
        Assert.Contains("14 test sessions prove nothing about trading", page, StringComparison.Ordinal);
        Assert.Contains("There are 14 test days and a pass probability needs at least 20.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Synthetic data.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_never_trades_has_a_page_too() =>
        Assert.Contains("never traded", HtmlReport.Of(new ReportContent { Comparison = Short(3, 0) }), StringComparison.Ordinal);

    [Fact]
    public void Other_presets_and_training_figures_get_their_place()
    {
        PolicyEvaluation subject = Long.Policies[0];
        RuleSet other = new() { Name = "other", Title = "Another programme" };
        PassProbability pass = PassProbability.Estimate(subject.Journal, subject.Bars, subject.Rules, other, 1, out _)!;
        string page = HtmlReport.Of(new ReportContent
        {
            Comparison = Long,
            OtherPresets = [pass],
            TrainingFigures = [LineChart.Of("Reward by steps", "Steps", "Reward", [new Curve("Training", [1, 2], [1, 2])])],
        });
        Assert.Contains("Another programme", page, StringComparison.Ordinal);
        Assert.Contains("Reward by steps", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Funded_accounts_get_a_section_and_their_figures_a_place_in_the_file()
    {
        PolicyEvaluation subject = Long.Policies[0];
        FundedOutlook outlook =
            FundedOutlook.Estimate(subject.Journal, subject.Bars, subject.Rules, RulePresets.Parse("topstep-funded"), 1, out _)!;
        string page = HtmlReport.Of(new ReportContent { Comparison = Long, Funded = [outlook] });
        Assert.Contains("What would a funded account pay?", page, StringComparison.Ordinal);
        Assert.Contains("5 days with $150 or more; at least $125; at most 50 % of the profit; at most $5,000 each; 90 % to the "
            + "trader; the threshold stands at $50,000 at least after the first", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "What would a funded account pay?", HtmlReport.Of(new ReportContent { Comparison = Long }), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(EvaluationJson.Of(subject, [outlook]));
        JsonElement written = json.RootElement.GetProperty("funded_accounts")[0];
        Assert.Equal(
            ("topstep-funded", outlook.ExpectedNet, outlook.FirstPayout, outlook.Ruined, true),
            (written.GetProperty("rules").GetString(), written.GetProperty("expected_net").GetDouble(),
                written.GetProperty("first_payout").GetDouble(), written.GetProperty("lost").GetDouble(),
                written.GetProperty("fees_known").GetBoolean()));
    }

    [Fact]
    public void A_funded_account_that_was_walked_has_no_target_on_its_page()
    {
        PolicyEvaluation subject = Long.Policies[0];
        var funded = PolicyEvaluation.Of("funded", subject.Journal, subject.Bars, RulePresets.ApexLegacyFunded, 1);
        string page = HtmlReport.Of(new ReportContent { Comparison = new Comparison([funded]) });
        Assert.Contains(">funded: no target<", page, StringComparison.Ordinal);
        Assert.Contains(">no target<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">undecided<", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Selection_and_the_openings_of_the_test_are_told()
    {
        PolicyEvaluation subject = Long.Policies[0];
        double[] own = SelectionEvidence.DailyProfits(subject);
        string page = HtmlReport.Of(new ReportContent
        {
            Comparison = Long,
            Selection = SelectionEvidence.Of(
                subject, [own, [.. own.Reverse()], [.. own.Select((profit, day) => profit * (day % 3 - 1))]], 1),
            TestOpenings = [new TestOpening(default, "aa", "a"), new TestOpening(default, "aa", "b")],
        });
        Assert.Contains("chosen from 3 trials", page, StringComparison.Ordinal);
        Assert.Contains("have been opened 2 times", page, StringComparison.Ordinal);
        Assert.Contains("What if?", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_gates_verdict_stands_before_the_warnings_and_a_report_without_one_has_no_such_section()
    {
        var verdict = new EdgeVerdict(EdgeOutcome.NoEdgeFound, 600, 500, 2, 1, [new EdgeLine(0.25, 0.4, 1234, 321, 12, 9)]);
        string page = HtmlReport.Of(new ReportContent { Comparison = Long, Edge = verdict });
        Assert.Contains("May it trade?</h2>", page, StringComparison.Ordinal);
        Assert.Contains("No edge found: flat (at best $12 ± 9 an entry, 1.3 standard errors, over the most certain 25 % of the "
            + "bars it enters on on 600 validation days; 2.0 standard errors are asked for).", page, StringComparison.Ordinal);
        Assert.Contains("1,234", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("May it trade?</h2>", StringComparison.Ordinal) < page.IndexOf(
            "Trades</h2>", StringComparison.Ordinal));
        Assert.DoesNotContain("May it trade?", HtmlReport.Of(new ReportContent { Comparison = Long }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_hold_null_and_a_reason_where_a_figure_is_undefined()
    {
        using var json = JsonDocument.Parse(EvaluationJson.Of(Short(3).Policies[0], []));
        JsonElement metrics = json.RootElement.GetProperty("metrics");
        Assert.Equal(JsonValueKind.Null, metrics.GetProperty("sharpe").ValueKind);
        Assert.Equal("there are 3 test days and annualised figures need at least 20",
            metrics.GetProperty("sharpe_undefined_because").GetString());
        Assert.Equal(MetricDefinition.All.Count,
            metrics.EnumerateObject().Count(property => !property.Name.EndsWith("_undefined_because", StringComparison.Ordinal)));
        Assert.Contains("sharpe,,Number,there are 3 test days", EvaluationCsv.Metrics(Short(3).Policies[0]),
            StringComparison.Ordinal);
    }

    // One trade: long 1 NQ at 20,000 ticks = 5,000.00 points from 09:32 to 09:35, +200 dollars net, 10 dollars costs.
    [Fact]
    public void The_trades_file_is_in_points_dollars_and_eastern_time() => Assert.Equal(
        "1,1,Long,1,2024-01-08T09:32:00,2024-01-08T09:35:00,5000.00,5010.50,5.00,15.00,200,10,2,2.50,10.00,3,Target,NQ",
        EvaluationCsv.Trades(Short(1).Policies[0]).Split('\n')[1]);

    [Fact]
    public void Everything_is_written_into_one_folder_and_no_half_file_stays()
    {
        string folder = Path.Combine(Path.GetTempPath(), "rltrainer-report-" + Path.GetRandomFileName());
        try
        {
            IReadOnlyList<string> files = EvaluationFiles.Write(folder, new ReportContent { Comparison = Short(3) });
            Assert.Equal(files.Order(), Directory.GetFiles(folder).Order());
            Assert.Equal("report.html", Path.GetFileName(files[0]));
            Assert.All(files, file => Assert.True(new FileInfo(file).Length > 30, file));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Policies_of_different_bars_are_not_compared()
    {
        var error = Assert.Throws<ArgumentException>(() => new Comparison([Short(3).Policies[0], Short(4).Policies[0]]));
        Assert.StartsWith("'Greedy' was walked on hand-made under 'original'", error.Message, StringComparison.Ordinal);
    }

    private static Comparison LongComparison()
    {
        BarSeries bars = SampleWalk.Bars(22);
        return new Comparison(
            [SampleWalk.Evaluate("Greedy", bars, 0.01, 1, cheats: true), SampleWalk.Evaluate("Random", bars, 0.01, 2)]);
    }

    private static Comparison Short(int days, long profit = 20_000)
    {
        BarSeries bars = Journals.Bars(days);
        return new Comparison(
            [PolicyEvaluation.Of("Greedy", Journals.Daily(bars, [.. Enumerable.Repeat(profit, days)]), bars, new RuleSet(), 1)]);
    }
}
