using Spectre.Console;

namespace RlTrainer.Cli.Menu;

/// <summary>A typed answer.</summary>
internal static class Answer
{
    /// <summary>Asks until the answer is good, or the user goes back.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="otherwise">What Enter alone means.</param>
    /// <param name="fault">Says what is wrong with an answer; null for a good one.</param>
    /// <returns>The answer; null for back.</returns>
    public static string? To(string question, string otherwise, Func<string, string?>? fault = null)
    {
        while (true)
        {
            AnsiConsole.Markup($"[bold mediumpurple1]{Markup.Escape(question)}[/] "
                + $"{(otherwise.Length > 0 ? $"[grey]({Markup.Escape(otherwise)})[/] " : "")}");
            if (Typed() is not { } typed)
            {
                AnsiConsole.MarkupLine("[grey]back[/]");
                return null;
            }
            string answer = typed.Trim().Length == 0 ? otherwise : typed.Trim();
            if (fault?.Invoke(answer) is not { } wrong) return answer;
            Terminal.Fail(wrong);
        }
    }

    /// <summary>One line with backspace; null on Esc or Ctrl+C.</summary>
    private static string? Typed()
    {
        string text = "";
        while (true)
        {
            ConsoleKeyInfo key = Keys.Next();
            if (Keys.IsBack(key)) return null;
            if (key.Key == ConsoleKey.Enter)
            {
                Console.Out.WriteLine();
                return text;
            }
            if (key.Key == ConsoleKey.Backspace && text.Length > 0)
            {
                text = text[..^1];
                Console.Out.Write("\b \b");
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text += key.KeyChar;
                Console.Out.Write(key.KeyChar);
            }
        }
    }
}
