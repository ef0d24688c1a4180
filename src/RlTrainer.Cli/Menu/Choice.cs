using System.Globalization;
using Spectre.Console;

namespace RlTrainer.Cli.Menu;

/// <summary>One line to choose.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Note">What it does, in a few words.</param>
internal sealed record Choice(string Label, string Note = "")
{
    private const int LinesKept = 3;

    /// <summary>Shows a list; arrows or the number choose, Enter takes, Esc or Ctrl+C goes back.</summary>
    /// <param name="title">What is asked.</param>
    /// <param name="choices">At least one; a list longer than the window scrolls.</param>
    /// <returns>The index; null for back.</returns>
    public static int? Of(string title, IReadOnlyList<Choice> choices)
    {
        int chosen = 0, number = 0;
        AnsiConsole.MarkupLine($"[bold mediumpurple1]{Markup.Escape(title)}[/]  [grey]↑ ↓ or a number, Enter; Esc goes back[/]");
        int shown = Draw(choices, chosen);
        while (true)
        {
            ConsoleKeyInfo key = Keys.Next();
            if (Keys.IsBack(key))
            {
                AnsiConsole.MarkupLine("[grey]back[/]");
                return null;
            }
            if (key.Key == ConsoleKey.Enter) return chosen;
            number = char.IsAsciiDigit(key.KeyChar) ? Numbered(number, key.KeyChar - '0', choices.Count) : 0;
            if (number > 0) chosen = number - 1;
            else if (key.Key == ConsoleKey.UpArrow) chosen = (chosen + choices.Count - 1) % choices.Count;
            else if (key.Key == ConsoleKey.DownArrow) chosen = (chosen + 1) % choices.Count;
            else continue;
            Console.Out.Write($"\u001b[{shown}A");
            shown = Draw(choices, chosen);
        }
    }

    /// <summary>The number that digits typed one after the other mean: 1 and then 2 are 12 where there are so many.</summary>
    /// <param name="before">The number so far; 0 for none.</param>
    /// <param name="digit">The digit typed now.</param>
    /// <param name="count">How many lines there are.</param>
    /// <returns>1 to count; 0 where the digit names no line.</returns>
    internal static int Numbered(int before, int digit, int count)
    {
        int longer = before * 10 + digit;
        return longer >= 1 && longer <= count ? longer : digit >= 1 && digit <= count ? digit : 0;
    }

    /// <summary>Draws as many lines as the window holds, the chosen one among them; returns how many.</summary>
    private static int Draw(IReadOnlyList<Choice> choices, int chosen)
    {
        int shown = Math.Min(choices.Count, Math.Max(LinesKept, Console.WindowHeight - LinesKept));
        int first = Math.Clamp(chosen - shown / 2, 0, choices.Count - shown);
        int digits = choices.Count.ToString(CultureInfo.InvariantCulture).Length;
        int label = choices.Max(choice => choice.Label.Length), room = Math.Max(0, Console.WindowWidth - label - digits - 8);
        for (int index = first; index < first + shown; index++)
        {
            (string name, string note) = (choices[index].Label.PadRight(label), choices[index].Note);
            if (note.Length > room) note = room > 1 ? note[..(room - 1)] + "…" : "";
            string number = (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits);
            Console.Out.Write("\r\u001b[2K");
            AnsiConsole.MarkupLine(index == chosen
                ? $"[deepskyblue1]▸ {number} {Markup.Escape(name)}[/]  {Markup.Escape(note)}"
                : $"  [grey]{number}[/] {Markup.Escape(name)}  [grey]{Markup.Escape(note)}[/]");
        }
        return shown;
    }
}
