using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>How much memory a new run may take on this machine.</summary>
internal static class MachineMemory
{
    private const string LinuxFigures = "/proc/meminfo", Available = "MemAvailable:";

    /// <summary>Bytes that are free or can be freed, within the limit of a container if there is one.</summary>
    public static long AvailableBytes()
    {
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long free = File.Exists(LinuxFigures) ? FromFigures(File.ReadLines(LinuxFigures)) ?? long.MaxValue
            : memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        return Math.Min(memory.TotalAvailableMemoryBytes, free);
    }

    /// <summary>The line "MemAvailable:   24331012 kB" in bytes; null without one.</summary>
    internal static long? FromFigures(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith(Available, StringComparison.Ordinal)) is { } line
        && long.TryParse(line[Available.Length..].Replace("kB", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out long kibibytes)
        ? kibibytes * 1024
        : null;
}
