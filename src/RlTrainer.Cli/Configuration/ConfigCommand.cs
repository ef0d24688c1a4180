using System.CommandLine;
using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Configuration;

/// <summary>rltrainer config show | check | diff | pages.</summary>
internal static class ConfigCommand
{
    private static readonly Argument<string> File = new("file") { Description = "A run.json." };

    private static readonly Argument<string> First = new("first") { Description = "A run.json, a run's name, or a preset." };

    private static readonly Argument<string> Second = new("second") { Description = "Another one." };

    private static readonly Option<string> Preset = new("--preset")
    {
        Description = $"{RunPresets.InWords()}.",
        DefaultValueFactory = _ => "default",
    };

    private static readonly Option<bool> Changed = new("--changed")
    {
        Description = "Only the keys that were set over the preset, each with the place that set it.",
    };

    public static Command Tree()
    {
        var show = new Command("show", "Print the whole configuration as a run.json, after file, variable and settings.")
        {
            Preset, ConfiguredRun.Config, ConfiguredRun.Set, Changed,
        };
        show.SetAction(Show);
        var check = new Command(
            "check", "Check a run.json and list everything that is wrong with it, with file, line, key and range.") { File };
        check.SetAction(parsed =>
        {
            string file = parsed.GetValue(File)!;
            RunRequest request = RunConfigText.Read(Text(file), file, [], instruments: SharedOptions.InstrumentsOf(parsed));
            foreach (string warning in request.Config.Warnings()) Terminal.Warn($"warning: {warning}");
            Terminal.Good($"{file}: nothing is wrong; {request.Origins.Count} keys set over the preset.");
            return ExitCode.Success;
        });
        var diff = new Command("diff", "List the keys in which two configurations differ.") { First, Second };
        diff.SetAction(Diff);
        var pages = new Command("pages", "Write the configuration guide and the schema into src of the checkout.")
        {
            Hidden = true,
        };
        pages.SetAction(parsed =>
        {
            Workplace workplace = SharedOptions.WorkplaceOf(parsed);
            var documentation = ConfigDocumentation.BesideTheLibrary();
            AtomicFile.WriteText(Path.Combine(workplace.Root, "src", "configuration.md"), ConfigGuide.Markdown(documentation));
            AtomicFile.WriteText(Path.Combine(workplace.Root, "src", "run.schema.json"), ConfigSchema.Text(documentation));
            return ExitCode.Success;
        });
        return new Command("config", "Show, check and compare configurations of runs.") { show, check, diff, pages };
    }

    private static int Show(ParseResult parsed)
    {
        RunRequest request = ConfiguredRun.Over(parsed, RunPresets.Parse(parsed.GetValue(Preset)!), after: null);
        if (parsed.GetValue(Changed))
            foreach ((string key, string origin) in request.Origins) Terminal.Say($"{key,-34} {origin}");
        else Terminal.Document(RunConfigText.Write(request.Config).TrimEnd('\n'));
        return ExitCode.Success;
    }

    private static int Diff(ParseResult parsed)
    {
        string first = parsed.GetValue(First)!, second = parsed.GetValue(Second)!;
        var differences = RunConfigText.Differences(Named(parsed, first), Named(parsed, second));
        if (differences.Count == 0)
        {
            Terminal.Good("No key differs.");
            return ExitCode.Success;
        }
        Terminal.Table("differences", ["key", first, second],
            [.. differences.Select(difference => new[] { difference.Key, difference.First, difference.Second })]);
        return ExitCode.Success;
    }

    private static RunConfig Named(ParseResult parsed, string name)
    {
        if (System.IO.File.Exists(name))
            return RunConfigText.Read(Text(name), name, [], instruments: SharedOptions.InstrumentsOf(parsed)).Config;
        if (RunPresets.Names.Contains(name)) return RunPresets.Parse(name);
        string stored = new RunFolder(Path.Combine(SharedOptions.WorkplaceOf(parsed).Runs, name)).Config;
        return System.IO.File.Exists(stored)
            ? RunConfigText.Read(Text(stored), stored, []).Config
            : throw new CommandException(
                $"'{name}' is no file, no run and no preset; expected a run.json, the name of a run under runs, or one of "
                + $"{string.Join(", ", RunPresets.Names)}.");
    }

    private static string Text(string file) => System.IO.File.Exists(file)
        ? System.IO.File.ReadAllText(file)
        : throw new CommandException(
            $"There is no configuration {file}; `rltrainer config show > run.json` writes one to begin with.");
}
