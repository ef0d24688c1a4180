using System.CommandLine;
using System.Globalization;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Configuration;

/// <summary>The run that a command line asks for: preset, run.json, TRAINER_NUM_ENVS, options, --set; the later wins.</summary>
internal static class ConfiguredRun
{
    private const string EnvironmentsVariable = "TRAINER_NUM_ENVS";

    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "A run.json with everything of a run; see src/configuration.md.",
    };

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Overrides one key of the configuration: --set ppo.clip=0.1. May be given several times.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Lays the file, the variable and the settings over a preset.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="preset">Where it starts when the file names no preset.</param>
    /// <param name="after">The run whose model it starts from: the preset, the file's too, takes its data, features, rules,
    /// episodes and network; null without.</param>
    /// <param name="options">The command's own options, as settings; those that were not given are not among them.</param>
    public static RunRequest Over(
        ParseResult parsed, RunConfig preset, RunConfig? after, params ReadOnlySpan<RunSetting?> options)
    {
        string? file = parsed.GetValue(Config);
        if (file is not null && !File.Exists(file))
            throw new CommandException(
                $"There is no configuration {file}; `rltrainer config show > run.json` writes one to begin with.");
        var settings = new List<RunSetting>();
        if (FromVariable() is { } variable) settings.Add(variable);
        foreach (RunSetting? option in options)
            if (option is { } given) settings.Add(given);
        settings.AddRange((parsed.GetValue(Set) ?? []).Select(RunSetting.Typed));
        RunRequest request =
            RunConfigText.Read(file is null ? null : File.ReadAllText(file), file ?? "the command line", settings, preset, after,
                instruments: SharedOptions.InstrumentsOf(parsed));
        if (request.Config.Start is not null
            && request.Origins.FirstOrDefault(
                origin => origin.Key == "Start"
                    || origin.Key.StartsWith("Start.", StringComparison.Ordinal)) is { Key: not null } start)
            throw new CommandException(
                $"{start.Value} ({start.Key}): Start is written when a run begins and cannot be set; leave it out and say "
                + $"--from RUN.");
        return request.Data is { } data && file is not null
            ? request with { Data = Path.GetFullPath(data, Path.GetDirectoryName(Path.GetFullPath(file))!) } : request;
    }

    /// <summary>A setting of an option that was given; null where it was left out and only has a default.</summary>
    public static RunSetting? Given<T>(ParseResult parsed, Option<T> option, string key) =>
        parsed.GetResult(option) is { Implicit: false } && parsed.GetValue(option) is { } value
            ? new RunSetting(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"),
                string.Create(CultureInfo.InvariantCulture, $"{option.Name} {value}"))
            : null;

    private static RunSetting? FromVariable()
    {
        string? text = Environment.GetEnvironmentVariable(EnvironmentsVariable);
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count < 1)
            throw new CommandException(
                $"The variable {EnvironmentsVariable} was '{text}'; expected a whole number of environments from 1, e.g. 80.");
        Terminal.Note(string.Create(
            CultureInfo.InvariantCulture, $"{count} environments, as the variable {EnvironmentsVariable} says"));
        return new RunSetting(
            string.Create(CultureInfo.InvariantCulture, $"Environment.EnvironmentCount={count}"),
            $"the variable {EnvironmentsVariable}");
    }
}
