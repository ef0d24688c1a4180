using RlTrainer.Files;
using Spectre.Console;

namespace RlTrainer.Cli;

/// <summary>
/// What the user sees. Colours only on a terminal; results on standard output, errors on standard error, so that output
/// can be piped. On a terminal the progress stays on the last line while everything else scrolls above it.
/// </summary>
internal static class Terminal
{
    private const string EraseLine = "\r\u001b[2K";

    private static readonly IAnsiConsole Error = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    private static readonly Lock Turn = new();
    private static string? s_progress;

    /// <summary>True where the cursor can be moved: a terminal that is not redirected and not dumb.</summary>
    public static bool IsLive { get; } = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    public static void Say(string text) => Above(() => Console.Out.WriteLine(PrintableText.Lines(text)));

    public static void Good(string text) => Coloured(text, "green");

    public static void Note(string text) => Coloured(text, "deepskyblue1");

    public static void Warn(string text) => Coloured(text, "yellow");

    public static void Fail(string text) => Above(() =>
    {
        if (Console.IsErrorRedirected) Console.Error.WriteLine($"error: {PrintableText.Lines(text)}");
        else Error.MarkupLine($"[red bold]error:[/] {Markup.Escape(PrintableText.Lines(text))}");
    });

    /// <summary>Replaces the progress line on a terminal; writes a line of its own elsewhere.</summary>
    /// <param name="text">How far it is.</param>
    /// <param name="share">Share done, 0 to 1, drawn as a bar.</param>
    public static void Progress(string text, double share)
    {
        if (!IsLive)
        {
            Console.Out.WriteLine(PrintableText.Lines(text));
            return;
        }
        lock (Turn)
        {
            s_progress = Fitted($"{Bar(share)} {PrintableText.Name(text.Trim())}");
            DrawProgress();
        }
    }

    /// <summary>Takes the progress line away.</summary>
    public static void EndProgress()
    {
        lock (Turn)
        {
            if (s_progress is null) return;
            Console.Out.Write(EraseLine);
            s_progress = null;
        }
    }

    /// <summary>A bar of twenty cells.</summary>
    internal static string Bar(double share)
    {
        int full = (int)Math.Round(20 * Math.Clamp(share, 0, 1));
        return new string('━', full) + new string('╌', 20 - full);
    }

    private static void Coloured(string text, string colour) => Above(() =>
    {
        if (Console.IsOutputRedirected) Console.Out.WriteLine(PrintableText.Lines(text));
        else AnsiConsole.MarkupLine($"[{colour}]{Markup.Escape(PrintableText.Lines(text))}[/]");
    });

    private static void Above(Action write)
    {
        lock (Turn)
        {
            if (s_progress is not null) Console.Out.Write(EraseLine);
            write();
            if (s_progress is not null) DrawProgress();
        }
    }

    private static void DrawProgress()
    {
        Console.Out.Write(EraseLine);
        AnsiConsole.Markup($"[grey]{Markup.Escape(s_progress!)}[/]");
    }

    /// <summary>Never wraps: a line that does could not be replaced.</summary>
    private static string Fitted(string text)
    {
        int width = Math.Max(20, Console.WindowWidth - 1);
        return text.Length <= width ? text : text[..width];
    }
}
