using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RlTrainer.Tests.Architecture;

/// <summary>One source file of the checkout as the compiler's own parser reads it.</summary>
internal sealed class SourceFile
{
    private SourceFile(string name, string text)
    {
        Name = name;
        Lines = text.Split('\n');
        Root = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse))
            .GetRoot();
    }

    /// <summary>The whole file as a tree.</summary>
    public SyntaxNode Root { get; }

    /// <summary>Path from the root of the checkout.</summary>
    public string Name { get; }

    /// <summary>Its lines without their ends.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Lines that hold code: neither blank nor a comment alone.</summary>
    public int CodeLineCount =>
        Lines.Count(line => line.Trim() is { Length: > 0 } text && !text.StartsWith("//", StringComparison.Ordinal));

    /// <summary>Lines, from 1, of raw strings: texts and outputs as they are, which cannot be wrapped.</summary>
    public IReadOnlySet<int> RawLines =>
        Root.DescendantNodes().Where(node => node switch
        {
            LiteralExpressionSyntax literal => IsRaw(literal.Token.Text),
            InterpolatedStringExpressionSyntax text => IsRaw(text.StringStartToken.Text.TrimStart('$')),
            _ => false,
        }).Select(node => node.SyntaxTree.GetLineSpan(node.Span))
        .SelectMany(span => Enumerable.Range(
            span.StartLinePosition.Line + 1, span.EndLinePosition.Line - span.StartLinePosition.Line + 1)).ToHashSet();

    /// <summary>Methods, constructors, accessors, operators and local
    /// functions, each with the name a reader knows it by.</summary>
    public IEnumerable<(string Name, SyntaxNode Node)> Methods => Root.DescendantNodes()
        .Where(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax)
        .Select(node => ($"{Name}: {NameOf(node)}", node));

    /// <summary>Types, enumerations and delegates.</summary>
    public IEnumerable<string> TypeNames =>
        Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.Text);

    /// <summary>Methods and primary constructors of classes and structs with the number of their parameters.</summary>
    public IEnumerable<(string Name, int Parameters)> ParameterLists =>
    [
        .. Methods.Select(method => (method.Name, CountOf(method.Node))),
        .. Root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => type is not RecordDeclarationSyntax && type.ParameterList is not null)
            .Select(type => ($"{Name}: {type.Identifier.Text} (constructor)", type.ParameterList!.Parameters.Count)),
    ];

    /// <summary>Reads every file of a folder and the folders in it.</summary>
    public static IReadOnlyList<SourceFile> Of(string folder) =>
        [.. Repository.SourceFiles(folder).Select(file => Parsed(Repository.Relative(file), File.ReadAllText(file)))];

    /// <summary>A file that a test made up.</summary>
    public static SourceFile Parsed(string name, string text) => new(name, text.ReplaceLineEndings("\n"));

    /// <summary>Lines of a method from its first modifier or attribute to its end.</summary>
    public static int LengthOf(SyntaxNode method)
    {
        FileLinePositionSpan span = method.SyntaxTree.GetLineSpan(method.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    /// <summary>How deep statements that hold statements lie in each other;
    /// an else-if and a local function's body count as no deeper.</summary>
    public static int NestingOf(SyntaxNode node) => node.ChildNodes()
        .Where(child => child is not LocalFunctionStatementSyntax)
        .Select(child => NestingOf(child) + (Opens(child) ? 1 : 0))
        .DefaultIfEmpty().Max();

    private static bool IsRaw(string text) => text.StartsWith("\"\"\"", StringComparison.Ordinal);

    private static bool Opens(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            or SwitchStatementSyntax => true,
        // Stacked ones stand in one column.
        FixedStatementSyntax or UsingStatementSyntax => node.Parent is not { } parent || !parent.IsKind(node.Kind()),
        TryStatementSyntax or LockStatementSyntax => true,
        _ => false,
    };

    private static int CountOf(SyntaxNode method) => method switch
    {
        BaseMethodDeclarationSyntax declared => declared.ParameterList.Parameters.Count,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters.Count,
        _ => 0,
    };

    private static string NameOf(SyntaxNode method) => method switch
    {
        MethodDeclarationSyntax declared => declared.Identifier.Text,
        ConstructorDeclarationSyntax constructor => $"{constructor.Identifier.Text} (constructor)",
        LocalFunctionStatementSyntax local => local.Identifier.Text,
        AccessorDeclarationSyntax accessor =>
            $"{(accessor.Parent?.Parent as PropertyDeclarationSyntax)?.Identifier.Text}.{accessor.Keyword.Text}",
        _ => method.Kind().ToString(),
    };
}
