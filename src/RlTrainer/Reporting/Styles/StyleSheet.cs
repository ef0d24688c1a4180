using System.Text.RegularExpressions;
using RlTrainer.Files;

namespace RlTrainer.Reporting;

/// <summary>A style sheet of this folder as a page carries it: without the spaces and line breaks that are there for readers
/// of the source.</summary>
internal static partial class StyleSheet
{
    /// <summary>A style sheet on one line.</summary>
    /// <param name="name">Its file's name.</param>
    /// <returns>The same rules; text in quotes keeps its spaces.</returns>
    public static string Packed(string name)
    {
        string rules = AroundMarks().Replace(EmbeddedText.Read(typeof(StyleSheet).Assembly, name), "$1");
        return rules.Replace(": ", ":", StringComparison.Ordinal).Replace(";}", "}", StringComparison.Ordinal).Trim();
    }

    [GeneratedRegex(@"\s*([{};,])\s*")]
    private static partial Regex AroundMarks();
}
