using System.Globalization;

namespace RlTrainer.Tests.Architecture;

/// <summary>The file of what the style asks and the code has not reached:
/// "measure = number", or "measure: name" once a place.</summary>
internal static class Debts
{
    private static readonly string[] Entries = [.. Repository.Read("tests/RlTrainer.Tests/Architecture/debts.txt").Split('\n')
        .Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The number of a measure.</summary>
    public static int Of(string measure) => int.Parse(
        Entries.Single(entry => entry.StartsWith($"{measure} = ", StringComparison.Ordinal))[(measure.Length + 3)..],
        CultureInfo.InvariantCulture);

    /// <summary>The places that are over a measure.</summary>
    public static IEnumerable<string> Names(string measure) =>
        Entries.Where(entry => entry.StartsWith($"{measure}: ", StringComparison.Ordinal))
            .Select(entry => entry[(measure.Length + 2)..]);
}
