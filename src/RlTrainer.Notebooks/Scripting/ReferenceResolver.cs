using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Finds the assemblies that referenced assemblies need, remembering each answer, so that every cell shares them.</summary>
internal sealed class ReferenceResolver(ScriptReferences references) : MetadataReferenceResolver
{
    public override bool ResolveMissingAssemblies => true;

    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        references.Find(referenceIdentity.Name) is { } path ? HostAssemblies.Reference(path) : null;

    /// <summary>A #r inside a loaded file; those of cells are taken out before compilation.</summary>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        string folder = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : references.Folder;
        return references.TryLibrary(reference, folder) is { } path ? [HostAssemblies.Reference(path)] : [];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 0;
}
