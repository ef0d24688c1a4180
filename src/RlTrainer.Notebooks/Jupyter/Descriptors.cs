using System.Globalization;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>How many files and connections this process may have open.</summary>
internal static class Descriptors
{
    private const int Usual = 1024, Unlimited = 1 << 20;

    /// <summary>The system's limit; what is usual where it does not tell.</summary>
    public static int Limit() =>
        OperatingSystem.IsWindows() ? Unlimited : File.Exists("/proc/self/limits") ? InLimits(File.ReadLines("/proc/self/limits"))
            : Usual;

    /// <summary>The soft limit in Linux's table: "Max open files   1024   524288   files".</summary>
    /// <param name="lines">The table.</param>
    internal static int InLimits(IEnumerable<string> lines)
    {
        string? line = lines.FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal));
        string word = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(3) ?? "";
        return word == "unlimited" ? Unlimited : int.TryParse(
            word, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? limit : Usual;
    }
}
