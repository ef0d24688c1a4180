using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RlTrainer.Cli;

/// <summary>
/// What is said where the command cannot even say what is wrong: parts of it do not load, because the shell allows too few open
/// files or too little memory. It uses nothing that would have to be loaded, the console included.
/// </summary>
internal static class StartFaults
{
    /// <summary>Why a library does not load, and what to do.</summary>
    public const string Remedy = "The shell allows it too few open files or too little memory (`ulimit -n` should be 256 at "
        + "least, `ulimit -v` unlimited), or its installation is incomplete.";

    // SIGXFSZ, of Linux and macOS alike.
    private const int FileSizeSignal = 25;

    /// <summary>Makes a write beyond `ulimit -f` fail instead of ending the process; null where the system has no such
    /// thing, or no room for it.</summary>
    public static IDisposable? KeepOnBeyondFileSize()
    {
        if (OperatingSystem.IsWindows()) return null;
        try
        {
            return PosixSignalRegistration.Create((PosixSignal)FileSizeSignal, signal => signal.Cancel = true);
        }
        catch (Exception error) when (error is IOException or TypeInitializationException or OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>Says on standard error, the system's second file, why the command ended.</summary>
    /// <param name="error">What came out of the command, which throws nothing of its own.</param>
    public static void Say(Exception error)
    {
        using var handle = new SafeFileHandle(2, ownsHandle: false);
        using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        stream.Write(Encoding.UTF8.GetBytes(Words(error) + "\n"));
    }

    private static string Words(Exception error)
    {
        while (error.InnerException is { } inner) error = inner;
        string first = error.Message;
        int end = first.IndexOf('\n', StringComparison.Ordinal);
        return "error: The program could not load a part of itself: " + (end < 0 ? first : first[..end]) + " " + Remedy;
    }
}
