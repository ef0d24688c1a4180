using System.Text.RegularExpressions;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Splits a cell's text into code, references and commands; lines taken out leave blank lines behind.</summary>
internal static partial class CellSteps
{
    /// <summary>The commands a cell may use besides the languages' names.</summary>
    public static IReadOnlyList<string> Commands { get; } = [.. MagicHelp.Commands.Keys];

    /// <summary>The language of the text under #!sql.</summary>
    public const string Sql = "sql";

    /// <summary>Every known line that begins with #!, sorted.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. Commands.Concat(CellLanguages.All.Select(language => "#!" + language)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The steps of a cell, in order.</summary>
    /// <exception cref="CellException">A line begins with #! and an unknown name.</exception>
    public static IReadOnlyList<CellStep> Of(string source, string language)
    {
        var steps = new List<CellStep>();
        var code = new List<string>();
        string[] lines = source.ReplaceLineEndings("\n").Split('\n');
        string current = language;
        int first = 0;
        for (int index = 0; index < lines.Length; index++)
        {
            string line = lines[index];
            if (IsCode(current) && Reference().Match(line) is { Success: true } reference)
            {
                steps.Add(new ReferenceStep(index + 1, reference.Groups[1].Value));
                code.Add(string.Empty);
                continue;
            }

            if (!Magic().IsMatch(line))
            {
                code.Add(line);
                continue;
            }

            Flush(steps, code, current, first);
            first = index + 1;
            current = AddMagic(steps, line, index + 1, current);
        }

        Flush(steps, code, current, first);
        return steps;
    }

    private static string AddMagic(List<CellStep> steps, string line, int number, string current)
    {
        List<string> words =
            [.. Words().Matches(line.Trim()).Select(match => match.Groups[1].Success ? match.Groups[1].Value : match.Value)];
        string name = words[0];
        if (name != "#!value" && CellLanguages.Find(name[2..]) is { } language)
            return language;
        if (!Commands.Contains(name))
            throw new CellException(
                "MagicError", $"Unknown command '{name}'; known are {string.Join(", ", Known)}, #r and #load.", number);
        steps.Add(new MagicStep(number, current, name, words[1..]));
        return name switch { "#!value" => CellLanguages.Value, "#!sql" => Sql, _ => current };
    }

    private static void Flush(List<CellStep> steps, List<string> code, string language, int first)
    {
        if (code.Exists(line => !string.IsNullOrWhiteSpace(line)))
            steps.Add(new CodeStep(
                first + 1, language, (IsCode(language) ? new string('\n', first) : string.Empty) + string.Join("\n", code)));
        code.Clear();
    }

    private static bool IsCode(string language) => language is CellLanguages.CSharp or CellLanguages.FSharp;

    [GeneratedRegex("""^\s*#r\s+"([^"]+)"\s*;?;?\s*(//.*)?$""")]
    private static partial Regex Reference();

    [GeneratedRegex("""^\s*#!\w""")]
    private static partial Regex Magic();

    [GeneratedRegex("\"([^\"]*)\"|\\S+")]
    private static partial Regex Words();
}
