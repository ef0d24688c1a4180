using System.Globalization;
using System.Text.RegularExpressions;

namespace RlTrainer.Cli.Doctor;

/// <summary>Reads version numbers out of what programs print.</summary>
internal static partial class Versions
{
    /// <summary>The first number of "slurm-wlm 22.05.8" or "10.0.100"; 0 where there is none.</summary>
    public static int Major(string text) =>
        Number().Match(text) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"(?<![\w.])(\d{1,9})(?=\.|\s|$)")]
    private static partial Regex Number();
}
