using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>The assemblies the running program brings: notebooks use these very ones, so that types have one identity.</summary>
internal static class HostAssemblies
{
    private static readonly Dictionary<string, string> Paths = ReadPaths();
    private static readonly Dictionary<string, PortableExecutableReference> References = [];
    private static readonly Lock Gate = new();

    /// <summary>The path of the program's own assembly of this simple name, or null.</summary>
    public static string? Find(string simpleName) => Paths.GetValueOrDefault(simpleName);

    /// <summary>A reference to the file; one object a file for the life of the process, so that its metadata is read once.</summary>
    public static PortableExecutableReference Reference(string path)
    {
        lock (Gate)
        {
            if (!References.TryGetValue(path, out var reference))
                References[path] = reference = MetadataReference.CreateFromFile(path, documentation: DocumentationFile.For(path));
            return reference;
        }
    }

    /// <summary>What every cell may use without asking: the framework, the display functions and the formatters.</summary>
    public static IEnumerable<PortableExecutableReference> Default()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string[] own =
        [
            typeof(HostAssemblies).Assembly.Location,
            typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location,
            typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location,
        ];
        return Paths.Values.Where(path => Path.GetDirectoryName(path) == framework).Concat(own).Distinct().Select(Reference);
    }

    /// <summary>The assembly's module identity, which a rebuild with other code changes; null when the file is not a .NET assembly.</summary>
    public static Guid? ModuleId(string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (!file.HasMetadata)
                return null;
            MetadataReader metadata = file.GetMetadataReader();
            return metadata.GetGuid(metadata.GetModuleDefinition().Mvid);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>The simple names of the assemblies that this one references.</summary>
    public static IReadOnlyList<string> ReferencesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>Loads the program's own assembly of this name where the program itself loads it.</summary>
    public static Assembly Load(string simpleName) => Assembly.Load(new AssemblyName(simpleName));

    private static Dictionary<string, string> ReadPaths()
    {
        string trusted = (string)(AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")
            ?? throw new InvalidOperationException("The program does not say which assemblies it brings; run it as an ordinary .NET program, not as a single file."));
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        return paths;
    }
}
