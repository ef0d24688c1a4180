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
    private static bool s_isQuiet;
    private static JsonReport? s_report;

    /// <summary>True where the cursor can be moved: a terminal that is not redirected and not dumb.</summary>
    public static bool IsLive { get; } = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;

    /// <summary>True where --json asked for a document: what people read goes to standard error.</summary>
    public static bool IsJson => s_report is not null;

    /// <summary>Where people's text goes.</summary>
    private static TextWriter Text => IsJson ? Console.Error : Console.Out;

    /// <summary>Begins a command.</summary>
    /// <param name="isQuiet">Progress and remarks are left out.</param>
    /// <param name="isJson">Standard output takes one JSON document, at the end.</param>
    public static void Begin(bool isQuiet, bool isJson) =>
        (s_isQuiet, s_report) = (isQuiet, isJson ? new JsonReport() : null);

    /// <summary>Ends a command: prints the document that --json asked for.</summary>
    /// <param name="exitCode">What the command returns.</param>
    /// <returns>The same.</returns>
    public static int End(int exitCode)
    {
        if (s_report is { } report) Console.Out.WriteLine(report.Text(exitCode));
        s_report = null;
        return exitCode;
    }

    /// <summary>A text that is the whole of standard output: a file to redirect, or a command's own JSON.</summary>
    /// <param name="text">Printed as it is.</param>
    public static void Document(string text)
    {
        s_report = null;
        Console.Out.WriteLine(text);
    }

    /// <summary>A table: lines for people, a block a row where the terminal is too narrow, objects with --json.</summary>
    /// <param name="name">Its key in the document.</param>
    /// <param name="header">The columns' titles.</param>
    /// <param name="rows">[rows][columns] the cells; the first column names the row.</param>
    public static void Table(string name, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        s_report?.Table(name, header, rows);
        if (IsJson) return;
        foreach (string line in TextTable.Fitted(header, rows, IsLive ? Console.WindowWidth : int.MaxValue)) Say(line);
    }

    public static void Say(string text) => Above(() => Text.WriteLine(PrintableText.Lines(text)));

    public static void Good(string text)
    {
        if (!s_isQuiet) Coloured(text, "green");
    }

    public static void Note(string text)
    {
        if (!s_isQuiet) Coloured(text, "deepskyblue1");
    }

    public static void Warn(string text)
    {
        s_report?.Warning(text);
        Coloured(text, "yellow");
    }

    public static void Fail(string text) => Above(() =>
    {
        s_report?.Error(text);
        if (Console.IsErrorRedirected) Console.Error.WriteLine($"error: {PrintableText.Lines(text)}");
        else Error.MarkupLine($"[red bold]error:[/] {Markup.Escape(PrintableText.Lines(text))}");
    });

    /// <summary>Replaces the progress line on a terminal; writes a line of its own elsewhere.</summary>
    /// <param name="text">How far it is.</param>
    /// <param name="share">Share done, 0 to 1, drawn as a bar.</param>
    public static void Progress(string text, double share)
    {
        if (s_isQuiet) return;
        if (!IsLive || IsJson)
        {
            Text.WriteLine(PrintableText.Lines(text));
            return;
        }
        lock (Turn)
        {
            s_progress = Fitted($"{Bar(share)} {PrintableText.Name(text.Trim())}", Math.Max(20, Console.WindowWidth - 1));
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
        if (Console.IsOutputRedirected || IsJson) Text.WriteLine(PrintableText.Lines(text));
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

    /// <summary>
    /// Never wraps: a line that does could not be replaced. Parts between dots leave from the end, then the bar; how much time
    /// is left stands early and stays.
    /// </summary>
    internal static string Fitted(string text, int width)
    {
        while (text.Length > width && text.LastIndexOf(" · ", StringComparison.Ordinal) is > 0 and var cut
            && text.AsSpan(0, cut).Contains("left", StringComparison.Ordinal)) text = text[..cut];
        if (text.Length > width) text = text.TrimStart('━', '╌', ' ');
        while (text.Length > width && text.IndexOf(" · ", StringComparison.Ordinal) is > 0 and var cut) text = text[(cut + 3)..];
        return text.Length <= width ? text : text[..width];
    }
}
