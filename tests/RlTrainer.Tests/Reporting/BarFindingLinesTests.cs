using RlTrainer.Data;
using RlTrainer.Reporting;

namespace RlTrainer.Tests.Reporting;

public sealed class BarFindingLinesTests
{
    // Six rows were left out: five repeated ones, of which the first three lines are named, and one blank line.
    private static readonly ValidationReport Report = new(
        "ES.csv", "Standard", CheckMode.Strict, 12_006, 12_000,
        [
            new ListedRow(7, BarRule.RepeatedRow, "a"), new ListedRow(8, BarRule.BlankLine, ""),
            new ListedRow(9, BarRule.RepeatedRow, "b"),
            new ListedRow(12, BarRule.RepeatedRow, "c"), new ListedRow(13, BarRule.RepeatedRow, "d"),
            new ListedRow(14, BarRule.RepeatedRow, "e"),
        ],
        [new ListedRow(3, BarRule.OffTick, "x"), new ListedRow(5, BarRule.OffTick, "y")],
        [
            new BarFinding(BarRule.OffTick, FindingSeverity.Warning, 2, "ES.csv", 3, "'1800.10'", "mended"),
            new BarFinding(BarRule.GapInSession, FindingSeverity.Warning, 4, "ES.csv", 90, "12 minutes", "kept"),
            new BarFinding(BarRule.RepeatedRow, FindingSeverity.Note, 5, "ES.csv", 7, "'row'", "left out"),
            new BarFinding(BarRule.BlankLine, FindingSeverity.Note, 1, "ES.csv", 8, "''", "left out"),
        ]);

    [Fact]
    public void Each_rule_has_its_count_and_its_first_rows() => Assert.Equal(
        [
            "warning: off-tick price: 2 mended, first at ES.csv:3: '1800.10'; next at line 5",
            "warning: gap inside a session: 4 kept, first at ES.csv:90: 12 minutes",
            "note: repeated row: 5 left out, first at ES.csv:7: 'row'; next at lines 9, 12",
            "note: blank line: 1 left out, first at ES.csv:8: ''",
        ],
        BarFindingLines.Of(Report));

    [Fact]
    public void Only_what_is_grave_enough_is_asked_for() =>
        Assert.Equal(2, BarFindingLines.Of(Report, FindingSeverity.Warning).Count);

    [Fact]
    public void The_counts_of_the_rows_are_one_sentence()
    {
        Assert.Equal("ES.csv, read as Standard: 12,006 rows, 12,000 kept, 6 left out, 2 changes",
            BarFindingLines.Summary(Report));
        Assert.Equal("ES.csv, read as Standard: 12,006 rows, 12,000 kept, 6 left out, 2 changes; nothing was found",
            BarFindingLines.Summary(Report with { Findings = [] }));
    }
}
