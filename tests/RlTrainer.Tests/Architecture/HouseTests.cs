using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace RlTrainer.Tests.Architecture;

/// <summary>Habits that a reader relies on: sizes, names, a complete solution, few suppressions.</summary>
public sealed partial class HouseTests
{
    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        IEnumerable<string> tooLong = Repository.SourceFiles("src")
            .Select(file => (Name: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 400)
            .Select(file => $"{file.Name}: {file.Lines} lines");
        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_median_source_file_is_short_and_nine_in_ten_are_under_200_lines()
    {
        int[] lengths = [.. Repository.SourceFiles("src/RlTrainer").Select(file => File.ReadLines(file).Count()).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, 110);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 200);
    }

    [Fact]
    public void Every_cancellation_token_that_is_taken_is_called_cancellationToken()
    {
        IEnumerable<string> others =
            Repository.SourceFiles("src").SelectMany(file => CancellationParameter().Matches(File.ReadAllText(file))
            .Where(match => match.Groups[1].Value != "cancellationToken")
            .Select(match => $"{Repository.Relative(file)}: {match.Value}"));
        Assert.Empty(others);
    }

    [Fact]
    public void No_file_is_a_drawer()
    {
        IEnumerable<string> drawers = Repository.SourceFiles("src")
            .Where(file => DrawerName().IsMatch(Path.GetFileNameWithoutExtension(file)))
            .Select(Repository.Relative);
        Assert.Empty(drawers);
    }

    [Fact]
    public void Every_source_file_is_named_after_a_type_it_declares()
    {
        IEnumerable<string> strays = Repository.SourceFiles("src")
            .Where(file => Path.GetFileName(file) is not "Program.cs")
            .Where(file => !Regex.IsMatch(
                File.ReadAllText(file),
                $@"\b(class|struct|record|enum|interface|delegate[^;(]*)\s+{Regex.Escape(TypeNameOf(file))}\b"))
            .Select(Repository.Relative);
        Assert.Empty(strays);
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        string solution = Repository.Read("RlTrainer.sln");
        Assert.All(Projects(), project =>
            Assert.Contains($"\"{Path.GetFileNameWithoutExtension(project)}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Native_libraries_of_PyTorch_come_only_when_asked_for()
    {
        foreach (string file in Projects())
            foreach (XElement reference in XDocument.Load(file).Descendants("PackageReference"))
                if (NativePackage().IsMatch(reference.Attribute("Include")!.Value))
                    Assert.Contains("'$(Torch)' == '", reference.Attribute("Condition")?.Value ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Heavy_packages_stay_in_the_projects_that_are_made_for_them()
    {
        foreach (string file in Projects())
        {
            string[] packages = [
                .. XDocument.Load(file).Descendants("PackageReference")
                    .Select(reference => reference.Attribute("Include")!.Value)];
            string name = Path.GetFileNameWithoutExtension(file);
            if (!name.StartsWith("RlTrainer.Torch", StringComparison.Ordinal))
                Assert.DoesNotContain(packages, package => TorchPackage().IsMatch(package));
            if (!name.StartsWith("RlTrainer.Interop", StringComparison.Ordinal))
                Assert.DoesNotContain(packages, package => FramePackage().IsMatch(package));
        }
    }

    [Fact]
    public void The_core_references_NodaTime_and_nothing_else()
    {
        var project = XDocument.Load(Path.Combine(Repository.Root, "src/RlTrainer/RlTrainer.csproj"));
        Assert.Equal(["NodaTime"],
            project.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value));
        Assert.Empty(project.Descendants("ProjectReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
    }

    [Fact]
    public void Nothing_references_the_command()
    {
        foreach (string project in Directory.GetFiles(
            Path.Combine(Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories))
            Assert.DoesNotContain("RlTrainer.Cli.csproj", File.ReadAllText(project), StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_than_five_warnings_are_suppressed_in_the_sources()
    {
        string[] suppressions = [.. Repository.SourceFiles("src")
            .SelectMany(file => File.ReadLines(file).Where(line => Suppression().IsMatch(line))
                .Select(line => $"{Repository.Relative(file)}: {line.Trim()}"))];
        Assert.True(suppressions.Length < 5, string.Join('\n', suppressions));
    }

    [Fact]
    public void No_source_file_carries_unfinished_work()
    {
        IEnumerable<string> unfinished = Repository.SourceFiles("src")
            .Where(file => Unfinished().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);
        Assert.Empty(unfinished);
    }

    private static IEnumerable<string> Projects() => Directory.GetFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(file => Repository.Relative(file).Split('/')[0] is "src" or "tests");

    private static string TypeNameOf(string file) => Path.GetFileNameWithoutExtension(file).Split('.')[0];

    [GeneratedRegex("(Manager|Helpers?|Utils?|Utilities|Common|Base|Misc)$")]
    private static partial Regex DrawerName();

    [GeneratedRegex("^(libtorch|TorchSharp-)")]
    private static partial Regex NativePackage();

    [GeneratedRegex("^(libtorch|TorchSharp)")]
    private static partial Regex TorchPackage();

    [GeneratedRegex(@"^(Microsoft\.Data\.Analysis|XPlot\.)")]
    private static partial Regex FramePackage();

    [GeneratedRegex(@"#pragma warning disable|SuppressMessage\(")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"\bCancellationToken (\w+)(?=\)|,| = default)")]
    private static partial Regex CancellationParameter();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|\bHACK\b|NotImplementedException")]
    private static partial Regex Unfinished();
}
