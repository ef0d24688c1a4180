using System.Diagnostics;

namespace RlTrainer.Notebooks.Tests.Jupyter;

/// <summary>Whether the real Jupyter is installed; where RLTRAINER_REQUIRE_JUPYTER
/// is 1 its absence is a failure, otherwise a named skip.</summary>
internal static class RealJupyter
{
    /// <summary>Debian's own Python, for which apt installs Jupyter, before any other.</summary>
    public static string Python { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static string? SkipReason { get; } = Environment.GetEnvironmentVariable("RLTRAINER_REQUIRE_JUPYTER") == "1"
        || HasModules("jupyter_client", "nbclient", "nbconvert")
        ? null
        : "Jupyter is not installed: apt-get install jupyter-client jupyter-nbconvert python3-nbclient";

    /// <summary>Runs Debian's Python with these arguments; Jupyter's data and runtime files are of this folder.</summary>
    public static (int ExitCode, string Text) Run(string data, string workingFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Python, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingFolder,
        };
        start.Environment["JUPYTER_DATA_DIR"] = data;
        start.Environment["JUPYTER_RUNTIME_DIR"] = Path.Combine(data, "runtime");
        start.Environment["PYTHONWARNINGS"] = "ignore";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }

    /// <summary>Whether this Python is there and can import all of them.</summary>
    public static bool HasModules(params string[] names)
    {
        try
        {
            using Process process =
                Process.Start(new ProcessStartInfo(
                    Python, ["-c", "import " + string.Join(", ", names)])
                { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs the real Jupyter.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JupyterFactAttribute : FactAttribute
{
    public JupyterFactAttribute() => Skip = RealJupyter.SkipReason!;
}

/// <summary>A theory that needs the real Jupyter.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JupyterTheoryAttribute : TheoryAttribute
{
    public JupyterTheoryAttribute() => Skip = RealJupyter.SkipReason!;
}

/// <summary>A test that needs a clone of jupyter_kernel_test, which
/// Debian does not carry; RLTRAINER_KERNEL_TEST names it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelTestFactAttribute : FactAttribute
{
    public KernelTestFactAttribute() => Skip = RealJupyter.SkipReason
        ?? (Directory.Exists(Environment.GetEnvironmentVariable("RLTRAINER_KERNEL_TEST"))
        ? null!
        : "jupyter_kernel_test is not at hand: clone github.com/jupyter/jupyter_kernel_test and set RLTRAINER_KERNEL_TEST to its "
            + "folder");
}
