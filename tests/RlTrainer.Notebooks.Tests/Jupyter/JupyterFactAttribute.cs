using System.Diagnostics;

namespace RlTrainer.Notebooks.Tests.Jupyter;

/// <summary>Whether the real Jupyter is installed; where RLTRAINER_REQUIRE_JUPYTER is 1 its absence is a failure, otherwise a named skip.</summary>
internal static class RealJupyter
{
    /// <summary>Debian's own Python, for which apt installs Jupyter, before any other.</summary>
    public static string Python { get; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    public static string? SkipReason { get; } = Environment.GetEnvironmentVariable("RLTRAINER_REQUIRE_JUPYTER") == "1" || IsInstalled()
        ? null
        : "Jupyter is not installed: apt-get install jupyter-client jupyter-nbconvert python3-nbclient";

    private static bool IsInstalled()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Python, ["-c", "import jupyter_client, nbclient, nbconvert"]) { RedirectStandardError = true })!;
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
