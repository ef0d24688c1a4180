using System.Diagnostics;
using System.Globalization;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>The cpu engine's benchmark in several processes, one after the other.</summary>
internal static class BenchProcesses
{
    /// <summary>Measures and puts the reports together.</summary>
    public static BenchmarkReport Measure(int processes, int threads)
    {
        string folder = Directory.CreateTempSubdirectory("rltrainer-bench-").FullName;
        try
        {
            return BenchmarkReport.Of(
                [.. Enumerable.Range(1, processes).Select(number => Once(Path.Combine(folder, $"{number}.json"), threads))]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static BenchmarkReport Once(string file, int threads)
    {
        string[] arguments =
            ["bench", "--processes", "1", "--threads", threads.ToString(CultureInfo.InvariantCulture), "--figures", file];
        string self = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(self).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        if (isHost) arguments = [Path.Combine(AppContext.BaseDirectory, "RlTrainer.Cli.dll"), .. arguments];
        using Process process =
            Process.Start(new ProcessStartInfo(self, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new CommandException(
                $"The measuring process ended with exit code {process.ExitCode}: {errors.Result.Trim()}{output.Result.Trim()}");
        return RunJson.Read<BenchmarkReport>(File.ReadAllText(file), file);
    }
}
