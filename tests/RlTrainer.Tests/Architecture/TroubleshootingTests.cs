using System.Text.RegularExpressions;

namespace RlTrainer.Tests.Architecture;

/// <summary>The troubleshooting page quotes the program; a message that was reworded has to be reworded there.</summary>
public sealed partial class TroubleshootingTests
{
    [Fact]
    public void Every_quoted_message_is_one_that_the_program_says()
    {
        string sources = Joined().Replace(string.Concat(Repository.SourceFiles("src").Select(File.ReadAllText)), "")
            .Replace("\\\"", "\"", StringComparison.Ordinal);
        string[] quotes = [.. Repository.Read("src/troubleshooting.md").Split('\n')
            .Where(line => line.StartsWith("> ", StringComparison.Ordinal)).Select(line => line[2..])];
        Assert.InRange(quotes.Length, 15, 60);
        var strangers = new List<string>();
        foreach (string quote in quotes)
        {
            string[] parts = [.. quote.Split('…', StringSplitOptions.TrimEntries).Where(part => part.Length > 3)];
            Assert.NotEmpty(parts);
            strangers.AddRange(parts.Where(part => !sources.Contains(part, StringComparison.Ordinal))
                .Select(part => $"'{part}' of: {quote}"));
        }
        Assert.Empty(strangers);
    }

    /// <summary>Texts that are joined over lines: " + $" and the like.</summary>
    [GeneratedRegex("\"\\s*\\+ \\$?\"")]
    private static partial Regex Joined();
}
