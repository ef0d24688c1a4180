using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Site;

/// <summary>Code as HTML with its keywords, texts, numbers and comments marked.</summary>
internal static class CodeHighlighter
{
    /// <summary>The code as HTML, without surrounding tags.</summary>
    public static string Highlight(string code, string language)
    {
        if (language != CellLanguages.CSharp)
            return WebUtility.HtmlEncode(code);
        var html = new StringBuilder(code.Length * 2);
        foreach (SyntaxToken token in CSharpSyntaxTree.ParseText(code, CSharpSession.ParseOptions).GetRoot().DescendantTokens())
        {
            foreach (SyntaxTrivia trivia in token.LeadingTrivia)
                Append(html, trivia.ToFullString(), Kind(trivia));
            Append(html, token.Text, Kind(token));
            foreach (SyntaxTrivia trivia in token.TrailingTrivia)
                Append(html, trivia.ToFullString(), Kind(trivia));
        }

        return html.ToString();
    }

    private static string? Kind(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia => "comment",
        _ => trivia.IsDirective ? "keyword" : null,
    };

    private static string? Kind(SyntaxToken token)
    {
        if (token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) || token.Text is "var" or "await")
            return "keyword";
        return token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "string",
            SyntaxKind.NumericLiteralToken => "number",
            _ => null,
        };
    }

    private static void Append(StringBuilder html, string text, string? kind)
    {
        if (text.Length == 0)
            return;
        if (kind is null)
            html.Append(WebUtility.HtmlEncode(text));
        else
            html.Append("<span class=\"c-").Append(kind).Append("\">").Append(WebUtility.HtmlEncode(text)).Append("</span>");
    }
}
