using Spectre.Console;

namespace RlTrainer.Cli;

/// <summary>
/// What the user sees. Colours only on a terminal; results on standard output, errors on standard error, so that output
/// can be piped.
/// </summary>
internal static class Terminal
{
    private static readonly IAnsiConsole Error = AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
    });

    public static void Say(string text) => Console.Out.WriteLine(text);

    public static void Good(string text) => Coloured(text, "green");

    public static void Note(string text) => Coloured(text, "deepskyblue1");

    public static void Warn(string text) => Coloured(text, "yellow");

    public static void Fail(string text)
    {
        if (Console.IsErrorRedirected) Console.Error.WriteLine($"error: {text}");
        else Error.MarkupLine($"[red bold]error:[/] {Markup.Escape(text)}");
    }

    /// <summary>Replaces the last progress line on a terminal; writes a line of its own elsewhere.</summary>
    public static void Progress(string text)
    {
        if (Console.IsOutputRedirected) Console.Out.WriteLine(text);
        else AnsiConsole.MarkupLine($"[grey]{Markup.Escape(text)}[/]");
    }

    private static void Coloured(string text, string colour)
    {
        if (Console.IsOutputRedirected) Console.Out.WriteLine(text);
        else AnsiConsole.MarkupLine($"[{colour}]{Markup.Escape(text)}[/]");
    }
}
