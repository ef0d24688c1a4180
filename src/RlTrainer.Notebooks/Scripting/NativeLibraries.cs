using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Native libraries that lie in a package beside its assemblies, for packages a cell brought.</summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, bool> Folders = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<AssemblyLoadContext, bool> Watched = new();

    /// <summary>Looks into the packages of these assemblies whenever one of theirs asks for a native library.</summary>
    /// <param name="assemblies">Paths such as PACKAGE/VERSION/lib/net10.0/NAME.dll; others are of no account.</param>
    public static void Know(IEnumerable<string> assemblies)
    {
        foreach (string assembly in assemblies)
        {
            string? package = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(assembly)));
            if (package is null) continue;
            foreach (string runtime in Runtimes())
                if (Path.Combine(package, "runtimes", runtime, "native") is var folder && Directory.Exists(folder))
                    Folders[folder] = true;
        }

        if (Folders.IsEmpty) return;
        AppDomain.CurrentDomain.AssemblyLoad -= Watch;
        AppDomain.CurrentDomain.AssemblyLoad += Watch;
    }

    private static void Watch(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly) is { } context && Watched.TryAdd(context, true))
            context.ResolvingUnmanagedDll += (_, name) => Find(name);
    }

    private static nint Find(string name)
    {
        string[] files = [name, $"lib{name}.so", $"lib{name}.dylib", $"{name}.dll", $"{name}.so"];
        foreach (string path in Folders.Keys.SelectMany(folder => files.Select(file => Path.Combine(folder, file)))
            .Where(File.Exists))
            if (NativeLibrary.TryLoad(path, out nint library)) return library;
        return 0;
    }

    private static IEnumerable<string> Runtimes()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        string processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return [$"{system}-{processor}", system];
    }
}
