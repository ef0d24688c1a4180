using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>What a name in the code is: its declaration and its documentation.</summary>
/// <param name="Plain">As plain text.</param>
/// <param name="Markdown">As markdown.</param>
internal sealed partial record Inspection(string Plain, string Markdown)
{
    /// <summary>What stands at the position, or just before it; null when nothing there has a declaration.</summary>
    public static Inspection? At(CSharpSession session, string code, int position, bool withRemarks)
    {
        (SyntaxTree tree, SemanticModel model) = session.Model(Completion.Blanked(code));
        SyntaxToken token = tree.GetRoot().FindToken(Math.Min(position, Math.Max(0, tree.Length - 1)));
        if (!token.IsKind(SyntaxKind.IdentifierToken) && position > 0)
            token = tree.GetRoot().FindToken(position - 1);
        if (token.IsKind(SyntaxKind.OpenParenToken))
            token = token.GetPreviousToken();
        if (token.Parent is not { } node)
            return null;
        ISymbol? symbol = model.GetSymbolInfo(node).Symbol
            ?? model.GetSymbolInfo(node).CandidateSymbols.FirstOrDefault()
            ?? model.GetDeclaredSymbol(node)
            ?? (node is PredefinedTypeSyntax ? model.GetTypeInfo(node).Type : null);
        return symbol is null || symbol is INamespaceSymbol ? null : Describe(symbol, withRemarks);
    }

    /// <summary>An inspection of a declaration in some language, the
    /// place it comes from, and what its documentation says.</summary>
    internal static Inspection Of(string language, string declaration, string place, IReadOnlyList<string> documentation)
    {
        string plain = string.Join("\n\n", new[] { declaration, place }.Concat(documentation).Where(part => part.Length > 0));
        string markdown = $"```{language}\n{declaration}\n```\n\n"
            + string.Join("\n\n", documentation.Append(place.Length > 0 ? $"*{place}*" : place).Where(part => part.Length > 0));
        return new Inspection(plain, markdown);
    }

    private static Inspection Describe(ISymbol symbol, bool withRemarks)
    {
        string declaration =
            symbol.ToDisplayString(
                SymbolDisplayFormat.MinimallyQualifiedFormat.AddMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType));
        string place = symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? $"namespace {space}" : string.Empty;
        int others = symbol is IMethodSymbol { ContainingType: { } owner }
            ? owner.GetMembers(symbol.Name).Count(member => member.DeclaredAccessibility == symbol.DeclaredAccessibility) - 1 : 0;
        if (others > 0)
            declaration += string.Create(
                CultureInfo.InvariantCulture, $" (+ {others} {(others == 1 ? "overload" : "overloads")})");
        return Of("csharp", declaration, place, [.. Documentation(symbol, withRemarks)]);
    }

    private static IEnumerable<string> Documentation(ISymbol symbol, bool withRemarks)
    {
        string xml = symbol.GetDocumentationCommentXml(expandIncludes: true) ?? string.Empty;
        if (xml.Length == 0)
            yield break;
        XElement member;
        try
        {
            member = XElement.Parse(xml);
        }
        catch (System.Xml.XmlException)
        {
            yield break;
        }

        if (member.Element("summary") is { } summary)
            yield return Text(summary);
        foreach (XElement parameter in member.Elements("param"))
            yield return $"{(string?)parameter.Attribute("name")}: {Text(parameter)}";
        if (member.Element("returns") is { } returns)
            yield return $"Returns {Text(returns)}";
        foreach (XElement thrown in member.Elements("exception"))
            yield return $"Throws {ShortName((string?)thrown.Attribute("cref"))}: {Text(thrown)}";
        if (withRemarks && member.Element("remarks") is { } remarks)
            yield return Text(remarks);
    }

    private static string Text(XElement element)
    {
        string text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" or "seealso" } link =>
                ShortName((string?)link.Attribute("cref") ?? (string?)link.Attribute("langword")),
            XElement { Name.LocalName: "paramref" or "typeparamref" } name => (string?)name.Attribute("name") ?? string.Empty,
            XElement inner => Text(inner),
            _ => string.Empty,
        }));
        return Blanks().Replace(text, " ").Trim();
    }

    private static string ShortName(string? reference)
    {
        string name = reference is null ? string.Empty : reference.Split('(')[0];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
