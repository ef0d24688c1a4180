using System.Runtime.InteropServices;

namespace RlTrainer.Lab;

/// <summary>The signal of Ctrl+C for a process that is not this one's terminal's.</summary>
internal static class ProcessSignal
{
    private const int Sigint = 2;

    /// <summary>Interrupts a process.</summary>
    /// <param name="process">Its number.</param>
    /// <exception cref="LabFault">The system has no such signal, or the process is another user's.</exception>
    public static void Interrupt(int process)
    {
        if (OperatingSystem.IsWindows())
            throw new LabFault(501, "Windows has no signal for a process of another console; stop it in its own window.");
        if (Kill(process, Sigint) != 0)
            throw new LabFault(409, $"The process {process} could not be interrupted; it has ended, or is another user's.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
