using System.Diagnostics;
using RlTrainer.Notebooks.Tests.Jupyter;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>A test that needs a terminal driver; where there is none it is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute() => Skip = HasDriver() ? null! : "There is no terminal driver: apt-get install python3-pexpect";

    private static bool HasDriver()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(RealJupyter.Python, ["-c", "import pexpect"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
