using System.CommandLine;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Cli;

/// <summary>rltrainer kernel install | uninstall | run: the notebooks in Jupyter and VS Code.</summary>
internal static class KernelCommand
{
    private const string RunWord = "run";

    private static readonly Option<string?> Prefix = new("--prefix")
    {
        Description = "Install under this prefix, such as a Python environment; the current user's folder when absent.",
    };

    private static readonly Option<bool> User = new("--user")
    {
        Description = "Install for the current user; so it is without any option.",
    };

    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Take the name '.NET (C#)' over from another program's kernel, such as dotnet-interactive's.",
    };

    public static Command Tree()
    {
        var install = new Command(
            "install", "Let Jupyter and VS Code find the kernel 'RlTrainer (C#)', also as '.NET (C#)', the name that notebooks "
            + "carry.") { User, Prefix, Replace };
        install.SetAction(Install);
        var uninstall = new Command("uninstall", "Remove what install wrote.") { User, Prefix };
        uninstall.SetAction(parsed =>
        {
            string folder = Folder(parsed);
            Terminal.Say(KernelSpec.Uninstall(folder) ? $"The kernel was removed from {folder}."
                : $"There was no kernel of this program in {folder}.");
            return ExitCode.Success;
        });
        var file = new Argument<string>("connection-file") { Description = "The file that Jupyter writes." };
        var run = new Command(RunWord, "Run a kernel for a Jupyter client; Jupyter calls this.") { file };
        run.SetAction((parsed, cancellationToken) => KernelHost.RunAsync(parsed.GetValue(file)!, cancellationToken));
        return new Command("kernel", "The notebooks' Jupyter kernel.") { install, uninstall, run };
    }

    private static int Install(ParseResult parsed)
    {
        string folder = Folder(parsed);
        bool replaces = parsed.GetValue(Replace) || (KernelSpec.IsTaken(folder) && IsConfirmed(folder));
        KernelInstallation installed =
            KernelSpec.Install(folder, KernelSpec.SelfCommand("kernel", RunWord), WebScripts.Find(AppContext.BaseDirectory),
                replaces);
        Terminal.Good($"The kernel 'RlTrainer (C#)' is installed in {installed.Folder}; choose it in Jupyter or VS Code.");
        Terminal.Say(installed.IsOthers
            ? $"Notebooks that name '.NET (C#)' open with another program's kernel, in {installed.NotebookFolder}, which was "
                + $"left as it is; --replace takes the name over."
            : $"Notebooks that name '.NET (C#)' open with it too: {installed.NotebookFolder}.");
        return ExitCode.Success;
    }

    /// <summary>Asks whether another program's kernel may be replaced; where nobody can be asked, it may not.</summary>
    private static bool IsConfirmed(string folder)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            return false;
        Console.Write($"Another program's kernel has the name '.NET (C#)' in {folder}. Replace it? [y/N] ");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static string Folder(ParseResult parsed)
    {
        string? prefix = parsed.GetValue(Prefix);
        if (prefix is not null && parsed.GetValue(User))
            throw new CommandException("Both --user and --prefix were given; give one of them.");
        return prefix is null ? KernelSpec.UserFolder() : KernelSpec.PrefixFolder(prefix);
    }
}
