using System.CommandLine;
using System.CommandLine.Parsing;
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
            if (parsed.Errors.Count > 0)
            {
                foreach (var error in parsed.Errors) Terminal.Fail(error.Message);
                Terminal.Fail($"Type `{Path(parsed.CommandResult)} --help` for what it takes.");
                return ExitCode.BadInput;
            }
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TimeSpan.FromMinutes(10) }, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Terminal.Fail("Interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (EnvironmentFaults.Includes(e))
        {
            Terminal.Fail(MachineWords(e));
            return ExitCode.Environment;
        }
        catch (Exception e) when (IsBadInput(e))
        {
            Terminal.Fail(e.Message);
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            Terminal.Fail($"{e.GetType().Name}: {e.Message} This is a fault of the program; the details are in "
                + $"{Faults.Write(e)}.");
            return ExitCode.Fault;
        }
    }

    private static string MachineWords(Exception error) =>
        error is OutOfMemoryException and not InsufficientMemoryException
            ? "There is not enough memory for this; close other programs, or take a larger machine."
            : EnvironmentFaults.Unloaded(error) is { } library
                ? $"The program could not load its part '{library}'. {StartFaults.Remedy}" : error.Message;

    /// <summary>Errors whose message is written for the user: it says what was found, what was expected and what to do.</summary>
    private static bool IsBadInput(Exception error) =>
        error is CommandException or BarDataException or ArgumentException or IOException or InvalidDataException or UnauthorizedAccessException
            or NonFiniteException or NotebookFormatException;

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "rltrainer";

    private static RootCommand Tree()
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
        root.Subcommands.Add(KernelCommand.Tree());
        root.Subcommands.Add(DoctorCommand.Tree());
        return root;
    }
}
