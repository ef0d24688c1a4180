using Spectre.Console;

namespace RlTrainer.Cli.Menu;

/// <summary>What a newcomer reads once: shown at the first start of the menu, and from it at any time.</summary>
internal static class Instructions
{
    private const string Text =
        """
        Agents learn to trade US index futures inside a funded-trader programme's rules. For research and simulation only:
        such programmes prohibit automated trading, and the shipped bars are synthetic.

          Set-up check   what this machine has, and what to do about the rest
          Data           the repository ships synthetic bars of NQ, so there is nothing to do at first
          Training       a test takes seconds and shows that everything works; a production run learns
          Evaluation     the trained agent on held-out days: a report to open in a browser
          Notebooks      the same step by step

        Every choice prints the command that does the same, to be typed or put into a script. Esc or Ctrl+C goes back, and
        stops what is running: a training saves its state first and can be resumed.
        """;

    /// <summary>Remembers that the user has seen them; one per user, not per checkout.</summary>
    private static string Marker => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "rltrainer", "instructions-shown");

    public static void ShowOnce()
    {
        if (File.Exists(Marker)) return;
        Show();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Marker)!);
            File.WriteAllText(Marker,
                "The menu's instructions were shown; delete this file to see them again at the next start.\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Note($"These instructions will be shown again, since {Marker} cannot be written.");
        }
    }

    public static void Show() =>
        AnsiConsole.Write(new Panel(
            new Text(Text.ReplaceLineEndings("\n")))
        {
            Header = new PanelHeader("first steps"),
            Border = BoxBorder.Rounded,
            BorderStyle = new Style(Color.MediumPurple1)
        });
}
