using System.Text;
using System.Text.Json;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Data;

public sealed class FindingsPageTests
{
    private const string Page = "src/data-findings.md";

    [Fact]
    public void The_page_of_findings_is_made_from_the_rules()
    {
        string written = FindingsPage.Markdown();
        if (Environment.GetEnvironmentVariable("RLTRAINER_WRITE_PAGES") == "1")
            File.WriteAllText(Path.Combine(Repository.Root, Page), written);
        Assert.True(Repository.Read(Page) == written,
            $"{Page} is not what the rules say; write it again: RLTRAINER_WRITE_PAGES=1 dotnet test tests/RlTrainer.Tests -c "
            + $"Release --filter FindingsPageTests");
        Assert.All(Enum.GetValues<BarRule>(), rule =>
            Assert.Contains($"| `{FindingsPage.IdOf(rule)}` |", written, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_are_lower_case_with_dashes() =>
        Assert.Equal("duplicate-timestamp", FindingsPage.IdOf(BarRule.DuplicateTimestamp));

    [Fact]
    public void A_report_as_JSON_has_the_stable_names_and_the_counts()
    {
        const string Text = "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,4000,4001,3999,4000,"
            + "5\n2024-01-02T14:31:00Z,4000,3999,4001,4000,5\n";
        ValidationReport report =
            BarFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(Text)), "a.csv", Instrument.ES, BarInterval.Minute,
                CheckMode.Report).Report;
        using var json = JsonDocument.Parse(FindingsJson.Of(report));
        JsonElement finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal((2, 1),
            (json.RootElement.GetProperty("rowsRead").GetInt32(), json.RootElement.GetProperty("rowsKept").GetInt32()));
        Assert.Equal(("high-below-low", "error", 1, 3),
            (finding.GetProperty("rule").GetString(), finding.GetProperty("severity").GetString(),
                finding.GetProperty("count").GetInt32(), finding.GetProperty("firstLine").GetInt32()));
    }
}
