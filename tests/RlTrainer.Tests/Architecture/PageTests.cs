using System.Text.Json;
using System.Text.RegularExpressions;

namespace RlTrainer.Tests.Architecture;

/// <summary>Code that stands in a page is code that runs in a test;
/// notebooks are stored as documentation, not as results.</summary>
public sealed partial class PageTests
{
    [Theory]
    [InlineData("src/README.md", "tests/RlTrainer.Tests/Runs/BarsWalkTests.cs")]
    [InlineData("src/policies.md", "tests/RlTrainer.Tests/Runs/BarByBarTests.cs")]
    [InlineData("README.md", "tests/RlTrainer.Tests/Runs/ReadmeTests.cs")]
    public void Every_csharp_block_of_a_page_is_copied_out_of_a_test(string page, string test)
    {
        string code = Dedented(Between().Match(Repository.Read(test)).Groups[1].Value);
        string[] blocks = [.. CodeBlock().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value.Trim())];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Equal(code, block));
    }

    [Fact]
    public void Notebooks_are_stored_without_outputs_and_with_short_cells()
    {
        string[] notebooks = Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb");
        Assert.NotEmpty(notebooks);
        foreach (string notebook in notebooks)
        {
            using var document = JsonDocument.Parse(File.ReadAllText(notebook));
            foreach (JsonElement cell in document.RootElement.GetProperty("cells").EnumerateArray())
            {
                if (cell.GetProperty("cell_type").GetString() != "code") continue;
                string name = $"{Path.GetFileName(notebook)}, a code cell";
                Assert.True(cell.GetProperty("outputs").GetArrayLength() == 0, $"{name} is stored with outputs.");
                Assert.True(cell.GetProperty("execution_count").ValueKind == JsonValueKind.Null,
                    $"{name} is stored with an execution count.");
                string source = SourceOf(cell);
                Assert.True(source.Split('\n').Length <= 25, $"{name} has more than 25 lines.");
                Assert.False(TypeDeclaration().IsMatch(source), $"{name} defines a type; types live in the library.");
            }
        }
    }

    private static string SourceOf(JsonElement cell)
    {
        JsonElement source = cell.GetProperty("source");
        return source.ValueKind == JsonValueKind.Array
            ? string.Concat(source.EnumerateArray().Select(line => line.GetString()))
            : source.GetString()!;
    }

    private static string Dedented(string text)
    {
        string[] lines = text.Trim('\n').Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..] : line.Trim())).Trim();
    }

    [GeneratedRegex(@"// page: begin\n(.*?)\n\s*// page: end", RegexOptions.Singleline)]
    private static partial Regex Between();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\s*(public |internal |sealed |static |readonly )*(class|struct|interface|enum|record)\s+\w+",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
