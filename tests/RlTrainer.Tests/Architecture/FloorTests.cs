using System.Text.RegularExpressions;

namespace RlTrainer.Tests.Architecture;

/// <summary>The core is a stack of floors; code uses only floors below its own. The list is the architecture.</summary>
public sealed partial class FloorTests
{
    private static readonly string[] Floors =
    [
        "Values", "Files", "Numerics", "Market", "Data", "Features", "Trading", "Compliance", "Audit", "Environments",
        "Policies", "Learning",
        "Checkpoints", "Evaluation", "Reporting", "Runs",
    ];

    [Fact]
    public void Every_folder_of_the_core_is_a_floor()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Path.Combine(Repository.Root, "src", "RlTrainer"))
            .Select(folder => Path.GetFileName(folder)!)
            .Where(name => name is not ("obj" or "bin"));
        Assert.Empty(folders.Except(Floors));
    }

    [Fact]
    public void Every_file_of_the_core_lies_in_the_folder_of_its_namespace()
    {
        IEnumerable<string> strays = Repository.SourceFiles("src/RlTrainer")
            .Where(file => !NamespaceLine().Match(File.ReadAllText(file))
                .Groups[1].Value.Equals(FloorOf(file), StringComparison.Ordinal))
            .Select(Repository.Relative);
        Assert.Empty(strays);
    }

    [Fact]
    public void Code_uses_only_floors_below_its_own()
    {
        var climbs = new List<string>();
        foreach (string file in Repository.SourceFiles("src/RlTrainer"))
        {
            int own = Array.IndexOf(Floors, FloorOf(file));
            foreach (Match use in FloorUse().Matches(WithoutComments(File.ReadAllText(file))))
                if (Array.IndexOf(Floors, use.Groups[1].Value) > own)
                    climbs.Add($"{Repository.Relative(file)} uses {use.Groups[1].Value}");
        }
        Assert.Empty(climbs);
    }

    [Fact]
    public void The_architecture_page_lists_the_floors_in_order()
    {
        Assert.Contains(string.Join(" → ", Floors), Repository.Read("src/README.md"), StringComparison.Ordinal);
    }

    private static string FloorOf(string file) => Repository.Relative(file).Split('/')[2];

    private static string WithoutComments(string text) => CommentLine().Replace(text, "");

    [GeneratedRegex(@"^namespace RlTrainer\.(\w+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"\bRlTrainer\.(\w+)")]
    private static partial Regex FloorUse();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex CommentLine();
}
