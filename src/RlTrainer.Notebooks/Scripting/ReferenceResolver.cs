using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>
/// Finds the assemblies that referenced assemblies need; every cell shares them. What the framework needs in turn is left out,
/// because each assembly costs memory for each pair of cells; the session adds what a cell turns out to need.
/// </summary>
internal sealed class ReferenceResolver(ScriptReferences references) : MetadataReferenceResolver
{
    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        !HostAssemblies.IsFramework(definition) && !IsOfTheHostOnly(referenceIdentity.Name)
            && references.Find(referenceIdentity.Name) is { } path ? HostAssemblies.Reference(path) : null;

    /// <summary>A #r inside a loaded file; those of cells are taken out before compilation.</summary>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        string folder = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : references.Folder;
        return references.TryLibrary(reference, folder) is { } path ? [HostAssemblies.Reference(path)] : [];
    }

    /// <summary>What only the inside of this program uses; no type of it stands in anything a cell sees.</summary>
    private static bool IsOfTheHostOnly(string name) =>
        name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name is "Markdig" or "FSharp.Compiler.Service";

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;
}
