using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Interactive;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Policies;
using RlTrainer.Runs;
using RlTrainer.Trading;

namespace RlTrainer.Notebooks.Tests.Interactive;

/// <summary>How the project's own values look in a notebook: a table, a picture
/// with the same data for plotly where one helps, plain text.</summary>
public sealed class ProjectFormatterTests
{
    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 10, Seed = 5 }).Minutes;
    private static readonly FeatureTable Features = FeatureSet.Base.Compute(Bars);
    private static readonly PolicyEvaluation Evaluation =
        Backtest.Run(new RandomEntries(2, 0.02), Features, EnvironmentConfig.Phase1, new RuleSet(), 1);

    public ProjectFormatterTests() => Formatters.Register();

    [Fact]
    public void A_bar_series_is_a_table_with_its_prices_drawn_and_daily_candles_for_plotly()
    {
        MimeBundle shown = Bundles.Of(Bars);
        string html = Table(shown, "<td style=\"text-align:left\">trading days</td><td style=\"text-align:left\">10</td>",
            "<strong>Synthetic data:</strong>");
        Assert.Contains("NQ, a point a trading day (synthetic data)", html, StringComparison.Ordinal);
        JsonElement candles = Trace(shown, "candlestick");
        Assert.Equal(10, candles.GetProperty("close").GetArrayLength());
        // The first candle opens with the first bar and closes with the first day's last one, in points: NQ's tick is 0.25.
        Assert.Equal(Bars.OpenTicks[0] * 0.25, candles.GetProperty("open")[0].GetDouble());
        Assert.Equal(Bars.CloseTicks[Bars.Days[0].EndBar - 1] * 0.25, candles.GetProperty("close")[0].GetDouble());
        Assert.Equal("2022-01-03", candles.GetProperty("x")[0].GetString());
    }

    [Fact]
    public void A_single_day_is_drawn_as_candles_of_its_minutes()
    {
        MimeBundle shown = Bundles.Of(Bars.SliceDays(0, 1));
        Assert.Contains("rl-candle-up", shown.Text(MimeBundle.Html), StringComparison.Ordinal);
        Assert.Equal(Bars.Days[0].BarCount, Trace(shown, "candlestick").GetProperty("high").GetArrayLength());
    }

    [Fact]
    public void Findings_are_a_table_with_an_edge_by_severity_and_their_counts_as_bars()
    {
        var report = new ValidationReport("es.csv", "native", CheckMode.Report, 5, 3, [], [],
        [
            new BarFinding(BarRule.DuplicateTimestamp, FindingSeverity.Error, 2, "es.csv", 4, "09:30", "left out"),
            new BarFinding(BarRule.ZeroVolumeRun, FindingSeverity.Warning, 7, "es.csv", 9, "0", "kept"),
        ]);
        MimeBundle shown = Bundles.Of(report);
        Table(shown, "border-left:4px solid #e76f51;padding-left:6px\">error</td>", ">es.csv:4</td>", ">left out</td>");
        JsonElement bars = Trace(shown, "bar");
        Assert.Equal([2, 7], bars.GetProperty("y").EnumerateArray().Select(count => count.GetInt32()));
        MimeBundle clean = Bundles.Of(report with { Findings = [] });
        Table(clean, "nothing was found");
        Assert.Equal(0, Trace(clean, "bar").GetProperty("y").GetArrayLength());
    }

    [Fact]
    public void A_feature_table_tells_its_numbers_and_how_much_features_say_the_same()
    {
        MimeBundle shown = Bundles.Of(Features);
        Table(shown, "11 features, not normalised", ">rsi", "Correlation of the features");
        JsonElement grid = Trace(shown, "heatmap").GetProperty("z");
        Assert.Equal(11, grid.GetArrayLength());
        for (int row = 0; row < 11; row++)
        {
            // A feature agrees with itself, and the grid is symmetric.
            Assert.Equal(1, grid[row][row].GetDouble(), 6);
            Assert.Equal(grid[row][0].GetDouble(), grid[0][row].GetDouble());
        }
    }

    [Fact]
    public void Verdicts_are_a_table_with_the_outcome_as_a_word_and_a_colour()
    {
        List<Rejudgement> verdicts =
        [
            new("apex", AccountOutcome.Breached, "equity reached the drawdown threshold", 12, 4_740_000, 4_750_000, 3, 1,
                9, 2, 0.5),
            new("other", AccountOutcome.Passed, "the target was reached and every condition met", 40, 5_310_000, 5_010_000, 8, 0,
                30, 0, 0.25),
        ];
        MimeBundle shown = Bundles.Of(verdicts);
        Table(shown, "#e76f51;padding-left:6px\">apex</td><td style=\"text-align:left\">breached</td>",
            "#2a9d8f;padding-left:6px\">other</td><td style=\"text-align:left\">passed</td>");
        // 47,400 − 47,500 and 53,100 − 50,100 dollars.
        Assert.Equal([-100, 3000], Trace(shown, "bar").GetProperty("y").EnumerateArray().Select(room => room.GetInt32()));
        Assert.StartsWith("apex: breached, equity reached the drawdown threshold; equity ", shown.Text(MimeBundle.Plain),
            StringComparison.Ordinal);
        Table(Bundles.Of(verdicts[0]), ">breached</td>");
        Table(Bundles.Of(Evaluation.Audit!), "No violation. Checked:", ">closest</td>");
    }

    [Fact]
    public void A_rollout_tells_its_rewards_ends_and_actions()
    {
        var rollout = new Rollout(2, 2, new ObservationLayout(0, 0, 1), 3);
        rollout.Rewards(0)[0] = 1;
        rollout.Rewards(1)[1] = 2;
        rollout.Actions(0)[1] = 2;
        rollout.Ends(1)[0] = EpisodeEnd.Terminated;
        rollout.Ends(1)[1] = EpisodeEnd.Truncated;
        rollout.Masks(0).Fill(1);
        MimeBundle shown = Bundles.Of(rollout);
        // (1 + 2) / 4 a step; 2 of 4 states have more than one legal action; of 4 actions one is number 2.
        Table(shown, ">0.75</td>", ">states with a choice</td><td style=\"text-align:left\">50.0 %</td>",
            ">0: 75.0 %, 1: 0.0 %, 2: 25.0 %</td>", ">episodes terminated</td><td style=\"text-align:left\">1</td>");
        Assert.Equal([0.5, 1], Trace(shown, "scatter").GetProperty("y").EnumerateArray().Select(mean => mean.GetDouble()));
        Assert.Equal("2 steps × 2 environments, 3 actions", shown.Text(MimeBundle.Plain));
    }

    [Fact]
    public void Trades_are_a_table_with_the_profit_that_they_add_up_to()
    {
        MimeBundle shown = Bundles.Of(Evaluation.Journal);
        List<Trade> trades = Evaluation.Journal.Trades;
        Assert.NotEmpty(trades);
        Table(shown, $"{trades.Count} trades in {Evaluation.Journal.Accounts.Count} accounts", $">{trades[^1].ExitReason}</td>");
        Assert.Equal(trades.Sum(trade => trade.NetCents) / 100.0,
            Trace(shown, "scatter").GetProperty("y").EnumerateArray().Last().GetDouble(), 2);
        Table(Bundles.Of(trades.Take(2).ToList()), "2 trades<");
    }

    [Fact]
    public void An_evaluation_is_a_table_with_its_equity_and_a_comparison_a_table_alone()
    {
        MimeBundle shown = Bundles.Of(Evaluation);
        Table(shown, "10 held-out days of NQ", "(synthetic data)", "Accounts used", "Equity of ");
        Assert.Equal("scatter", Trace(shown, "scatter").GetProperty("type").GetString());
        Assert.False(Bundles.Of(new Comparison([Evaluation])).Has(MimeBundle.Plotly));
        Assert.Contains("net profit", shown.Text(MimeBundle.Plain), StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_tells_where_it_comes_from_and_what_it_weighs()
    {
        using var folder = new TemporaryFolder();
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 40, Seed = 5 }).Minutes;
        RunConfig config = RunConfig.Phase1Test with { Name = "shown" };
        config = config with
        {
            Ppo = config.Ppo with { Steps = 2_048 },
            Schedule = config.Schedule with { EvaluateEverySteps = 1_024, CheckpointEverySteps = 2_048 }
        };
        var run = new RunFolder(Path.Combine(folder.Path, "shown"));
        using (TrainingRun training = TrainingRun.Start(config, PreparedMarket.Of(bars, config), run))
            training.RunToEnd();
        MimeBundle shown = Bundles.Of(CheckpointFile.Read(run.Best));
        string html = System.Net.WebUtility.HtmlDecode(Table(shown, "checkpoint of shown", ">Hold, Buy, Sell</td>"));
        Assert.Matches(">policy\\.0\\.weight</td><td style=\"text-align:left\">[0-9]+ × 228</td>", html);
        Assert.StartsWith("shown: phase 1, ", shown.Text(MimeBundle.Plain), StringComparison.Ordinal);
    }

    /// <summary>The HTML form; it holds these parts, is one table or more,
    /// sets no text or ground colour, and text/plain is there.</summary>
    private static string Table(MimeBundle shown, params string[] parts)
    {
        string html = shown.Text(MimeBundle.Html)!;
        Assert.StartsWith("<table", html, StringComparison.Ordinal);
        foreach (string part in parts)
            Assert.Contains(part, html, StringComparison.Ordinal);
        // Tables take the reader's own colours, light or dark; figures bring both.
        string tables = html.Split("<svg")[0];
        Assert.DoesNotMatch("[ ;\"](color|background(-color)?):", tables);
        Assert.False(string.IsNullOrWhiteSpace(shown.Text(MimeBundle.Plain)));
        return html;
    }

    private static JsonElement Trace(MimeBundle shown, string type)
    {
        JsonElement figure = JsonDocument.Parse(shown.Text(MimeBundle.Plotly)!).RootElement;
        Assert.False(string.IsNullOrEmpty(figure.GetProperty("layout").GetProperty("title").GetProperty("text").GetString()));
        JsonElement trace = figure.GetProperty("data")[0];
        Assert.Equal(type, trace.GetProperty("type").GetString());
        return trace;
    }
}
