using System.Globalization;
using RlTrainer.Files;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Runs;
using Spectre.Console;

namespace RlTrainer.Cli.Menu;

/// <summary>The menu that opens when rltrainer is typed alone in a terminal. Every choice is a command, which is printed
/// before it runs.</summary>
internal sealed class MainMenu(Workplace workplace, string? instrumentsFile)
{
    private readonly MachineSpeed _speed = new();

    /// <summary>Read when it is asked for: the file may change while the menu is open.</summary>
    private InstrumentCatalog Instruments => SharedOptions.InstrumentsOf(workplace, instrumentsFile);

    private RunsMenu Runs => new(workplace);

    /// <summary>True in a terminal that can be written to and read from.</summary>
    public static bool IsPossible => Terminal.IsLive && !Console.IsInputRedirected;

    /// <summary>Shows the menu until the user leaves it.</summary>
    public async Task<int> RunAsync()
    {
        AnsiConsole.Write(new Rule(
            "[bold deepskyblue1]RlTrainer[/] [grey]research and simulation only[/]")
        {
            Style = new Style(Color.MediumPurple1),
            Justification = Justify.Left
        });
        Instructions.ShowOnce();
        while (true)
        {
            List<(Choice Choice, Func<string[]?> Words)> entries = Entries();
            int? entry = Choice.Of("What next", [.. entries.Select(each => each.Choice), new("Quit")]);
            if (entry is null || entry == entries.Count)
            {
                Terminal.Say("Goodbye.");
                return ExitCode.Success;
            }
            await DoAsync(entries[entry.Value].Words).ConfigureAwait(false);
        }
    }

    private async Task DoAsync(Func<string[]?> ask)
    {
        try
        {
            if (ask() is { } words) await CommandAsync(words).ConfigureAwait(false);
        }
        catch (Exception e) when (
            e is CommandException or IOException or InvalidDataException or ArgumentException or NotebookFormatException)
        {
            Terminal.Fail(e.Message);
        }
    }

    /// <summary>What can be chosen now; a training that was interrupted is offered first.</summary>
    private List<(Choice Choice, Func<string[]?> Words)> Entries()
    {
        List<(Choice, Func<string[]?>)> entries =
        [
            (new("Set-up check", "what this machine has, and what to do about the rest"), () => ["doctor"]),
            (new("Data", "check, import or make bars"), () => DataMenu.Ask(Instruments, workplace)),
            (new("Probe", "seconds before a training: do these bars hold a signal?"), Probe),
            (new("Training", "phase 1 or 2 or both, as a test or in production"),
                () => new TrainingMenu(workplace, Instruments, _speed).Ask()),
            (new("Evaluation", "a trained agent on held-out days, as a report"), () => Runs.Judging()),
            (new("Runs", "what was trained so far: list, compare, resume"), () => Runs.Looking()),
            (new("Experiments", "the library's questions, answered on your bars; sweeps"), Experiments),
            (new("Notebooks", "the same step by step"), NotebooksMenu),
            (new("Any command", "every other one, with the rest of its line typed"), AnyCommand.Ask),
            (new("Instructions", "the first steps again"), ShownInstructions),
        ];
        if (Runs.Newest() is { } left)
            entries.Insert(0, (new($"Resume {PrintableText.Name(left.Name)}", string.Create(CultureInfo.InvariantCulture,
                $"interrupted; its last checkpoint has {left.Steps:N0} steps")), () => left.Words));
        return entries;
    }

    private static string[]? ShownInstructions()
    {
        Instructions.Show();
        return null;
    }

    private string[]? Probe() =>
        InstrumentChoice.Ask(Instruments, workplace) is { } symbol ? ["probe", "--symbol", symbol] : null;

    private static string[]? Experiments()
    {
        Choice[] choices =
        [
            new("list", "the experiments and what they ask"),
            .. RlTrainer.Runs.Experiments.All.Select(experiment => new Choice(experiment.Name, experiment.Question)),
            new("sweep", "many trainings from one file"),
        ];
        if (Choice.Of("Experiments", choices) is not { } index) return null;
        if (index < choices.Length - 1) return ["experiment", choices[index].Label];
        return Answer.To("Sweep file", "", typed => File.Exists(typed) ? null
            : $"There is no file {(typed.Length == 0 ? "named" : typed)}; expected a sweep's file, see "
                + $"src/sweeps.md.") is { } file
            ? ["sweep", "run", file] : null;
    }

    private string[]? NotebooksMenu()
    {
        NotebookEntry[] notebooks = [.. NotebookFolder.List(workplace.Notebooks).Where(entry => entry.Fault is null)];
        Choice[] choices = [new("all, quick", "every notebook with short trainings; one offline HTML site"),
            .. notebooks.Select(entry => new Choice(Path.GetFileNameWithoutExtension(entry.Path), entry.Title))];
        return Choice.Of("Notebooks", choices) switch
        {
            null => null,
            0 => ["notebooks", "run", "--quick"],
            int index => ["notebooks", "run", choices[index].Label, "--quick"],
        };
    }

    /// <summary>Runs a command; Esc or Ctrl+C stops it and comes back here.</summary>
    private async Task CommandAsync(string[] words)
    {
        if (instrumentsFile is not null) words = [.. words, "--instruments-file", instrumentsFile];
        if (Workplace.Here(null)?.Root != workplace.Root) words = [.. words, "--root", workplace.Root];
        AnsiConsole.Write("the same as typing: ");
        Console.Out.WriteLine(CommandLine.Of(words));
        using CancellationTokenSource command = new(), looking = new();
        Task watching = Keys.WatchAsync(command, looking.Token);
        int code = await RlTrainerCommand.RunAsync([.. words], command.Token).ConfigureAwait(false);
        await looking.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        Terminal.EndProgress();
        if (code == ExitCode.Success) Terminal.Good("done");
        else if (code == ExitCode.Interrupted || command.IsCancellationRequested) Terminal.Warn("stopped");
        else if (code == ExitCode.NoEdge) Terminal.Warn("done: no edge was found");
        else Terminal.Warn($"ended with exit code {code}");
        AnsiConsole.WriteLine();
    }
}
