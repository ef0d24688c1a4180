using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RlTrainer.Tests.Architecture;

/// <summary>A public member that takes parameters, and what its page does not say.</summary>
/// <param name="Name">File, line and name.</param>
/// <param name="Missing">Parameters without a sentence, "returns", and exceptions it throws itself and does not announce.</param>
internal sealed record DocumentedMember(string Name, IReadOnlyList<string> Missing)
{
    // Said once for all members in src/README.md.
    private static readonly string[] SaidOnce = ["ArgumentNullException", "ObjectDisposedException", "UnreachableException"];

    /// <summary>The members of a file that a caller of the library sees.</summary>
    public static IEnumerable<DocumentedMember> Of(string file, SyntaxNode root) => root.DescendantNodes()
        .Where(node => ParametersOf(node).Count > 0 && IsPublic(node)
            && !PageOf(node).Contains("<inheritdoc", StringComparison.Ordinal))
        .Select(node => new DocumentedMember(
            $"{file}:{node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line + 1}", MissingIn(node)));

    private static string[] MissingIn(SyntaxNode node)
    {
        string page = PageOf(node);
        return
        [
            .. ParametersOf(node).Select(parameter => parameter.Identifier.ValueText)
                .Where(name => !page.Contains($"<param name=\"{name}\">", StringComparison.Ordinal)),
            .. Returns(node) && !page.Contains("<returns>", StringComparison.Ordinal) ? ["returns"] : Array.Empty<string>(),
            .. ThrownBy(node).Distinct()
                .Where(type => !SaidOnce.Contains(type)
                    && !page.Contains($"<exception cref=\"{type}\">", StringComparison.Ordinal)),
        ];
    }

    private static SeparatedSyntaxList<ParameterSyntax> ParametersOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null } => default,
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        TypeDeclarationSyntax { ParameterList: { } primary } => primary.Parameters,
        DelegateDeclarationSyntax type => type.ParameterList.Parameters,
        IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters,
        _ => default,
    };

    private static bool Returns(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => !IsVoid(method.ReturnType),
        DelegateDeclarationSyntax type => !IsVoid(type.ReturnType),
        // constructors and types make what they are named after; an operator's sentence is its result
        _ => false,
    };

    private static bool IsVoid(TypeSyntax type) => type is PredefinedTypeSyntax { Keyword.Text: "void" };

    /// <summary>Exceptions that the member's own code makes or asks for
    /// by ThrowIf…, those of functions inside it left out.</summary>
    private static IEnumerable<string> ThrownBy(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or IndexerDeclarationSyntax
        ? node.DescendantNodes(inner => inner is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax)).Select(Thrown)
            .OfType<string>()
        : [];

    private static string? Thrown(SyntaxNode node) => node switch
    {
        ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax made } => made.Type.ToString(),
        ThrowExpressionSyntax { Expression: ObjectCreationExpressionSyntax made } => made.Type.ToString(),
        InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Expression: var type,
                Name.Identifier.Text: var name
            }
        }
            when name.StartsWith("ThrowIf", StringComparison.Ordinal)
                && type.ToString().EndsWith("Exception", StringComparison.Ordinal) => type.ToString(),
        _ => null,
    };

    private static string PageOf(SyntaxNode node) => node.GetLeadingTrivia()
        .Select(trivia => trivia.GetStructure()).OfType<DocumentationCommentTriviaSyntax>().LastOrDefault()?.ToFullString() ?? "";

    private static bool IsPublic(SyntaxNode node) => node.AncestorsAndSelf()
        .Where(each => each is MemberDeclarationSyntax and not BaseNamespaceDeclarationSyntax).Cast<MemberDeclarationSyntax>()
        .All(member => member.Parent is InterfaceDeclarationSyntax
            ? !member.Modifiers.Any(word => word.Text is "private" or "internal")
            : member.Modifiers.Any(word => word.Text is "public" or "protected")
                && !member.Modifiers.Any(word => word.Text == "private"));
}
