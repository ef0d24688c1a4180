namespace RlTrainer.Files;

/// <summary>
/// Errors that another machine, or the same one later, would not have: no input is wrong, so trying again may help.
/// </summary>
internal static class EnvironmentFaults
{
    // Linux's numbers, which .NET keeps in HResult, and Windows' words for the same.
    private static readonly int[] Codes =
    [
        // EIO EAGAIN ENOMEM EBUSY ENFILE EMFILE EFBIG ENOSPC EROFS
        5, 11, 12, 16, 23, 24, 27, 28, 30,
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
            if (Library(error) is not null || IsTooLarge(error)) return true;
            if (error is FileNotFoundException or DirectoryNotFoundException or PathTooLongException) continue;
            if (error is IOException && Codes.Contains(error.HResult)) return true;
        }
        return false;
    }

    /// <summary>The library of the program that could not be loaded, for want of descriptors or memory; null for other
    /// errors.</summary>
    /// <param name="error">What was thrown; its causes are looked at, too.</param>
    public static string? Unloaded(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (Library(error) is { } library) return library;
        return null;
    }

    /// <summary>A file that would be larger than the shell or the file system allows (EFBIG): .NET takes it for a wrong
    /// argument.</summary>
    /// <param name="error">What a write threw.</param>
    public static bool IsTooLarge(Exception error) =>
        error is ArgumentOutOfRangeException { ParamName: "value", Source: "System.Private.CoreLib" };

    /// <summary>The runtime names an assembly in full where a file of the user's has a path.</summary>
    private static string? Library(Exception error)
    {
        string? name = error switch
        {
            FileNotFoundException missing => missing.FileName,
            FileLoadException refused => refused.FileName,
            _ => null,
        };
        return name is not null && name.Contains(", PublicKeyToken=", StringComparison.Ordinal)
            ? name[..name.IndexOf(',')] : null;
    }
}
