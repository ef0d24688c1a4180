using System.CommandLine;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Cli;

/// <summary>rltrainer kernel install | uninstall | run: the notebooks in Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    private const string RunWord = "run";

    private static readonly Option<string?> Prefix = new("--prefix") { Description = "Install under this prefix, such as a Python environment; the current user's folder when absent." };

    private static readonly Option<bool> User = new("--user") { Description = "Install for the current user; so it is without any option." };

    public static Command Tree()
    {
        var install = new Command("install", "Let Jupyter and VS Code find the kernel '.NET (C#)'.") { User, Prefix };
        install.SetAction(parsed =>
        {
            string folder = KernelSpec.Install(Folder(parsed), KernelSpec.SelfCommand("kernel", RunWord), WebScripts.Find(AppContext.BaseDirectory));
            Terminal.Good($"The kernel '.NET (C#)' is installed in {folder}; choose it in Jupyter or VS Code.");
            return ExitCode.Success;
        });
        var uninstall = new Command("uninstall", "Remove what install wrote.") { User, Prefix };
        uninstall.SetAction(parsed =>
        {
            string folder = Folder(parsed);
            Terminal.Say(KernelSpec.Uninstall(folder) ? $"The kernel was removed from {folder}." : $"There was no kernel in {folder}.");
            return ExitCode.Success;
        });
        var file = new Argument<string>("connection-file") { Description = "The file that Jupyter writes." };
        var run = new Command(RunWord, "Run a kernel for a Jupyter client; Jupyter calls this.") { file };
        run.SetAction((parsed, cancellationToken) => KernelHost.RunAsync(parsed.GetValue(file)!, cancellationToken));
        return new Command("kernel", "The notebooks' Jupyter kernel.") { install, uninstall, run };
    }

    private static string Folder(ParseResult parsed)
    {
        string? prefix = parsed.GetValue(Prefix);
        if (prefix is not null && parsed.GetValue(User))
            throw new CommandException("Both --user and --prefix were given; give one of them.");
        return prefix is null ? KernelSpec.UserFolder() : KernelSpec.PrefixFolder(prefix);
    }
}
