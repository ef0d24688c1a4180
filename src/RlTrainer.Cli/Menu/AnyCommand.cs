using System.CommandLine;
using System.CommandLine.Parsing;

namespace RlTrainer.Cli.Menu;

/// <summary>Every command there is, chosen from a list, with the rest of its line typed.</summary>
internal static class AnyCommand
{
    /// <summary>The command's words; null for back.</summary>
    public static string[]? Ask()
    {
        (string[] Words, string Purpose)[] all = [.. Of(RlTrainerCommand.Tree(), [])];
        Choice[] choices = [.. all.Select(entry => new Choice(string.Join(' ', entry.Words), entry.Purpose))];
        if (Choice.Of("Any command", choices) is not { } index) return null;
        string[] words = all[index].Words;
        return Answer.To($"rltrainer {string.Join(' ', words)} … the rest of the line", "--help") is { } rest
            ? [.. words, .. CommandLineParser.SplitCommandLine(rest)] : null;
    }

    /// <summary>The commands that do something, each with its first sentence.</summary>
    internal static IEnumerable<(string[] Words, string Purpose)> Of(Command command, string[] before)
    {
        foreach (Command child in command.Subcommands.Where(child => !child.Hidden))
        {
            string[] words = [.. before, child.Name];
            if (child.Subcommands.Count == 0) yield return (words, FirstSentence(child.Description ?? ""));
            foreach ((string[], string) below in Of(child, words)) yield return below;
        }
    }

    private static string FirstSentence(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        int end = line.IndexOfAny([';', ':']);
        return end > 0 ? line[..end] : line.TrimEnd('.');
    }
}
