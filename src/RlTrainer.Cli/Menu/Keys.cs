namespace RlTrainer.Cli.Menu;

/// <summary>The keyboard while the menu is open: Ctrl+C is a key like
/// Esc, so that both go back instead of ending the program.</summary>
internal static class Keys
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits for a key.</summary>
    public static ConsoleKeyInfo Next()
    {
        Console.TreatControlCAsInput = true;
        return Console.ReadKey(intercept: true);
    }

    /// <summary>Esc, or Ctrl+C.</summary>
    public static bool IsBack(ConsoleKeyInfo key) =>
        key.Key == ConsoleKey.Escape || (key.Key == ConsoleKey.C && key.Modifiers.HasFlag(ConsoleModifiers.Control));

    /// <summary>
    /// Forgets what was typed while nothing was asked: a key pressed during a measurement answers no question that the user
    /// has not seen.
    /// </summary>
    /// <returns>True when one of the keys was Esc or Ctrl+C.</returns>
    public static bool Forget()
    {
        Console.TreatControlCAsInput = true;
        bool isBack = false;
        while (Console.KeyAvailable) isBack |= IsBack(Console.ReadKey(intercept: true));
        return isBack;
    }

    /// <summary>Cancels when the user wants back, until it is told to stop looking.</summary>
    public static async Task WatchAsync(CancellationTokenSource command, CancellationToken cancellationToken)
    {
        Console.TreatControlCAsInput = true;
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Console.KeyAvailable && IsBack(Console.ReadKey(intercept: true)))
                await command.CancelAsync().ConfigureAwait(false);
            else await Task.Delay(BetweenLooks, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
