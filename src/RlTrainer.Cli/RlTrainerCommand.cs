using System.CommandLine;
using System.CommandLine.Help;
using RlTrainer.Data;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Cli;

/// <summary>The rltrainer command: its tree, and what happens to an error.</summary>
public static class RlTrainerCommand
{
    /// <summary>Runs one command line and returns its exit code (see --help). Never throws.</summary>
    /// <param name="args">The words after the program's name, as a shell splits them.</param>
    /// <returns>The exit code of <see cref="ExitCode"/>; 0 when the command did what was asked.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, CancellationToken.None);

    /// <summary>The same for a caller that can stop the command.</summary>
    /// <param name="args">The words after the program's name, as a shell splits them.</param>
    /// <param name="cancellationToken">Stops the command; a training saves its state first.</param>
    /// <returns>The exit code of <see cref="ExitCode"/>; 0 when the command did what was asked.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        try
        {
            ParseResult parsed = Tree().Parse(args);
            Terminal.Begin(isQuiet: parsed.GetValue(SharedOptions.Quiet), isJson: parsed.GetValue(SharedOptions.Json));
            return Terminal.End(await RunAsync(parsed, args, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e)
        {
            return Terminal.End(Told(e));
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed, string[] args, CancellationToken cancellationToken)
    {
        // A shell asks for completions by [suggest:position]; what it completes is not yet right.
        bool isAsked = args is [['[', ..], ..];
        if (parsed.Errors.Count > 0 && !isAsked)
        {
            foreach (string fault in Suggestions.For(parsed)) Terminal.Fail(fault);
            Terminal.Fail($"Type `{Suggestions.PathOf(parsed.CommandResult)} --help` for what it takes.");
            return ExitCode.BadInput;
        }
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromMinutes(10),
        };
        if (parsed.Action is not HelpAction)
            return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        var help = new StringWriter();
        configuration.Output = help;
        int code = await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        Terminal.Document(help.ToString().Replace(RootCommand.ExecutableName, "rltrainer", StringComparison.Ordinal).TrimEnd());
        return code;
    }

    /// <summary>Tells the user of an error in the words it deserves; returns the exit code.</summary>
    private static int Told(Exception error)
    {
        int code = CodeOf(error);
        Terminal.Fail(code == ExitCode.Fault
            ? $"{WordsOf(error)} This is a fault of the program; the details are in {Faults.Write(error)}." : WordsOf(error));
        return code;
    }

    /// <summary>The exit code that an error deserves.</summary>
    /// <param name="error">What was thrown.</param>
    internal static int CodeOf(Exception error) => error is OperationCanceledException ? ExitCode.Interrupted
        : EnvironmentFaults.Includes(error) ? ExitCode.Environment
        : IsBadInput(error) ? ExitCode.BadInput
        : ExitCode.Fault;

    /// <summary>The error in a sentence for the user.</summary>
    /// <param name="error">What was thrown.</param>
    internal static string WordsOf(Exception error) => CodeOf(error) switch
    {
        ExitCode.Interrupted => "Interrupted.",
        ExitCode.Environment => MachineWords(error),
        ExitCode.BadInput => error.Message,
        _ => $"{error.GetType().Name}: {error.Message}",
    };

    private static string MachineWords(Exception error) =>
        error is OutOfMemoryException and not InsufficientMemoryException
            ? "There is not enough memory for this; close other programs, or take a larger machine."
            : EnvironmentFaults.Unloaded(error) is { } library
                ? $"The program could not load its part '{library}'. {StartFaults.Remedy}" : error.Message;

    /// <summary>Errors whose message is written for the user: it says what was found, what was expected and what to do.</summary>
    private static bool IsBadInput(Exception error) =>
        error is CommandException or BarDataException or ArgumentException or IOException or InvalidDataException
            or UnauthorizedAccessException
            or NonFiniteException or NotebookFormatException;

    /// <summary>Every command with its subcommands.</summary>
    internal static RootCommand Tree()
    {
        var root = new RootCommand(
            "Train and judge reinforcement-learning agents that trade US index futures inside a funded-trader programme's "
            + "rules.\n"
            + "For research and simulation only: such programmes prohibit automated trading.\n\n"
            + "Exit codes: 0 done; 1 done, something wrong was found; 2 wrong input or options; 3 a fault of the program; 4 a "
            + "fault of the machine (disk, share,\n"
            + "permission, memory, a folder in use), worth another try; 5 done, no edge was found: stay flat; 130 interrupted, "
            + "state saved.");
        root.Options.Add(SharedOptions.Root);
        root.Options.Add(SharedOptions.InstrumentsFile);
        root.Options.Add(SharedOptions.Json);
        root.Options.Add(SharedOptions.Quiet);
        root.Options.OfType<VersionOption>().Single().Aliases.Add("-V");
        root.SetAction((parsed, _) => Menu.MainMenu.IsPossible
            ? new Menu.MainMenu(SharedOptions.WorkplaceOf(parsed), parsed.GetValue(SharedOptions.InstrumentsFile)).RunAsync()
            : Tree().Parse(["--help"]).InvokeAsync(cancellationToken: CancellationToken.None));
        root.Subcommands.Add(DataCommand.Tree());
        root.Subcommands.Add(TrainCommand.Tree());
        root.Subcommands.Add(ProbeCommand.Tree());
        root.Subcommands.Add(GateCommand.Tree());
        root.Subcommands.Add(EvaluateCommand.Tree());
        root.Subcommands.Add(AuditCommand.Tree());
        root.Subcommands.Add(RulesCommand.Tree());
        root.Subcommands.Add(ExperimentCommand.Tree());
        root.Subcommands.Add(BenchCommand.Tree());
        root.Subcommands.Add(ExportCommand.Tree());
        root.Subcommands.Add(Configuration.ConfigCommand.Tree());
        root.Subcommands.Add(RunsCommand.Tree());
        root.Subcommands.Add(Sweeps.SweepCommand.Tree());
        root.Subcommands.Add(NotebooksCommand.Tree());
        root.Subcommands.Add(LabCommand.Tree());
        root.Subcommands.Add(KernelCommand.Tree());
        root.Subcommands.Add(DoctorCommand.Tree());
        root.Subcommands.Add(CompletionCommand.Tree());
        return root;
    }
}
