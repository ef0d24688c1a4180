using RlTrainer.Notebooks.Documents;
using RlTrainer.Runs;
using Spectre.Console;

namespace RlTrainer.Cli.Menu;

/// <summary>The menu that opens when rltrainer is typed alone in a terminal. Every choice is a command, which is printed
/// before it runs.</summary>
internal sealed class MainMenu(Workplace workplace, string? instrumentsFile)
{
    private static readonly Choice[] Entries =
    [
        new("Set-up check", "what this machine has, and what to do about the rest"),
        new("Data", "check, import or make bars"),
        new("Training", "phase 1 or 2, as a test or in production"),
        new("Evaluation", "a trained agent on held-out days, as a report"),
        new("Notebooks", "the same step by step"),
        new("Runs", "what was trained so far"),
        new("Instructions", "the first steps again"),
        new("Quit"),
    ];

    private readonly MachineSpeed _speed = new();

    /// <summary>Read when it is asked for: the file may change while the menu is open.</summary>
    private InstrumentCatalog Instruments => SharedOptions.InstrumentsOf(workplace, instrumentsFile);

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
            int? entry = Choice.Of("What next", Entries);
            if (entry is null || entry == Entries.Length - 1)
            {
                Terminal.Say("Goodbye.");
                return ExitCode.Success;
            }
            if (entry == Entries.Length - 2)
            {
                Instructions.Show();
                continue;
            }
            try
            {
                if (Words(entry.Value) is { } words) await CommandAsync(words).ConfigureAwait(false);
            }
            catch (Exception e) when (
                e is CommandException or IOException or InvalidDataException or ArgumentException or NotebookFormatException)
            {
                Terminal.Fail(e.Message);
            }
        }
    }

    private string[]? Words(int entry) => entry switch
    {
        0 => ["doctor"],
        1 => DataMenu.Ask(Instruments),
        2 => new TrainingMenu(workplace, Instruments, _speed).Ask(),
        3 => Evaluation(),
        4 => NotebooksMenu(),
        _ => ["runs", "list"],
    };

    private string[]? Evaluation()
    {
        RunEntry[] runs = [.. RunCatalog.List(workplace.Runs).Where(run => File.Exists(run.Folder.Best))];
        if (runs.Length == 0)
        {
            Terminal.Fail("There is no trained model yet; train one first, as a test it takes seconds.");
            return null;
        }
        return Choice.Of("Run to judge",
            [.. runs.Select(run => new Choice(run.Name, run.Progress.ToString().ToLowerInvariant()))]) is { } index
                ? ["evaluate", runs[index].Name] : null;
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
        AnsiConsole.MarkupLine($"[grey]the same as typing:[/] [bold]{Markup.Escape(CommandLine.Of(words))}[/]");
        using CancellationTokenSource command = new(), looking = new();
        Task watching = Keys.WatchAsync(command, looking.Token);
        int code = await RlTrainerCommand.RunAsync([.. words, "--root", workplace.Root], command.Token).ConfigureAwait(false);
        await looking.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
        Terminal.EndProgress();
        if (code == ExitCode.Success) Terminal.Good("done");
        else if (code == ExitCode.Interrupted || command.IsCancellationRequested) Terminal.Warn("stopped");
        else Terminal.Warn($"ended with exit code {code}");
        AnsiConsole.WriteLine();
    }
}
