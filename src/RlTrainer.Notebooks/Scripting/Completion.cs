using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>A word that can stand at the cursor.</summary>
/// <param name="Text">The word.</param>
/// <param name="Kind">method, property, keyword and so on, for the viewer's icon.</param>
internal readonly record struct CompletionItem(string Text, string Kind);

/// <summary>The words for a place in the code.</summary>
/// <param name="Start">Where the word to replace begins.</param>
/// <param name="Items">The words, sorted.</param>
internal sealed record CompletionList(int Start, IReadOnlyList<CompletionItem> Items);

/// <summary>Finds how code could go on, from what the session and its libraries declare.</summary>
internal static class Completion
{
    private const int Most = 400;
    private static readonly string[] Keywords =
    [
        .. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText).Where(text => !text.StartsWith("__", StringComparison.Ordinal)),
        "async", "await", "get", "init", "nameof", "record", "required", "set", "value", "var", "when", "where", "with", "yield",
    ];

    /// <summary>The words that can stand at the position; those that continue what is written there.</summary>
    public static CompletionList At(CSharpSession session, string code, int position)
    {
        int lineStart = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        string line = code[lineStart..position];
        if (line.TrimStart().StartsWith("#!", StringComparison.Ordinal) && !line.TrimStart().Contains(' ', StringComparison.Ordinal))
        {
            int word = lineStart + line.IndexOf('#', StringComparison.Ordinal);
            return List(word, code[word..position], CellSteps.Known.Select(name => new CompletionItem(name, "keyword")));
        }

        int start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        SyntaxTree tree;
        SemanticModel model;
        (tree, model) = session.Model(Blanked(code));
        IEnumerable<CompletionItem> items = Receiver(tree, start) is { } receiver
            ? Members(model, receiver, start).Select(Item)
            : model.LookupSymbols(Math.Min(start, tree.Length)).Where(symbol => symbol.CanBeReferencedByName).Select(Item)
                .Concat(Keywords.Select(keyword => new CompletionItem(keyword, "keyword")));
        return List(start, code[start..position], items);
    }

    /// <summary>Lines of commands and references become blanks, so that positions hold.</summary>
    internal static string Blanked(string code) => string.Join("\n", code.Split('\n').Select(line =>
        line.TrimStart().StartsWith("#!", StringComparison.Ordinal) || line.TrimStart().StartsWith("#r ", StringComparison.Ordinal) ? new string(' ', line.Length) : line));

    private static CompletionList List(int start, string written, IEnumerable<CompletionItem> items) => new(start,
    [
        .. items.Where(item => item.Text.StartsWith(written, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(item => item.Text)
            .OrderBy(item => item.Text.StartsWith(written, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .Take(Most),
    ]);

    private static ExpressionSyntax? Receiver(SyntaxTree tree, int start)
    {
        if (start == 0)
            return null;
        SyntaxToken dot = tree.GetRoot().FindToken(start - 1);
        if (dot.IsKind(SyntaxKind.QuestionToken) || !dot.IsKind(SyntaxKind.DotToken))
            return null;
        return dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            MemberBindingExpressionSyntax { Parent: ConditionalAccessExpressionSyntax conditional } => conditional.Expression,
            QualifiedNameSyntax name => name.Left,
            _ => null,
        };
    }

    private static IEnumerable<ISymbol> Members(SemanticModel model, ExpressionSyntax receiver, int position)
    {
        ISymbol? symbol = model.GetSymbolInfo(receiver).Symbol;
        ITypeSymbol? type = model.GetTypeInfo(receiver).Type;
        if (symbol is INamespaceOrTypeSymbol container)
        {
            return model.LookupSymbols(position, container).Where(member => member.CanBeReferencedByName
                && (container is INamespaceSymbol || member.IsStatic || member is INamedTypeSymbol));
        }

        return type is null or IErrorTypeSymbol
            ? []
            : model.LookupSymbols(position, type, includeReducedExtensionMethods: true).Where(member => member.CanBeReferencedByName && !member.IsStatic);
    }

    private static CompletionItem Item(ISymbol symbol) => new(symbol.Name, symbol.Kind switch
    {
        SymbolKind.Method => "function",
        SymbolKind.Property => "property",
        SymbolKind.Field or SymbolKind.Local or SymbolKind.Parameter => "instance",
        SymbolKind.NamedType => "class",
        SymbolKind.Namespace => "module",
        SymbolKind.Event => "event",
        _ => "text",
    });
}
