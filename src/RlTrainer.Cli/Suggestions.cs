using System.CommandLine;
using System.CommandLine.Parsing;
using RlTrainer.Files;

namespace RlTrainer.Cli;

/// <summary>What is said of words that the command does not know: the nearest one that it does, and all there are.</summary>
internal static class Suggestions
{
    /// <summary>One sentence a fault of a command line; those of unknown words name the nearest known one.</summary>
    /// <param name="parsed">A command line with errors.</param>
    /// <returns>At least one sentence.</returns>
    public static IReadOnlyList<string> For(ParseResult parsed)
    {
        List<string> unknown = [.. Unknown(parsed)];
        CommandResult command = parsed.CommandResult;
        string[] said = [.. unknown.Select(word => Sentence(word, command))];
        IEnumerable<string> others = parsed.Errors.Select(error => error.Message)
            .Where(message => !parsed.UnmatchedTokens.Any(word => message.Contains($"'{word}'", StringComparison.Ordinal)));
        // A verb that was mistyped is the whole fault: that one is missing is not said beside it.
        if (unknown.Count > 0 && command.Command.Subcommands.Count > 0) others = [];
        return [.. said, .. others.Distinct()];
    }

    /// <summary>"rltrainer train phase1" for a parsed command.</summary>
    /// <param name="command">The innermost command of a command line.</param>
    /// <returns>The words that lead to it.</returns>
    public static string PathOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{PathOf(parent)} {command.Command.Name}" : "rltrainer";

    /// <summary>Words that nothing takes; the word behind an unknown option is taken for its value.</summary>
    private static IEnumerable<string> Unknown(ParseResult parsed)
    {
        bool isValue = false;
        foreach (string word in parsed.UnmatchedTokens)
        {
            bool isOption = IsOption(word);
            if (isOption || !isValue) yield return word;
            // Behind a verb that is none, everything is.
            if (!isOption && !isValue && parsed.CommandResult.Command.Subcommands.Count > 0) yield break;
            isValue = isOption && !word.Contains('=', StringComparison.Ordinal);
        }
    }

    private static string Sentence(string word, CommandResult command)
    {
        string path = PathOf(command), typed = PrintableText.Name(word.Split('=', 2)[0]);
        if (IsOption(word))
        {
            string[] options = [.. OptionsOf(command).Select(option => option.Name).Order(StringComparer.Ordinal)];
            return $"{typed} is no option of `{path}`; did you mean {Nearest(typed, options)}? It takes "
                + $"{string.Join(", ", options)}.";
        }
        string[] verbs = [.. command.Command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name)];
        return verbs.Length == 0
            ? $"'{typed}' is one word more than `{path}` takes."
            : $"'{typed}' is no command of `{path}`; did you mean {Nearest(typed, verbs)}? It has {string.Join(", ", verbs)}.";
    }

    private static string Nearest(string typed, string[] known) =>
        WordDistance.Nearest(typed[..Math.Min(typed.Length, 60)], known);

    /// <summary>A negative number is a value.</summary>
    private static bool IsOption(string word) => word.Length > 1 && word[0] == '-' && !char.IsAsciiDigit(word[1]);

    private static IEnumerable<Option> OptionsOf(CommandResult command)
    {
        IEnumerable<Option> own = command.Command.Options.Where(option => !option.Hidden);
        for (SymbolResult? above = command.Parent; above is CommandResult parent; above = parent.Parent)
            own = own.Concat(parent.Command.Options.Where(option => option.Recursive && !option.Hidden));
        return own.DistinctBy(option => option.Name);
    }
}
