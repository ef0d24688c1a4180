using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RlTrainer.Notebooks.Tests.Project;

/// <summary>
/// What the last .NET Interactive offers to the cells of a notebook, as far as this project uses it: the signatures alone, read
/// off the archived repository dotnet/interactive (Kernel.Static.cs, DisplayExtensions.cs, DisplayedValue.cs,
/// KernelInvocationContext.cs, KernelInvocationContextExtensions.cs).
/// </summary>
internal static class InteractiveNames
{
    private const string Signatures = """
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Html;
        using Microsoft.DotNet.Interactive;

        namespace Microsoft.DotNet.Interactive
        {
            public abstract class Kernel
            {
                public static DisplayedValue display(object value, params string[] mimeTypes) => null;
                public static IHtmlContent HTML(string content) => null;
                public static void Javascript(string scriptContent) { }
                public static void CSS(string content) { }
                public static Task<string> GetInputAsync(string prompt = "", string inputName = "") => null;
                public static Task<string> GetPasswordAsync(string prompt = "", string inputName = "") => null;
            }

            public class DisplayedValue
            {
                private DisplayedValue() { }
                public void Update(object updatedValue) { }
            }

            public class KernelInvocationContext
            {
                private KernelInvocationContext() { }
                public static KernelInvocationContext Current => null;
                public CancellationToken CancellationToken => default;
            }

            public static class KernelInvocationContextExtensions
            {
                public static DisplayedValue Display(this KernelInvocationContext context, object value, params string[] mimeTypes) => null;
            }
        }

        namespace System
        {
            public static class DisplayExtensions
            {
                public static DisplayedValue Display(this object value, params string[] mimeTypes) => null;
                public static DisplayedValue DisplayAs(this string value, string mimeType) => null;
            }
        }
        """;

    /// <summary>The commands of .NET Interactive that this project's host knows too.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        ["#!csharp", "#!fsharp", "#!html", "#!import", "#!javascript", "#!markdown", "#!mermaid", "#!set", "#!share", "#!time", "#!value", "#!who", "#!whos"];

    /// <summary>An assembly with these names and no other.</summary>
    public static PortableExecutableReference Reference()
    {
        var compilation = CSharpCompilation.Create(
            "Microsoft.DotNet.Interactive", [CSharpSyntaxTree.ParseText(Signatures)], Framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }

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
