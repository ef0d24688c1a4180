using System.Text.Json;
using System.Xml.Linq;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>Every project has its lock file, and every package in it
/// its hash and the version that is written down centrally.</summary>
public sealed class PackageLockTests
{
    private static readonly Dictionary<string, string> Central =
        XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(
            package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value,
            StringComparer.OrdinalIgnoreCase);

    public static TheoryData<string> Projects() =>
        [.. new[] { "src", "tests" }.SelectMany(folder => Directory.GetDirectories(Path.Combine(Repository.Root, folder)))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj"))
            .Select(file => Path.GetRelativePath(Repository.Root, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_projects_packages_stand_in_its_lock_file_with_hash_and_central_version(string project)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, project))!;
        string[] files = Directory.GetFiles(folder, "packages*.lock.json");
        Assert.Contains(Path.Combine(folder, "packages.lock.json"), files);
        foreach (string file in files)
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file));
            // The native PyTorch is one more graph for the system its file is named after; no other has a system in it.
            string[] frameworks = [.. json.RootElement.GetProperty("dependencies").EnumerateObject().Select(each => each.Name)];
            Assert.Equal("net10.0", frameworks[0]);
            Assert.All(frameworks[1..], name => Assert.Contains(name["net10.0/".Length..], file, StringComparison.Ordinal));
            JsonProperty[] packages = [.. json.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(
                framework => framework.Value.EnumerateObject())];
            Assert.InRange(packages.Length, 2, 500);
            foreach (JsonProperty package in packages.Where(each => TypeOf(each) != "Project")) HasHash(package, file);
            foreach (XElement reference in XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("PackageReference"))
                if (reference.Attribute("Condition") is null)
                    Assert.Contains(packages, package => Is(package, reference.Attribute("Include")!.Value));
        }
    }

    /// <summary>src/packages.md says of every package that a project asks for which version it is, where it is used and what
    /// proves it, and names no package that none asks for.</summary>
    [Fact]
    public void The_page_of_packages_has_every_package_with_its_version()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(Repository.Root, "src", "packages.md"))
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .Where(cells => cells.Length == 4).Skip(1)];
        var told = rows.SelectMany(cells => cells[0].Split(", ").Select(name => (Name: name, Versions: cells[1].Split(", "))))
            .ToDictionary(each => each.Name, each => each.Versions);
        string[] asked = [.. ((IEnumerable<object[]>)Projects()).Select(row => (string)row[0]).Append("Directory.Build.props")
            .SelectMany(file => XDocument.Load(Path.Combine(Repository.Root, file)).Descendants("PackageReference"))
            .Select(reference => reference.Attribute("Include")!.Value).Distinct()];
        Assert.InRange(asked.Length, 30, 100);
        Assert.All(asked, name => Assert.Contains(Central[name], Assert.Contains(name, (IDictionary<string, string[]>)told)));
        string[] more = ["DuckDB.NET.Data.Full", "the tool Microsoft.dotnet-interactive"];
        Assert.Equal(asked.Concat(more).Order(StringComparer.Ordinal), told.Keys.Order(StringComparer.Ordinal));
        Assert.All(rows, cells => Assert.All(cells, cell => Assert.NotEqual("", cell)));
    }

    private static void HasHash(JsonProperty package, string file)
    {
        Assert.True(package.Value.TryGetProperty("contentHash", out JsonElement hash), $"{file}: {package.Name} has no hash");
        Assert.Matches("^[A-Za-z0-9+/]{86}==$", hash.GetString());
        if (TypeOf(package) == "Direct" && Central.TryGetValue(package.Name, out string? version))
            Assert.Equal((package.Name, version), (package.Name, package.Value.GetProperty("resolved").GetString()));
    }

    private static bool Is(JsonProperty package, string name) =>
        string.Equals(package.Name, name, StringComparison.OrdinalIgnoreCase) && TypeOf(package) == "Direct";

    private static string? TypeOf(JsonProperty package) => package.Value.GetProperty("type").GetString();
}
