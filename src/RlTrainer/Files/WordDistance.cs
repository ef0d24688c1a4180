namespace RlTrainer.Files;

/// <summary>How far two words are from each other, to name what somebody who mistyped may have meant.</summary>
internal static class WordDistance
{
    /// <summary>Insertions, deletions and replacements that turn one word into the other (Levenshtein 1966).</summary>
    /// <param name="left">A word; case counts.</param>
    /// <param name="right">A word; case counts.</param>
    /// <returns>0 for equal words, at most the length of the longer one.</returns>
    public static int Between(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[right.Length];
    }

    /// <summary>
    /// The word of a list that is nearest to a typed one, case aside; the first of several equally near. A word that begins
    /// like the typed one counts as near, since words are typed from their beginning.
    /// </summary>
    /// <param name="typed">What somebody typed.</param>
    /// <param name="words">The words that would have been right, at least one.</param>
    /// <returns>One of the words, as it is written in the list.</returns>
    /// <exception cref="InvalidOperationException">The list is empty.</exception>
    public static string Nearest(string typed, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(words);
        string upper = typed.ToUpperInvariant();
        return words.MinBy(word => Score(upper, word.ToUpperInvariant()))
            ?? throw new InvalidOperationException("There is no word to choose from.");
    }

    private static int Score(string typed, string word) =>
        Math.Min(2 * Between(typed, word), 2 * Between(typed, word[..Math.Min(typed.Length, word.Length)]) + 1);
}
