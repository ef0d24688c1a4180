using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>A word that can stand at the cursor.</summary>
/// <param name="Text">The word.</param>
/// <param name="Kind">method, property, keyword and so on, for the viewer's icon.</param>
/// <param name="IsOwn">The notebook's own: declared in a cell.</param>
internal readonly record struct CompletionItem(string Text, string Kind, bool IsOwn = false);

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
        .. SyntaxFacts.GetKeywordKinds().Select(SyntaxFacts.GetText)
            .Where(text => !text.StartsWith("__", StringComparison.Ordinal)),
        "async", "await", "get", "init", "nameof", "record", "required", "set", "value", "var", "when", "where", "with", "yield",
    ];

    /// <summary>The words that can stand at the position; those that continue what is written there.</summary>
    public static CompletionList At(CSharpSession session, string code, int position)
    {
        int start = position;
        while (start > 0 && (char.IsLetterOrDigit(code[start - 1]) || code[start - 1] == '_'))
            start--;
        var (tree, model) = session.Model(Blanked(code));
        if (IsText(tree, position))
            return new CompletionList(start, []);
        return List(start, code[start..position], Items(tree, model, start));
    }

    /// <summary>The commands, when the position stands in the first word of a line that begins with #!; otherwise null.</summary>
    public static CompletionList? OfCommand(string code, int position)
    {
        int lineStart = position == 0 ? 0 : code.LastIndexOf('\n', position - 1) + 1;
        string line = code[lineStart..position];
        if (!line.TrimStart().StartsWith("#!", StringComparison.Ordinal)
            || line.TrimStart().Contains(' ', StringComparison.Ordinal))
            return null;
        int word = lineStart + line.IndexOf('#', StringComparison.Ordinal);
        return List(word, code[word..position], CellSteps.Known.Select(name => new CompletionItem(name, "keyword")));
    }

    /// <summary>The items that continue what is written; exact case first,
    /// then what the notebook itself declares, then by name.</summary>
    internal static CompletionList List(int start, string written, IEnumerable<CompletionItem> items) => new(start,
    [
        .. items.Where(item => item.Text.StartsWith(written, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(item => item.Text)
            .OrderBy(item => item.Text.StartsWith(written, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(item => item.IsOwn ? 0 : 1)
            .ThenBy(item => item.Text, StringComparer.OrdinalIgnoreCase)
            .Take(Most),
    ]);

    private static IEnumerable<CompletionItem> Items(SyntaxTree tree, SemanticModel model, int start)
    {
        if (Receiver(tree, start) is { } receiver)
            return Members(model, receiver, start).Select(Item);
        if (Changed(tree, model, start) is { } type)
            return model.LookupSymbols(start, type).Where(IsSettable).Select(Item);
        var known = model.LookupSymbols(Math.Min(start, tree.Length)).Where(symbol => symbol.CanBeReferencedByName);
        SyntaxToken before = Before(tree, start);
        if (before.IsKind(SyntaxKind.NewKeyword))
            return known.Where(symbol => symbol is INamespaceSymbol or INamedTypeSymbol { IsAbstract: false }).Select(Item);
        if (before.IsKind(SyntaxKind.UsingKeyword) && before.Parent is UsingDirectiveSyntax)
            return known.Where(symbol => symbol is INamespaceSymbol).Select(Item);
        return known.Select(Item).Concat(Keywords.Select(keyword => new CompletionItem(keyword, "keyword")));
    }

    private static SyntaxToken Before(SyntaxTree tree, int start) => start == 0 ? default : tree.GetRoot().FindToken(start - 1);

    /// <summary>Whether the position stands in a comment or in a text, where no word is completed.</summary>
    private static bool IsText(SyntaxTree tree, int position)
    {
        if (position == 0)
            return false;
        SyntaxTrivia trivia = tree.GetRoot().FindTrivia(position - 1);
        if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            return trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || position < trivia.Span.End
                || !trivia.ToString().EndsWith("*/", StringComparison.Ordinal);
        SyntaxToken token = tree.GetRoot().FindToken(position - 1);
        bool isOpen = token.ContainsDiagnostics || position < token.Span.End;
        return isOpen && position > token.SpanStart
            && token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken
                or SyntaxKind.InterpolatedStringTextToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken;
    }

    /// <summary>The type whose members are set between the braces around the position: <c>new T { … }</c> or <c>value with {
    /// … }</c>.</summary>
    private static ITypeSymbol? Changed(SyntaxTree tree, SemanticModel model, int start)
    {
        SyntaxToken before = Before(tree, start);
        if (!before.IsKind(SyntaxKind.OpenBraceToken) && !before.IsKind(SyntaxKind.CommaToken))
            return null;
        return before.Parent is InitializerExpressionSyntax { Parent: ExpressionSyntax whole } braces
            && braces.Kind() is SyntaxKind.WithInitializerExpression or SyntaxKind.ObjectInitializerExpression
                or SyntaxKind.CollectionInitializerExpression
            && model.GetTypeInfo(whole).Type is { } type and not IErrorTypeSymbol
            && (!braces.IsKind(SyntaxKind.CollectionInitializerExpression) || !IsCollection(type))
                ? type
                : null;
    }

    /// <summary>A name alone between the braces parses as an item; only a type that takes items has them.</summary>
    private static bool IsCollection(ITypeSymbol type) =>
        type.AllInterfaces.Any(known => known.SpecialType == SpecialType.System_Collections_IEnumerable);

    private static bool IsSettable(ISymbol symbol) =>
        symbol is IPropertySymbol { IsStatic: false, SetMethod: not null, IsIndexer: false } or IFieldSymbol
        {
            IsStatic: false,
            IsReadOnly: false, CanBeReferencedByName: true
        };

    /// <summary>Lines of commands and references become blanks, so that positions hold.</summary>
    internal static string Blanked(string code) => string.Join("\n", code.Split('\n').Select(line =>
        line.TrimStart().StartsWith("#!", StringComparison.Ordinal)
            || line.TrimStart().StartsWith("#r ", StringComparison.Ordinal) ? new string(' ', line.Length) : line));

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
            : model.LookupSymbols(position, type, includeReducedExtensionMethods: true)
                .Where(member => member.CanBeReferencedByName && !member.IsStatic);
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
    }, IsDeclaredInCell(symbol));

    /// <summary>Fields, methods and types of cells lie in the compiler's
    /// submission classes; locals in the cell being written.</summary>
    private static bool IsDeclaredInCell(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol
        || symbol.ContainingType?.IsScriptClass == true;
}
