using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Tests.Architecture;

/// <summary>
/// What the style asks of a file, a line and a method, read with the compiler's own parser. What the code has not reached yet is
/// said in <see cref="Debts"/> with its number: a number there may fall and never rise.
/// </summary>
public sealed partial class StyleTests
{
    private const int LongestMethod = 40, DeepestNesting = 3, MostParameters = 6, LargestRoom = 35, WidestLine = 130;
    private static readonly IReadOnlyList<SourceFile> Sources = SourceFile.Of("src");
    private static readonly HashSet<int> NoLines = [];

    [Fact]
    public void The_median_file_has_at_most_70_lines()
    {
        int[] lengths = [.. Sources.Select(file => file.Lines.Count).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, 70);
    }

    [Fact]
    public void No_line_is_wider_than_130_columns() => Assert.Empty(Sources.SelectMany(file => WideLines(file, NoLines)));

    [Fact]
    public void No_line_of_a_test_is_wider_either_but_where_it_quotes_a_text_as_it_is() => Assert.Empty(
        SourceFile.Of("tests").SelectMany(file => WideLines(file, file.RawLines)));

    [Fact]
    public void A_wide_line_is_seen_inside_and_outside_of_a_quoted_text()
    {
        string wide = new('x', WidestLine), mark = new('"', 3);
        var file = SourceFile.Parsed(
            "made.cs", $"var a = \"{wide}\";\nvar b = {mark}\n{wide}1\n{mark};\nvar c = ${mark}{wide}{mark};\n");
        Assert.Equal(["made.cs:1: 141 columns", "made.cs:3: 131 columns", "made.cs:5: 146 columns"], WideLines(file, NoLines));
        Assert.Equal(["made.cs:1: 141 columns"], WideLines(file, file.RawLines));
    }

    private static IEnumerable<string> WideLines(SourceFile file, IReadOnlySet<int> quoted) => file.Lines
        .Select((line, index) => (Number: index + 1, Columns: line.Length))
        .Where(line => line.Columns > WidestLine && !quoted.Contains(line.Number))
        .Select(line => $"{file.Name}:{line.Number}: {line.Columns} columns");

    [Fact]
    public void Methods_have_at_most_40_lines() => Allow("method over 40 lines",
        Sources.SelectMany(file => file.Methods).Where(method => SourceFile.LengthOf(method.Node) > LongestMethod)
            .Select(method => method.Name));

    [Fact]
    public void Statements_lie_at_most_three_deep() => Allow("nesting over 3",
        Sources.SelectMany(file => file.Methods).Where(method => SourceFile.NestingOf(method.Node) > DeepestNesting)
            .Select(method => method.Name));

    [Fact]
    public void Methods_have_at_most_six_parameters() => Allow("over 6 parameters",
        Sources.SelectMany(file => file.ParameterLists).Where(list => list.Parameters > MostParameters)
            .Select(list => list.Name));

    [Fact]
    public void No_type_is_a_drawer() => Assert.Empty(
        Sources.SelectMany(file => file.TypeNames.Where(name => Drawer().IsMatch(name)).Select(name => $"{file.Name}: {name}")));

    [Fact]
    public void A_room_has_at_most_some_thirty_files() => Allow("room over 35 files",
        Sources.GroupBy(file => Path.GetDirectoryName(file.Name)!).Where(room => room.Count() > LargestRoom)
            .Select(room => room.Key));

    [Fact]
    public void Tests_weigh_at_least_the_share_of_the_code_that_the_list_says()
    {
        IEnumerable<SourceFile> tests =
            SourceFile.Of("tests").Where(file => file.Name.Split('/')[1].EndsWith(".Tests", StringComparison.Ordinal));
        double share = 100.0 * tests.Sum(file => file.CodeLineCount) / Sources.Sum(file => file.CodeLineCount);
        Assert.True(share >= Debts.Of("test lines a hundred code lines"),
            string.Create(CultureInfo.InvariantCulture, $"There are {share:F1} test lines a hundred lines of code."));
    }

    [Fact]
    public void The_parser_counts_what_a_reader_would()
    {
        SourceFile file = SourceFile.Parsed("made up", """
            // a comment
            class Worker(int a, int b)
            {
                void Deep(int c)
                {
                    foreach (int d in e)
                        if (d > 0) { while (true) F(); }
                        else if (d < 0) F();

                    void Local() { for (;;) for (;;) for (;;) for (;;) F(); }
                }
            }
            """);
        (string name, SyntaxNode deep) = file.Methods.First();
        // foreach, if, while
        Assert.Equal(("made up: Deep", 8, 3), (name, SourceFile.LengthOf(deep), SourceFile.NestingOf(deep)));
        Assert.Equal([("made up: Deep", 1), ("made up: Local", 0), ("made up: Worker (constructor)", 2)], file.ParameterLists);
        // 12 less the comment and the blank
        Assert.Equal(10, file.CodeLineCount);
    }

    /// <summary>What is over the measure is listed by name; nothing else may be.</summary>
    private static void Allow(string measure, IEnumerable<string> found)
    {
        string[] strangers = [.. found.Distinct().Order(StringComparer.Ordinal).Except(Debts.Names(measure))];
        Assert.True(strangers.Length == 0,
            $"{measure}: {string.Join(", ", strangers)}. Divide it; the list of old ones takes no more.");
    }

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Common|Base|Misc)$")]
    private static partial Regex Drawer();
}
