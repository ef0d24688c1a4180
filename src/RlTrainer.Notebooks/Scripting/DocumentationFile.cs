using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>The XML documentation beside an assembly, read when first asked.</summary>
internal sealed class DocumentationFile : DocumentationProvider
{
    private readonly string _path;
    private readonly Lazy<Dictionary<string, string>> _members;

    private DocumentationFile(string path)
    {
        _path = path;
        _members = new Lazy<Dictionary<string, string>>(Read);
    }

    /// <summary>The documentation beside this assembly; empty when there is no file.</summary>
    public static DocumentationProvider For(string assemblyPath) =>
        new DocumentationFile(Path.ChangeExtension(assemblyPath, ".xml"));

    public override bool Equals(object? obj) => obj is DocumentationFile other && other._path == _path;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_path);

    protected override string? GetDocumentationForSymbol(
        string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.Value.GetValueOrDefault(documentationMemberID);

    private Dictionary<string, string> Read()
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!File.Exists(_path))
            return members;
        try
        {
            foreach (XElement member in XDocument.Load(_path, LoadOptions.PreserveWhitespace).Descendants("member"))
                members[(string?)member.Attribute("name") ?? string.Empty] = member.ToString();
        }
        catch (XmlException)
        {
            // Documentation is shown when it can be read; code never depends on it.
            members.Clear();
        }

        return members;
    }
}
