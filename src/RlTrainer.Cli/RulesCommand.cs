using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RlTrainer.Compliance;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer rules list | show | check | diff | page.</summary>
internal static class RulesCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private static readonly Argument<string> Which = new("rules") { Description = "A preset's name, or a rules file (.json)." };

    private static readonly Argument<string> File = new("file") { Description = "A rules file (.json)." };

    private static readonly Argument<string> Other = new("other") { Description = "Another preset's name or rules file." };

    public static Command Tree()
    {
        var list = new Command("list", "Every preset with its programme, date, confidence and automation.");
        list.SetAction(List);
        var show = new Command("show",
            "Every rule of one rule set in words; with --json as a rules file to begin with.") { Which };
        show.SetAction(Show);
        var check = new Command("check", "Read a rules file and say what is wrong with it, line by line.") { File };
        check.SetAction(Check);
        var diff = new Command("diff", "The rules in which two rule sets differ.") { Which, Other };
        diff.SetAction(Diff);
        var page = new Command("page", "Print the table of all presets against their sources: src/rules.md.");
        page.SetAction(_ =>
        {
            Terminal.Document(RuleTable.Page().TrimEnd('\n'));
            return ExitCode.Success;
        });
        return new Command("rules", "Programmes' rules as dated data: presets, and files of one's own.") { list, show, check,
            diff, page };
    }

    private static int List(ParseResult parsed)
    {
        var rows = RulePresets.Programmes.SelectMany(programme =>
            programme.Presets.Select(preset => (Name: preset.Name, Programme: programme.Name, Rules: preset))).ToList();
        var without = RulePresets.Programmes.Where(programme => programme.Presets.Count == 0).ToList();
        if (Terminal.IsJson)
        {
            Print(rows.Select(row => new
            {
                row.Name,
                row.Programme,
                Stage = $"{row.Rules.Stage}",
                row.Rules.StartCents,
                row.Rules.Title,
                VerifiedOn = Date(row.Rules),
                row.Rules.Confidence,
                Automation = $"{row.Rules.Automation}",
                row.Rules.Source,
                row.Rules.OpenQuestions,
            }));
            return ExitCode.Success;
        }
        string[][] cells = [.. rows.Select(row => new[] { row.Name, row.Programme, $"{row.Rules.Stage}", Size(row.Rules),
            Date(row.Rules),
            $"{row.Rules.Automation}", row.Rules.Confidence })];
        Terminal.Table("presets", ["preset", "programme", "stage", "size", "verified", "automation", "confidence"], cells);
        foreach (Programme programme in without) Terminal.Say($"{programme.Name}: {programme.Facts.OpenQuestions}");
        Terminal.Note("A size that is not here was not collected.");
        return ExitCode.Success;
    }

    private static int Show(ParseResult parsed)
    {
        RuleSet rules = RuleFile.Find(parsed.GetValue(Which)!);
        if (Terminal.IsJson) Terminal.Document(RuleTable.Json(rules));
        else
            Terminal.Table("rules", ["rule", rules.Name], [.. RuleTable.Of(rules).Select(row => new[] { row.Rule, row.Value })]);
        return ExitCode.Success;
    }

    private static int Check(ParseResult parsed)
    {
        string file = parsed.GetValue(File)!;
        if (!file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            throw new CommandException(
                $"The file was {file}; expected a rules file that ends in .json. A preset is shown by `rltrainer rules show`.");
        RuleSet rules = RuleFile.Find(file);
        if (Terminal.IsJson) Terminal.Document(RuleTable.Json(rules));
        else
            Terminal.Good($"{file}: '{rules.Name}' is a rule set without a contradiction; passing takes "
                + $"{PassConditions.InWords(rules)}.");
        return ExitCode.Success;
    }

    private static int Diff(ParseResult parsed)
    {
        RuleSet first = RuleFile.Find(parsed.GetValue(Which)!), second = RuleFile.Find(parsed.GetValue(Other)!);
        IReadOnlyList<(string Rule, string First, string Second)> differences = RuleTable.Differences(first, second);
        if (Terminal.IsJson) Print(differences.Select(row => new { row.Rule, row.First, row.Second }));
        else if (differences.Count == 0) Terminal.Say($"{first.Name} and {second.Name} have the same rules.");
        else
            Terminal.Table("differences", ["rule", first.Name, second.Name],
                [.. differences.Select(row => new[] { row.Rule, row.First, row.Second })]);
        return ExitCode.Success;
    }

    private static string Size(RuleSet rules) => (rules.StartCents / 100_000m).ToString("0.#", CultureInfo.InvariantCulture)
        + "K";

    private static string Date(RuleSet rules) => rules.VerifiedOn.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static void Print<T>(T value) =>
        Terminal.Document(JsonSerializer.Serialize(value, Indented));
}
