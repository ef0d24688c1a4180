using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Configuration;

/// <summary>What --resume goes on with: the run as it was begun.</summary>
internal static class ResumedRun
{
    /// <summary>The words that go on with a run.</summary>
    /// <param name="config">The run's configuration.</param>
    public static string[] Words(RunConfig config) =>
        ["train", config.Phase == 1 ? "phase1" : "phase2", "--resume", "--name", config.Name];

    /// <summary>The configuration a run was begun with.</summary>
    /// <param name="folder">The run's files.</param>
    /// <param name="phase">The phase that was asked for.</param>
    /// <exception cref="CommandException">The run is of the other phase.</exception>
    public static RunConfig StoredIn(RunFolder folder, int phase)
    {
        RunConfig stored = RunJson.Read<RunConfig>(TextFile.Read(folder.Config), folder.Config);
        return stored.Phase == phase ? stored
            : throw new CommandException(
                $"{folder.Path} is a run of phase {stored.Phase} and phase {phase} was asked for; expected "
                + $"`{Menu.CommandLine.Of(Words(stored))}`. Nothing was changed.");
    }

    /// <summary>Nothing is ignored in silence: an option that differs from what the run was begun with is refused.</summary>
    /// <param name="stored">What the run was begun with.</param>
    /// <param name="wanted">What the command line asks for.</param>
    /// <exception cref="CommandException">They differ; the message names each key.</exception>
    public static void RequireSame(RunConfig stored, RunConfig wanted)
    {
        string[] differences = [.. RunConfigText.Differences(stored, wanted with { Start = stored.Start })
            .Select(pair => $"{pair.Key} was {pair.First} and is asked to be {pair.Second}")];
        if (differences.Length > 0)
            throw new CommandException(
                $"--resume goes on as the run '{PrintableText.Name(stored.Name)}' was begun, and the command line asks for "
                + $"something else: {string.Join("; ", differences)}. Leave those options out to go on, or begin anew with "
                + $"--force or under another --name. Nothing was changed.");
    }
}
