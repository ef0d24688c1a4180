using System.Diagnostics;

namespace RlTrainer.Cli.Doctor;

/// <summary>Asks other programs for their version without ever waiting long or throwing.</summary>
internal static class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first non-empty line a program prints, or null when it is absent, fails or takes too long.</summary>
    public static string? FirstLine(string program, params string[] arguments) => Lines(program, arguments) is [string first, ..]
        ? first : null;

    /// <summary>The non-empty lines a program prints; none when it is absent, fails or takes too long.</summary>
    public static IReadOnlyList<string> Lines(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return [];
            }
            return process.ExitCode == 0
                ? (output.Result + "\n" + errors.Result)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                : [];
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            return [];
        }
    }
}
