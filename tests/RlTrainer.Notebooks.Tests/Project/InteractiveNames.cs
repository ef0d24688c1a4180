using Microsoft.CodeAnalysis;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>What the last .NET Interactive offers to the cells of a notebook,
/// read off the package Microsoft.DotNet.Interactive itself.</summary>
internal static class InteractiveNames
{
    /// <summary>The commands of .NET Interactive that this project's host knows too.</summary>
    public static IReadOnlyList<string> Commands { get; } =
    [
        "#!about", "#!connect", "#!csharp", "#!fsharp", "#!html", "#!import", "#!javascript", "#!lsmagic", "#!markdown",
        "#!mermaid", "#!set", "#!share",
        "#!time", "#!value", "#!who", "#!whos",
    ];

    /// <summary>The package's assembly, which is compiled against here and never loaded.</summary>
    /// <returns>A reference to it.</returns>
    public static PortableExecutableReference Reference() => MetadataReference.CreateFromFile(Path.Combine(
        Path.GetDirectoryName(InteractiveHost.Find())!, "Microsoft.DotNet.Interactive.dll"));

    /// <summary>The framework and the two packages that .NET Interactive brings; nothing of this project.</summary>
    public static IReadOnlyList<PortableExecutableReference> Framework { get; } =
    [
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "System*.dll")
            .Concat(Directory.GetFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "Microsoft.CSharp.dll"))
            .Append(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "netstandard.dll"))
            .Append(typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location)
            .Append(typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location)
            .Where(path => RlTrainer.Notebooks.Scripting.HostAssemblies.ModuleId(path) is not null)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];
}
