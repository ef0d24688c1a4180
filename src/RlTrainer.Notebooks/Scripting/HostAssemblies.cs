using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>The assemblies the running program brings: notebooks use these very ones, so that types have one identity.</summary>
internal static class HostAssemblies
{
    // Every reference costs memory for each pair of cells, so these are the ones that cells use;
    // what they need in turn is found when needed, and #r "System.Data" adds another.
    private static readonly string[] Framework =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Collections.Concurrent",
        "System.Collections.Immutable",
        "System.ComponentModel.Primitives", "System.Console", "System.Diagnostics.Process", "System.Diagnostics.StackTrace",
        "System.IO.Compression",
        "System.Linq", "System.Linq.Expressions", "System.Linq.Parallel", "System.Memory", "System.Net.Http",
        "System.Net.Primitives",
        "System.Numerics.Vectors", "System.ObjectModel", "System.Private.Uri", "System.Private.Xml", "System.Private.Xml.Linq",
        "System.Runtime.InteropServices", "System.Runtime.Intrinsics", "System.Runtime.Numerics", "System.Security.Cryptography",
        "System.Text.Encodings.Web", "System.Text.Json", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Channels",
        "System.Threading.Tasks.Parallel", "System.Threading.Thread", "System.Xml.ReaderWriter", "System.Xml.XDocument",
        "Microsoft.CSharp",
    ];

    private static readonly Dictionary<string, string> Paths = ReadPaths();
    private static readonly Dictionary<string, PortableExecutableReference> References = [];
    private static readonly Lock Gate = new();

    /// <summary>The path of the program's own assembly of this simple name, or null.</summary>
    public static string? Find(string simpleName) => Paths.GetValueOrDefault(simpleName);

    /// <summary>A reference to the file; one object a file for the life
    /// of the process, so that its metadata is read once.</summary>
    public static PortableExecutableReference Reference(string path)
    {
        lock (Gate)
        {
            if (!References.TryGetValue(path, out var reference))
                References[path] = reference = MetadataReference.CreateFromFile(path, documentation: DocumentationFile.For(path));
            return reference;
        }
    }

    /// <summary>Whether the reference is an assembly of the framework.</summary>
    public static bool IsFramework(MetadataReference reference) =>
        reference is PortableExecutableReference { FilePath: { } path }
            && Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    /// <summary>What every cell may use without asking: the framework, the display functions and the formatters.</summary>
    public static IEnumerable<PortableExecutableReference> Default()
    {
        string[] own =
        [
            typeof(HostAssemblies).Assembly.Location,
            typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location,
            typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location,
        ];
        return Framework.Select(name => Paths[name]).Concat(own).Select(Reference);
    }

    /// <summary>The assembly's module identity, which a rebuild with other code changes; null when the file is not a .NET
    /// assembly.</summary>
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
            ?? throw new InvalidOperationException(
                "The program does not say which assemblies it brings; run it as an ordinary .NET program, not as a "
                + "single file."));
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        return paths;
    }
}
