using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Running;

/// <summary>Gives values to the variables of the cell tagged parameters,
/// by a cell put after it (papermill's convention).</summary>
public static class NotebookParameters
{
    /// <summary>The tag of the cell that declares parameters with their defaults.</summary>
    public const string Tag = "parameters";

    /// <summary>The tag of the cell that assigns the given values.</summary>
    public const string InjectedTag = "injected-parameters";

    /// <summary>The parameters a notebook declares: name and default
    /// as written, in order; empty when it has no such cell.</summary>
    /// <param name="document">A notebook with or without a cell tagged "parameters".</param>
    /// <returns>Names with the text of their defaults; the text is empty where there is no default.</returns>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(NotebookDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Cell(document) is { } cell
            ? [.. Declared(cell).Select(
                variable => KeyValuePair.Create(
                    variable.Identifier.Text, variable.Initializer?.Value.ToString() ?? string.Empty))] : [];
    }

    /// <summary>Puts the assigning cell into the notebook; an earlier
    /// injected cell is replaced. Without values nothing changes.</summary>
    /// <param name="document">The notebook; it is changed in place.</param>
    /// <param name="values">Parameter names with their values as C# would write them, strings without quotes.</param>
    /// <param name="quick">True also sets a parameter named quick, where the notebook declares one.</param>
    /// <exception cref="NotebookFormatException">The notebook has no
    /// such parameter, or the text is no value of its type.</exception>
    public static void Inject(NotebookDocument document, IReadOnlyDictionary<string, string> values, bool quick)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(values);
        NotebookCell? cell = Cell(document);
        VariableDeclaratorSyntax[] declared = cell is null ? [] : [.. Declared(cell)];
        var wanted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (quick && Array.Exists(declared, variable => variable.Identifier.Text == "quick"))
            wanted["quick"] = "true";
        foreach (var (name, value) in values)
            wanted[name] = value;
        if (wanted.Count == 0)
            return;
        if (cell is null)
            throw new NotebookFormatException(
                $"notebook '{document.Name}': has no cell tagged '{Tag}', so {string.Join(", ", wanted.Keys)} cannot be set. Tag "
                + $"the cell that declares the parameters.");
        var lines = wanted.Select(pair => Assignment(document.Name, declared, pair.Key, pair.Value));
        var injected = new NotebookCell(CellKind.Code, string.Join("\n", lines)) { Id = InjectedTag };
        injected.AddTag(InjectedTag);
        foreach (NotebookCell old in document.Cells.Where(other => other.Tags.Contains(InjectedTag)).ToList())
            document.Cells.Remove(old);
        document.Cells.Insert(document.Cells.IndexOf(cell) + 1, injected);
    }

    private static NotebookCell? Cell(NotebookDocument document) =>
        document.Cells.FirstOrDefault(cell => cell.Kind == CellKind.Code && cell.Tags.Contains(Tag));

    private static IEnumerable<VariableDeclaratorSyntax> Declared(NotebookCell cell) => CSharpSyntaxTree
        .ParseText(cell.Source, CSharpSession.ParseOptions)
        .GetCompilationUnitRoot().Members
        .SelectMany(member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables,
            GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } => local.Declaration.Variables,
            _ => default(Microsoft.CodeAnalysis.SeparatedSyntaxList<VariableDeclaratorSyntax>),
        });

    private static string Assignment(string notebook, VariableDeclaratorSyntax[] declared, string name, string value)
    {
        VariableDeclaratorSyntax variable = Array.Find(declared, candidate => candidate.Identifier.Text == name)
            ?? throw new NotebookFormatException(
                $"notebook '{notebook}': has no parameter '{name}'; it has "
                + $"{string.Join(", ", declared.Select(candidate => candidate.Identifier.Text))}.");
        string type = ((VariableDeclarationSyntax)variable.Parent!).Type.ToString().TrimEnd('?');
        string kind = type == "var" ? Kind(variable.Initializer?.Value) : type;
        string? literal = Literal(kind, value);
        return literal is null
            ? throw new NotebookFormatException(
                $"notebook '{notebook}': parameter '{name}' is of type {kind}, but the value was '{value}'.")
            : $"{name} = {literal};";
    }

    private static string Kind(ExpressionSyntax? initializer) => initializer?.Kind() switch
    {
        SyntaxKind.StringLiteralExpression => "string",
        SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression => "bool",
        SyntaxKind.NumericLiteralExpression or SyntaxKind.UnaryMinusExpression => "number",
        _ => "other",
    };

    private static string? Literal(string kind, string value)
    {
        bool isNumber = double.TryParse(
            value.Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        bool isWhole = long.TryParse(
            value.Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out _);
        return kind switch
        {
            "string" => SymbolDisplay.FormatLiteral(value, quote: true),
            "bool" => bool.TryParse(value, out bool flag) ? (flag ? "true" : "false") : null,
            "int" or "long" or "uint" or "ulong" or "short" or "byte" => isWhole ? value : null,
            "double" or "number" => isNumber ? value : null,
            "float" => isNumber ? value + "f" : null,
            "decimal" => isNumber ? value + "m" : null,
            _ => value,
        };
    }
}
