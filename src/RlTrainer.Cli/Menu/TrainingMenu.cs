using System.Globalization;
using RlTrainer.Cli.Configuration;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Menu;

/// <summary>Training: phase, length, instrument, name.</summary>
internal sealed class TrainingMenu(Workplace workplace, InstrumentCatalog instruments, MachineSpeed speed)
{
    /// <summary>The command's words; null for back.</summary>
    public string[]? Ask()
    {
        if (Choice.Of("Training",
            [new("phase 1", "when to enter: Hold, Buy, Sell with a fixed stop and target"),
                new("phase 2", "how to manage the position: nine actions, from phase 1's model"),
                new("curriculum", "both one after the other, with a gate between")]) is not { } phase) return null;
        if (phase == 2) return Curriculum();
        string[] from = [];
        RunConfig? start = null;
        if (phase == 1)
        {
            if (Model() is not { } model) return null;
            (from, start) = (["--from", model.Name], model.Config);
        }
        RunConfig test = DefaultPreset.Of(phase + 1, start, isTest: true, isPlain: true),
            production = DefaultPreset.Of(phase + 1, start, isTest: false, isPlain: true);
        Terminal.Note("measuring this machine with a few updates … (Esc goes back)");
        if (Words(test, "shows that everything works, not that it learns") is not { } brief
            || Words(production, "learns; Esc saves and stops, and it can be resumed") is not { } whole) return null;
        Keys.Forget();
        if (Choice.Of("How long", [new("test", brief), new("production", whole)]) is not { } length) return null;
        string[] words = ["train", phase == 0 ? "phase1" : "phase2", .. length == 0 ? (string[])["--test"] : [], .. from];
        if (phase == 0)
        {
            if (InstrumentChoice.Ask(instruments, workplace) is not { } symbol) return null;
            words = [.. words, "--symbol", symbol];
        }
        return Named(words, (length == 0 ? test : production).Name);
    }

    private string[]? Curriculum()
    {
        Choice[] lengths =
        [
            new("test", "30,000 steps a phase: shows that everything works, not that it learns"),
            new("production", "512,000 and 256,000 decisions, learning from all actions: a minute or two of one core"),
            new("production with PPO", "2,000,000 steps of phase 1, 5,000,000 of phase 2"),
        ];
        if (Choice.Of("How long", lengths) is not { } length || InstrumentChoice.Ask(instruments, workplace) is not { } symbol)
            return null;
        string[] chosen = length switch { 0 => ["--test"], 1 => ["--preset", "all-actions"], _ => [] };
        return ["train", "curriculum", .. chosen, "--symbol", symbol];
    }

    /// <summary>Null when the user went back while the machine was measured.</summary>
    private string? Words(RunConfig config, string purpose) => speed.Time(config) is not { } time ? null
        : string.Create(CultureInfo.InvariantCulture, $"{config.Algorithm.Steps:N0} steps, {time}: {purpose}");

    /// <summary>A phase 1 run with a model.</summary>
    private RunEntry? Model()
    {
        RunEntry[] runs = [.. RunCatalog.List(workplace.Runs)
            .Where(run => run.Config?.Phase == 1 && File.Exists(run.Folder.Best))];
        if (runs.Length == 0)
        {
            Terminal.Fail("Phase 2 starts from phase 1's best model, and there is none yet; train phase 1 first.");
            return null;
        }
        return Choice.Of("Start from",
            [.. runs.Select(run => new Choice(run.Name, run.Progress.ToString().ToLowerInvariant()))]) is { } index
                ? runs[index] : null;
    }

    private string[]? Named(string[] words, string usual)
    {
        if (Answer.To("Name of the run", usual, Fault) is not { } name) return null;
        words = name == usual ? words : [.. words, "--name", name];
        if (!new RunFolder(Path.Combine(workplace.Runs, name)).IsTaken) return words;
        return Choice.Of($"There is a run '{name}' already",
            [new("resume", "continue it from its last checkpoint"), new("begin anew", "its files are replaced")]) switch
        {
            null => null,
            0 => [.. words, "--resume"],
            _ => [.. words, "--force"],
        };
    }

    private static string? Fault(string name) => name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "." or ".."
        ? $"The name was '{name}'; expected one that can be a folder's, e.g. phase1."
        : null;
}
