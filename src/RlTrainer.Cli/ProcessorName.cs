using System.Globalization;
using System.Runtime.InteropServices;
using RlTrainer.Cli.Doctor;

namespace RlTrainer.Cli;

/// <summary>What the processor is called.</summary>
internal static class ProcessorName
{
    private const string Figures = "/proc/cpuinfo";

    /// <summary>The name its maker gave it, with its family and model where Linux tells them; else its architecture.</summary>
    public static string OfThisMachine() =>
        File.Exists(Figures) ? Of(File.ReadLines(Figures).TakeWhile(line => line.Length > 0))
        : OperatingSystem.IsMacOS() ? Probe.FirstLine("sysctl", "-n", "machdep.cpu.brand_string") ?? Architecture
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? Architecture;

    /// <summary>From the first block of Linux's list of processors.</summary>
    internal static string Of(IEnumerable<string> lines)
    {
        Dictionary<string, string> values = lines.Select(line => line.Split(':', 2)).Where(parts => parts.Length == 2)
            .DistinctBy(parts => parts[0].Trim()).ToDictionary(parts => parts[0].Trim(), parts => parts[1].Trim());
        if (!values.TryGetValue("model name", out string? name)) return Architecture;
        return values.TryGetValue("cpu family", out string? family) && values.TryGetValue("model", out string? model)
            ? string.Create(CultureInfo.InvariantCulture, $"{name} (family {family}, model {model})") : name;
    }

    private static string Architecture => RuntimeInformation.ProcessArchitecture.ToString();
}
