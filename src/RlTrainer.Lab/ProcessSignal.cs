using System.Runtime.InteropServices;

namespace RlTrainer.Lab;

/// <summary>Signals for a process that is not this one's terminal's.</summary>
internal static class ProcessSignal
{
    private const int Sigint = 2, Sigterm = 15;

    /// <summary>Interrupts a process as Ctrl+C does.</summary>
    /// <param name="process">Its number.</param>
    /// <exception cref="LabFault">The system has no such signal, or the process is another user's.</exception>
    public static void Interrupt(int process) => Send(process, Sigint);

    /// <summary>Asks a process to save and end. A shell starts what it puts into the background with Ctrl+C's signal ignored,
    /// and this one is not.</summary>
    /// <param name="process">Its number.</param>
    /// <exception cref="LabFault">The system has no such signal, or the process is another user's.</exception>
    public static void Terminate(int process) => Send(process, Sigterm);

    private static void Send(int process, int signal)
    {
        if (OperatingSystem.IsWindows())
            throw new LabFault(501, "Windows has no signal for a process of another console; stop it in its own window.");
        if (Kill(process, signal) != 0)
            throw new LabFault(409, $"The process {process} could not be interrupted; it has ended, or is another user's.");
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
