namespace RlTrainer.Notebooks.Scripting;

/// <summary>The dotnet program that runs this process.</summary>
internal static class DotnetCommand
{
    /// <summary>Its path, or the bare name when only the search path knows it.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } named && File.Exists(named))
            return named;
        string program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Environment.ProcessPath is { } running && System.IO.Path.GetFileName(running) == program)
            return running;
        // The framework lies at <dotnet>/shared/Microsoft.NETCore.App/<version>.
        string beside = System.IO.Path.GetFullPath(
            System.IO.Path.Combine(
                System.IO.Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", program));
        return File.Exists(beside) ? beside : program;
    }
}
