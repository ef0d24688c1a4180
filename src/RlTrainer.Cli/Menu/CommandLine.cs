namespace RlTrainer.Cli.Menu;

/// <summary>A command line as it would be typed.</summary>
internal static class CommandLine
{
    /// <summary>The words with quotes where a shell needs them.</summary>
    public static string Of(IEnumerable<string> words) => "rltrainer " + string.Join(' ', words.Select(Quoted));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(
            letter => char.IsLetterOrDigit(letter) || "-_./:=,+~\\".Contains(letter, StringComparison.Ordinal)) ? word
                : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
