using System.Diagnostics;
using System.Globalization;

namespace RlTrainer.Benchmarks;

/// <summary>
/// The built command's Jupyter kernel, driven by the real client: start to ready, warm
/// round trip, interrupt of every kind of runaway cell, floods of output, memory of 200
/// cells, and many starts and stops. The scenarios and their limits are those of the tests.
/// </summary>
internal static class KernelBenchmark
{
    private static readonly string[] Scenarios = ["timing", "interrupt", "floods", "memory", "orphan", "cycles"];

    /// <summary>Prints one line a scenario; 1 when a limit was broken.</summary>
    /// <param name="output">Where to print.</param>
    /// <param name="cycles">How often the last scenario starts and stops a kernel.</param>
    public static int Run(TextWriter output, int cycles)
    {
        string root = Root(), data = Directory.CreateTempSubdirectory("rltrainer-measured-").FullName;
        try
        {
            string command = Path.Combine(root, "artifacts", "bin", "RlTrainer.Cli", "release", "RlTrainer.Cli.dll");
            if (!File.Exists(command))
            {
                output.WriteLine($"{command} is not there; build first: dotnet build RlTrainer.sln -c Release");
                return 2;
            }

            Start(data, cycles, "dotnet", command, "kernel", "install", "--user");
            int failed = 0;
            foreach (string scenario in Scenarios)
            {
                var (exitCode, text) =
                    Start(data, cycles, "/usr/bin/python3",
                        Path.Combine(root, "tests", "RlTrainer.Notebooks.Tests", "Jupyter", "drive.py"), scenario);
                output.WriteLine($"{scenario,-10} {(exitCode == 0 ? "within its limits" : "FAILED")} {text.Trim()}");
                failed += exitCode == 0 ? 0 : 1;
            }

            return failed == 0 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static (int ExitCode, string Text) Start(string data, int cycles, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_DATA_DIR"] = data;
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(data, "runtime");
        start.Environment["PYTHONWARNINGS"] = "ignore";
        start.Environment["RLTRAINER_KERNEL_CYCLES"] = cycles.ToString(CultureInfo.InvariantCulture);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' could not be started.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? text : text + errors.Result);
    }

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RlTrainer.sln")))
                return folder.FullName;
        throw new InvalidOperationException("Run the benchmark from a checkout.");
    }
}
