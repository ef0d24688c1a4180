using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Interactive;
using FSharp.Compiler.Symbols;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>Completion and inspection of F# code, asked of the compiler that runs the cells.</summary>
internal static class FSharpIntelligence
{
    /// <summary>The words that can stand at the position.</summary>
    public static CompletionList Complete(Shell.FsiEvaluationSession session, string code, int position)
    {
        (int line, string text, int column) = Place(code, position);
        PartialLongName name = QuickParse.GetPartialLongNameEx(text, column - 1);
        var (parsed, checked_, _) = session.ParseAndCheckInteraction(code);
        DeclarationListInfo list = checked_.GetDeclarationListInfo(parsed, line, text, name, null, null, null);
        int start = position - name.PartialIdent.Length;
        return Completion.List(
            start, code[start..position], list.Items.Select(item => new CompletionItem(item.NameInCode, Kind(item))));
    }

    /// <summary>What stands at the position, or null.</summary>
    public static Inspection? Inspect(Shell.FsiEvaluationSession session, string code, int position)
    {
        (int line, string text, int column) = Place(code, position);
        if (QuickParse.GetCompleteIdentifierIsland(true, text, column) is not { } island)
            return null;
        var (_, checked_, _) = session.ParseAndCheckInteraction(code);
        FSharpList<string> names = ListModule.OfSeq(island.Value.Item1.Split('.'));
        ToolTipText tip = checked_.GetToolTip(line, island.Value.Item2, text, names, FSharpTokenTag.Identifier, null);
        ToolTipElementData[] found = [.. tip.Item.OfType<ToolTipElement.Group>().SelectMany(group => group.elements)];
        if (found.Length == 0)
            return null;
        string declaration =
            string.Join("\n", found.Select(data => string.Concat(data.MainDescription.Select(part => part.Text))));
        string summary = string.Join("\n", found.Select(data => data.XmlDoc).OfType<FSharpXmlDoc.FromXmlText>()
            .SelectMany(doc => doc.Item.UnprocessedLines).Select(text => text.Trim()).Where(text => text.Length > 0));
        return Inspection.Of("fsharp", declaration, string.Empty, summary.Length == 0 ? [] : [summary]);
    }

    /// <summary>Line from 1, its text, and the column in it.</summary>
    private static (int Line, string Text, int Column) Place(string code, int position)
    {
        string before = code[..position];
        int start = before.LastIndexOf('\n') + 1;
        int end = code.IndexOf('\n', position);
        return (before.Count(letter => letter == '\n') + 1, code[start..(end < 0 ? code.Length : end)], position - start);
    }

    private static string Kind(DeclarationListItem item) => item.Kind switch
    {
        { IsMethod: true } => "function",
        { IsProperty: true } or { IsField: true } => "property",
        { IsEvent: true } => "event",
        _ => item.Glyph switch
        {
            { IsNameSpace: true } or { IsModule: true } => "module",
            { IsClass: true } or { IsStruct: true } or { IsInterface: true } or { IsUnion: true } or { IsEnum: true }
                or { IsType: true } => "class",
            { IsMethod: true } or { IsExtensionMethod: true } or { IsOverridenMethod: true } => "function",
            { IsVariable: true } => "instance",
            _ => "text",
        },
    };
}
