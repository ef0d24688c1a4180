using System.Text.Json;
using RlTrainer.Cli;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>Tables on wide and narrow terminals and as JSON; the progress line on a narrow one.</summary>
public sealed class TableTests
{
    private static readonly string[] Header = ["run", "best reward", "size"];
    private static readonly string[][] Rows = [["first", "1.25", "12 kB"], ["second", "–", "1.0 MB"]];

    [Fact]
    public void A_table_that_fits_has_a_line_a_row() => Assert.Equal(
        """
        run     best reward  size
        first          1.25  12 kB
        second            –  1.0 MB
        """, string.Join('\n', TextTable.Fitted(Header, Rows, 27)));

    [Fact]
    public void One_column_less_and_each_row_is_a_block() => Assert.Equal(
        """
        run first
          best reward  1.25
          size         12 kB
        run second
          best reward  –
          size         1.0 MB
        """, string.Join('\n', TextTable.Fitted(Header, Rows, 26)));

    [Fact]
    public void Json_has_numbers_where_people_read_numbers_and_null_where_there_is_none()
    {
        var report = new JsonReport();
        report.Table("runs", ["run", "net $", "± s.e.", "steps", "day"],
            [["a", "−1,234.50", "–", "400,000", "2025-03-03"], ["7", "", "0.5", "1,2", "12 kB"]]);
        report.Warning("careful");
        using var document = JsonDocument.Parse(report.Text(5));
        Assert.Equal(
            """[{"run":"a","netUsd":-1234.5,"plusMinusSE":null,"steps":400000,"day":"2025-03-03"},{"run":7,"netUsd":null,"plusMinusSE":0.5,"steps":"1,2","day":"12 kB"}]""",
            JsonSerializer.Serialize(document.RootElement.GetProperty("runs")));
        Assert.Equal("careful", document.RootElement.GetProperty("warnings")[0].GetString());
        Assert.Equal(5, document.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Theory]
    [InlineData(200, "━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 100 of 400 steps (25 %) · 9,000 steps/s · 00:01:40 left · reward 0.1 · KL 0.01")]
    [InlineData(80, "━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 100 of 400 steps (25 %) · 9,000 steps/s · 00:01:40 left")]
    [InlineData(60, "100 of 400 steps (25 %) · 9,000 steps/s · 00:01:40 left")]
    [InlineData(40, "9,000 steps/s · 00:01:40 left")]
    [InlineData(20, "00:01:40 left")]
    public void The_time_left_stays_on_the_narrowest_terminal(int width, string expected) =>
        Assert.Equal(expected, Terminal.Fitted(
        "━━━━━╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 100 of 400 steps (25 %) · 9,000 steps/s · 00:01:40 left · reward 0.1 · KL 0.01", width));
}
