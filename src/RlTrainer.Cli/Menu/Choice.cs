using Spectre.Console;

namespace RlTrainer.Cli.Menu;

/// <summary>One line to choose.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Note">What it does, in a few words.</param>
internal sealed record Choice(string Label, string Note = "")
{
    /// <summary>Shows a list; arrows or the number choose, Enter takes, Esc or Ctrl+C goes back.</summary>
    /// <param name="title">What is asked.</param>
    /// <param name="choices">At least one.</param>
    /// <returns>The index; null for back.</returns>
    public static int? Of(string title, IReadOnlyList<Choice> choices)
    {
        int chosen = 0;
        AnsiConsole.MarkupLine($"[bold mediumpurple1]{Markup.Escape(title)}[/]  [grey]↑ ↓ or a number, Enter; Esc goes back[/]");
        Draw(choices, chosen);
        while (true)
        {
            ConsoleKeyInfo key = Keys.Next();
            if (Keys.IsBack(key))
            {
                AnsiConsole.MarkupLine("[grey]back[/]");
                return null;
            }
            if (key.Key == ConsoleKey.Enter) return chosen;
            int before = chosen;
            if (key.Key == ConsoleKey.UpArrow) chosen = (chosen + choices.Count - 1) % choices.Count;
            else if (key.Key == ConsoleKey.DownArrow) chosen = (chosen + 1) % choices.Count;
            else if (key.KeyChar is >= '1' and <= '9' && key.KeyChar - '1' < choices.Count) chosen = key.KeyChar - '1';
            if (chosen == before && key.KeyChar is not (>= '1' and <= '9')) continue;
            Console.Out.Write($"\u001b[{choices.Count}A");
            Draw(choices, chosen);
        }
    }

    private static void Draw(IReadOnlyList<Choice> choices, int chosen)
    {
        int label = choices.Max(choice => choice.Label.Length), room = Math.Max(0, Console.WindowWidth - label - 9);
        for (int index = 0; index < choices.Count; index++)
        {
            (string name, string note) = (choices[index].Label.PadRight(label), choices[index].Note);
            if (note.Length > room) note = room > 1 ? note[..(room - 1)] + "…" : "";
            string number = index < 9 ? $"{index + 1}" : " ";
            Console.Out.Write("\r\u001b[2K");
            AnsiConsole.MarkupLine(index == chosen
                ? $"[deepskyblue1]▸ {number} {Markup.Escape(name)}[/]  {Markup.Escape(note)}"
                : $"  [grey]{number}[/] {Markup.Escape(name)}  [grey]{Markup.Escape(note)}[/]");
        }
    }
}
