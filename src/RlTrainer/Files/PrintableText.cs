using System.Globalization;
using System.Text;

namespace RlTrainer.Files;

/// <summary>
/// Text from files, made fit for a terminal: whoever wrote a name shall not move the cursor, change colours or begin a line that
/// looks like the program's own.
/// </summary>
internal static class PrintableText
{
    /// <summary>The longest name that is printed whole, characters.</summary>
    public const int LongestName = 200;

    /// <summary>
    /// True for what no name may hold: control characters, line and paragraph separators, and marks that turn the reading
    /// direction.
    /// </summary>
    /// <param name="letter">One UTF-16 character.</param>
    /// <returns>False for everything that is only looked at.</returns>
    public static bool IsControl(char letter) => char.IsControl(letter)
        || letter is '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or '\ufeff'
        || letter is >= '\u202a' and <= '\u202e' or >= '\u2066' and <= '\u2069';

    /// <summary>True when a name holds a control character or half of a surrogate pair.</summary>
    /// <param name="name">The name; null holds none.</param>
    /// <returns>False for a name that may stand in a file, a folder and a message.</returns>
    public static bool HasControl(string? name)
    {
        for (int at = 0; at < (name?.Length ?? 0); at++)
        {
            if (IsControl(name![at])) return true;
            if (!char.IsSurrogate(name[at])) continue;
            if (at + 1 == name.Length || !char.IsSurrogatePair(name[at], name[at + 1])) return true;
            at++;
        }
        return false;
    }

    /// <summary>A name on one line: control characters as \u001b, the middle of a very long one left out.</summary>
    /// <param name="name">The name as it was read; null is the empty one.</param>
    /// <returns>The same text where nothing had to be changed.</returns>
    public static string Name(string? name)
    {
        if (name is null) return "";
        string cut = name.Length <= LongestName ? name : $"{name[..(LongestName / 2)]}…{name[^(LongestName / 2)..]}";
        return Escaped(cut, keepsLines: false);
    }

    /// <summary>A message, whose lines and tabs stay; every other control character is written as \u001b.</summary>
    /// <param name="text">The message; null is the empty one.</param>
    /// <returns>The same text where nothing had to be changed.</returns>
    public static string Lines(string? text) => Escaped(
        (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal), keepsLines: true);

    private static string Escaped(string text, bool keepsLines)
    {
        bool Stays(char letter) => !IsControl(letter) || (keepsLines && letter is '\n' or '\t');
        if (text.All(Stays)) return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char letter in text)
            if (Stays(letter)) escaped.Append(letter);
            else escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        return escaped.ToString();
    }
}
