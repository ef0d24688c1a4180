using System.Runtime.InteropServices;
using System.Text;

namespace RlTrainer.Files;

/// <summary>
/// Makes the names in a folder durable: after a rename only the folder's own flush says that the new name survives a power cut.
/// </summary>
internal static class FolderEntries
{
    private const int ReadOnly = 0;

    /// <summary>
    /// Flushes a folder's entries to the disk; where the system or the share has no such call, nothing is done.
    /// </summary>
    public static void Flush(string folder)
    {
        FileFaults.Before(FileOperation.FlushFolder, folder);
        if (OperatingSystem.IsWindows()) return;                                 // NTFS journals its names
        int descriptor = Open([.. Encoding.UTF8.GetBytes(folder), 0], ReadOnly);
        if (descriptor < 0) return;
        int result = Synchronise(descriptor), error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        const int EIO = 5, ENOSPC = 28;
        if (result != 0 && error is EIO or ENOSPC)
            throw new IOException(
                $"{folder}: its entries could not be brought to the disk ({Marshal.GetPInvokeErrorMessage(error)}).", error);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronise(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
