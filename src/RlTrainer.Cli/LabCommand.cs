using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using RlTrainer.Lab;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Cli;

/// <summary>rltrainer lab: the workbench in a browser.</summary>
internal static class LabCommand
{
    private static readonly Option<int> Port = new("--port")
    {
        Description = "TCP port; 0 takes a free one.",
        DefaultValueFactory = _ => 8888,
    };

    private static readonly Option<bool> NoBrowser = new("--no-browser") { Description = "Only print the address." };

    private static readonly Option<string?> Token = new("--token")
    {
        Description = "The secret a browser shows, at least 16 characters; a fresh random one by default. The variable "
            + "RLTRAINER_LAB_TOKEN does the same and stands in no list of processes.",
    };

    private static readonly Option<string> Listen = new("--listen")
    {
        Description = "Address to listen on. The default is reached from this machine alone; with another one everybody on that "
            + "network who knows the token runs programs here, and the token travels unencrypted. An SSH tunnel is safer.",
        DefaultValueFactory = _ => "127.0.0.1",
    };

    private static readonly Option<string[]> AllowOrigin = new("--allow-origin")
    {
        Description = "An address of a forwarded port that a browser may use, e.g. https://name-8888.app.github.dev.",
    };

    public static Command Tree()
    {
        var lab = new Command(
            "lab", "Live runs, replay of trades and a Jupyter server for editors, in a browser and without Python.")
        {
            Port, NoBrowser, Token, Listen, AllowOrigin,
        };
        lab.SetAction((parsed, cancellationToken) => Task.Run(() => RunAsync(parsed, cancellationToken), CancellationToken.None));
        return lab;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        LabOptions options = OptionsOf(parsed, workplace);
        if (!IPAddress.IsLoopback(options.Listen))
            Terminal.Warn($"warning: everybody who reaches {options.Listen} and knows the token can run programs as you; the "
                + "connection is not encrypted. An SSH tunnel to 127.0.0.1 is safer (src/lab.md).");
        using var hangup = new Hangup(cancellationToken);
        LabServer server = await LabServer.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            Terminal.Good($"The workbench is at {server.Address} and serves {workplace.Root}");
            Terminal.Say($"  open:  {server.Link}");
            Terminal.Say($"  token: {server.Token}");
            Terminal.Say("  runs, replay and notebooks to read in the browser; VS Code connects with address and token");
            Terminal.Note("Ctrl+C ends it and its kernels.");
            if (!parsed.GetValue(NoBrowser)) Open(server.Link);
            await WaitAsync(hangup.Token).ConfigureAwait(false);
            Terminal.Note("Ending the kernels …");
        }
        return ExitCode.Success;
    }

    private static LabOptions OptionsOf(ParseResult parsed, Workplace workplace) => new()
    {
        Root = workplace.Root,
        Port = parsed.GetValue(Port),
        Token = parsed.GetValue(Token)
            ?? (Environment.GetEnvironmentVariable("RLTRAINER_LAB_TOKEN") is { Length: > 0 } token ? token : null),
        Listen = IPAddress.TryParse(parsed.GetValue(Listen), out IPAddress? address) ? address
            : throw new CommandException($"--listen was '{parsed.GetValue(Listen)}'; expected an address such as 127.0.0.1."),
        AllowedOrigins = parsed.GetValue(AllowOrigin) ?? [],
        KernelCommand = KernelSpec.SelfCommand("kernel", "run"),
        ProgramCommand = KernelSpec.SelfCommand(),
    };

    private static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how it is ended.
        }
    }

    private static bool HasDesktop =>
        (Environment.GetEnvironmentVariable("DISPLAY") ?? Environment.GetEnvironmentVariable("WAYLAND_DISPLAY")) is not null;

    /// <summary>The browser of the desktop; where there is none, the printed address is what there is.</summary>
    private static void Open(Uri link)
    {
        try
        {
            using Process? browser = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(link.AbsoluteUri) { UseShellExecute = true })
                : OperatingSystem.IsMacOS() ? Process.Start("open", link.AbsoluteUri)
                : HasDesktop ? Process.Start("xdg-open", link.AbsoluteUri) : null;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            Terminal.Note("No browser could be opened; open the address above in one.");
        }
    }
}
