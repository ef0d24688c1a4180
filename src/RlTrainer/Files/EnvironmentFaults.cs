namespace RlTrainer.Files;

/// <summary>
/// Errors that another machine, or the same one later, would not have: no input is wrong, so trying again may help.
/// </summary>
internal static class EnvironmentFaults
{
    // Linux's numbers, which .NET keeps in HResult, and Windows' words for the same.
    private static readonly int[] Codes =
    [
        // EIO EAGAIN ENOMEM EBUSY ENFILE EMFILE ENOSPC EROFS
        5, 11, 12, 16, 23, 24, 28, 30,
        // ENOLCK, a connection or host that is away, ESTALE, EDQUOT
        37, 103, 107, 110, 112, 116, 122,
        unchecked((int)0x80070070), unchecked((int)0x80070027),                 // disk full
        unchecked((int)0x80070020), unchecked((int)0x80070021), unchecked((int)0x80070004), // shared, locked, too many open files
    ];

    /// <summary>
    /// True for a full or failing disk, a lost share, missing permission, memory or descriptors, and a folder in use.
    /// </summary>
    /// <param name="error">What was thrown; its causes are looked at, too.</param>
    /// <returns>False for everything that the input decides, e.g. a file that is not there.</returns>
    public static bool Includes(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is OutOfMemoryException or UnauthorizedAccessException or FolderInUseException) return true;
            if (error is FileNotFoundException or DirectoryNotFoundException or PathTooLongException) continue;
            if (error is IOException && Codes.Contains(error.HResult)) return true;
        }
        return false;
    }
}
