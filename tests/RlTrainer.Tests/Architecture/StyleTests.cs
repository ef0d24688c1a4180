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

    [Fact]
    public void The_median_file_has_at_most_70_lines()
    {
        int[] lengths = [.. Sources.Select(file => file.Lines.Count).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, 70);
    }

    [Fact]
    public void No_line_is_wider_than_130_columns() => Assert.Empty(
        Sources.SelectMany(file => file.Lines.Select((line, index) => (file.Name, Number: index + 1, line.Length)))
            .Where(line => line.Length > WidestLine).Select(line => $"{line.Name}:{line.Number}: {line.Length} columns"));

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
