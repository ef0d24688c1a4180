using System.Runtime.InteropServices;

namespace RlTrainer.Torch;

/// <summary>
/// Environment variables as a native library reads them. The managed setter changes a copy that <c>getenv</c> never sees
/// on Unix, and OpenMP and BLAS read their variables once, when they are loaded.
/// </summary>
internal static partial class NativeEnvironment
{
    /// <summary>Threads for OpenMP and BLAS, unless the user has set
    /// them: takes effect only before the library is loaded.</summary>
    public static void PrepareThreads(int threads)
    {
        string count = threads.ToString(System.Globalization.CultureInfo.InvariantCulture);
        SetIfAbsent("OMP_NUM_THREADS", count);
        SetIfAbsent("MKL_NUM_THREADS", count);
        SetIfAbsent("OPENBLAS_NUM_THREADS", count);
        SetIfAbsent("OMP_WAIT_POLICY", "PASSIVE");           // spinning collapses when other work shares the processors
        SetIfAbsent("CUBLAS_WORKSPACE_CONFIG", ":4096:8");   // same products, same bytes, on one device
    }

    /// <summary>Sets a variable for native code unless it has a value.</summary>
    internal static void SetIfAbsent(string name, string value)
    {
        if (Read(name) is not null) return;
        if (OperatingSystem.IsWindows()) Environment.SetEnvironmentVariable(name, value);
        else if (setenv(name, value, overwrite: 0) != 0)
            throw new InvalidOperationException(
                $"The environment variable {name} could not be set to '{value}' (setenv failed); set it before starting.");
    }

    /// <summary>The value native code sees; null when there is none.</summary>
    internal static string? Read(string name) =>
        OperatingSystem.IsWindows() ? Environment.GetEnvironmentVariable(name) : Marshal.PtrToStringUTF8(getenv(name));

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint getenv(string name);
}
