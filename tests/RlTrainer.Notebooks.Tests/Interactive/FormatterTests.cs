using Microsoft.DotNet.Interactive.Formatting;
using NodaTime;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Interactive;
using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Interactive;

public sealed class FormatterTests
{
    public FormatterTests() => Formatters.Register();

    private sealed record Row(int Number, string Name, DateOnly Day, double Value);

    private readonly record struct Point(int X, LocalDate Day);

    [Fact]
    public void A_list_of_records_is_a_table_with_a_column_a_property()
    {
        List<Row> rows = [new(1, "a<b", new DateOnly(2024, 3, 8), 0.5), new(20, "c", new DateOnly(2024, 3, 11), 1.0 / 3)];
        Assert.Equal(
            "<table><thead><tr><th>Number</th><th>Name</th><th>Day</th><th>Value</th></tr></thead><tbody>"
            + "<tr><td>1</td><td>a&lt;b</td><td>2024-03-08</td><td>0.5</td></tr>"
            + "<tr><td>20</td><td>c</td><td>2024-03-11</td><td>0.333333</td></tr></tbody></table>",
            Shown(rows, "text/html"));
        Assert.Equal("Number  Name  Day         Value\n1       a<b   2024-03-08  0.5\n20      c     2024-03-11  0.333333\n",
            Shown(rows, "text/plain"));
    }

    [Fact]
    public void Record_structs_and_lazy_sequences_are_tables_too()
    {
        IEnumerable<Point> points = Enumerable.Range(1, 2).Select(x => new Point(x, new LocalDate(2024, 1, x)));
        Assert.Equal("X  Day\n1  2024-01-01\n2  2024-01-02\n", Shown(points, "text/plain"));
    }

    [Fact]
    public void Other_sequences_and_texts_keep_their_usual_look()
    {
        Assert.Equal("text", Shown("text", "text/plain"));
        Assert.Equal("[ 1, 2 ]", Shown(new[] { 1, 2 }, "text/plain").Trim());
        Assert.Contains("one", Shown(new Dictionary<string, int> { ["one"] = 1 }, "text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_sequence_says_how_much_of_it_is_shown() =>
        Assert.EndsWith("… only the first 200 rows are shown",
            Shown(Enumerable.Range(0, 201).Select(x => new Point(x, default)), "text/html"), StringComparison.Ordinal);

    [Fact]
    public void A_record_of_the_library_is_one_line_and_a_table_of_its_members_without_a_lists_type()
    {
        Assert.Equal(RewardConfig.Plain.ToString(), Shown(RewardConfig.Plain, "text/plain"));
        string html = Shown(RewardConfig.Shaped, "text/html");
        Assert.Contains("Terms", html, StringComparison.Ordinal);
        Assert.Contains("GrowthTerm", html, StringComparison.Ordinal);
        Assert.DoesNotContain("EquatableList", html, StringComparison.Ordinal);
        Assert.Contains("read its parameters from Algorithm", Shown(RunConfig.AllActions, "text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Dates_and_times_are_short_iso_texts()
    {
        Assert.Equal("2024-03-08", new DateOnly(2024, 3, 8).ToDisplayString("text/plain"));
        Assert.Equal("2024-03-08T09:30:00", new LocalDateTime(2024, 3, 8, 9, 30).ToDisplayString("text/plain"));
        Assert.Equal("2024-03-08T14:30:00Z", Instant.FromUtc(2024, 3, 8, 14, 30).ToDisplayString("text/plain"));
    }

    [Fact]
    public void A_type_added_with_several_forms_prefers_them_in_order()
    {
        Formatters.Add<Drawing>(("image/svg+xml", drawing => drawing.Svg), ("text/plain", _ => "a drawing"));
        Assert.Equal(["image/svg+xml", "text/plain"], Formatter.GetPreferredMimeTypesFor(typeof(Drawing)));
        Assert.Equal("<svg/>", new Drawing("<svg/>").ToDisplayString("image/svg+xml"));
    }

    [Fact]
    public void Findings_readings_and_splits_are_tables_and_figures()
    {
        var finding = new BarFinding(BarRule.OffTick, FindingSeverity.Warning, 3, "a.csv", 7, "'x<y'", "mended");
        var report = new ValidationReport("a.csv", "Kibot", CheckMode.Repair, 9, 9, [], [], [finding]);
        Assert.Contains("<td style=\"text-align:left\">off-tick price</td><td style=\"text-align:left\">3</td><td "
            + "style=\"text-align:left\">mended</td><td style=\"text-align:left\">a.csv:7</td><td "
            + "style=\"text-align:left\">&#39;x&lt;y&#39;</td>",
            Shown(report, "text/html"), StringComparison.Ordinal);
        Assert.Contains("nothing was found", Shown(report with { Findings = [] }, "text/html"), StringComparison.Ordinal);
        var asked = new DetectedLayout(
            BarLayout.Native, [],
            new LayoutQuestion("the time zone", [new LayoutReading("Zone = UTC", "the first bar starts at noon")]));
        Assert.Equal("timestamp CSV, asks for the time zone:\n  Zone = UTC: the first bar starts at noon",
            Shown(asked, "text/plain"));
        Assert.Contains("the first bar starts at noon", Shown(asked, "text/html"), StringComparison.Ordinal);
        Assert.Contains("<svg", Shown(SplitPlan.WalkForward(10, 4, 2), "text/html"), StringComparison.Ordinal);
        Assert.StartsWith("walk-forward, anchored, 4 + 1 + 2 days\n", Shown(SplitPlan.WalkForward(10, 4, 2), "text/plain"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_of_features_says_which_of_them_wander_and_a_proof_who_looked_ahead()
    {
        var summary = new FeatureSummary(
            [new FeatureStatistics("level", 100, 10, 80, 120, 0.999, 1.5),
                new FeatureStatistics("change", 0, 1, -4, 4, 0.01, 0.1)], new double[2, 2]);
        Assert.Equal(
            "level: mean 100, deviation 10, persistence 1.00, shift 1.50, wanders: a level\nchange: mean 0, deviation 1, "
            + "persistence 0.01, shift 0.10, stationary",
            Shown(summary, "text/plain"));
        Assert.Contains("wanders: a level", Shown(summary, "text/html"), StringComparison.Ordinal);
        var proof = new CausalityProof("Base", 500, [100], [new LookAhead("tomorrow", 99, 100, "cut off")]);
        Assert.Contains("its value at bar 99 changed when bars after 100 were cut off", Shown(proof, "text/html"),
            StringComparison.Ordinal);
    }

    private static string Shown(object value, string mime)
    {
        Formatters.Prepare(value.GetType());
        return value.ToDisplayString(mime);
    }

    private sealed record Drawing(string Svg);
}
