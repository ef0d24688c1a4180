using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>What a client asks about code that is being written: is it whole, how could it go on, what is this.</summary>
internal sealed class CodeIntelligence(ScriptEngine engine)
{
    /// <summary>is_complete_reply: complete, incomplete with the indentation of the next line, or invalid; unknown for other
    /// languages than C#.</summary>
    public static JsonObject IsComplete(string code)
    {
        if (LanguageAt(code, code.Length) is not CellLanguages.CSharp)
            return new JsonObject { ["status"] = "unknown" };
        SyntaxTree tree = CSharpSyntaxTree.ParseText(Completion.Blanked(code), CSharpSession.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree) || EndsInRawText(tree))
            return new JsonObject { ["status"] = "incomplete", ["indent"] = Indent(code) };
        bool isBroken = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new JsonObject { ["status"] = isBroken ? "invalid" : "complete" };
    }

    /// <summary>complete_reply: the words that can stand at the cursor, which counts Unicode characters.</summary>
    public async Task<JsonObject> CompleteAsync(string code, int cursor)
    {
        int position = Units(code, cursor);
        CompletionList list = Completion.OfCommand(code, position)
            ?? await engine.AskAsync((csharp, fsharp) => LanguageAt(code, position) switch
        {
            CellLanguages.CSharp => Completion.At(csharp, Only(CellLanguages.CSharp, code), position),
            CellLanguages.FSharp => fsharp.Complete(Completion.Blanked(Only(CellLanguages.FSharp, code)), position),
            _ => new CompletionList(position, []),
        }).ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. list.Items.Select(item => JsonValue.Create(item.Text))]),
            ["cursor_start"] = Characters(code, list.Start),
            ["cursor_end"] = cursor,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray([.. list.Items.Select(item => new JsonObject
                {
                    ["text"] = item.Text,
                    ["type"] = item.Kind,
                    ["start"] = Characters(code, list.Start),
                    ["end"] = cursor,
                })]),
            },
        };
    }

    /// <summary>inspect_reply: the declaration and documentation of what stands at the cursor.</summary>
    public async Task<JsonObject> InspectAsync(string code, int cursor, int detailLevel)
    {
        int position = Units(code, cursor);
        Inspection? found = await engine.AskAsync((csharp, fsharp) => LanguageAt(code, position) switch
        {
            CellLanguages.CSharp => Inspection.At(csharp, Only(CellLanguages.CSharp, code), position, detailLevel > 0),
            CellLanguages.FSharp => fsharp.Inspect(Completion.Blanked(Only(CellLanguages.FSharp, code)), position),
            _ => null,
        }).ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? new JsonObject()
                : new JsonObject { ["text/plain"] = found.Plain, ["text/markdown"] = found.Markdown },
            ["metadata"] = new JsonObject(),
        };
    }

    /// <summary>The language of the position's line: that of the last line before it that names one.</summary>
    private static string LanguageAt(string code, int position) => Languages(code[..position]).Last().Language;

    /// <summary>The code with the lines of other languages blank, so that positions hold.</summary>
    private static string Only(string language, string code) =>
        string.Join("\n", Languages(code)
            .Select(line => line.Language == language ? line.Text : new string(' ', line.Text.Length)));

    private static IEnumerable<(string Text, string Language)> Languages(string code)
    {
        string language = CellLanguages.CSharp;
        foreach (string line in code.Split('\n'))
        {
            string word = line.Trim().Split(' ')[0];
            if (word.StartsWith("#!", StringComparison.Ordinal) && CellLanguages.Find(word[2..]) is { } named)
                language = named;
            yield return (line, language);
        }
    }

    /// <summary>Cursors count Unicode characters, .NET counts UTF-16 units.</summary>
    private static int Units(string code, int characters)
    {
        int unit = 0;
        for (int counted = 0; counted < characters && unit < code.Length; counted++)
            unit += char.IsHighSurrogate(code[unit]) && unit + 1 < code.Length ? 2 : 1;
        return unit;
    }

    private static int Characters(string code, int units)
    {
        int characters = 0;
        for (int unit = 0; unit < units; characters++)
            unit += char.IsHighSurrogate(code[unit]) && unit + 1 < code.Length ? 2 : 1;
        return characters;
    }

    /// <summary>A raw text ("""…) that is still open at the end of the code goes on in the next line; CS8997 and CS9004 are
    /// its errors.</summary>
    private static bool EndsInRawText(SyntaxTree tree) => tree.GetDiagnostics().Any(diagnostic =>
        diagnostic.Id is "CS8997" or "CS9004" or "CS8996" && diagnostic.Severity == DiagnosticSeverity.Error);

    private static string Indent(string code)
    {
        string last = code.Split('\n')[^1];
        string indent = last[..(last.Length - last.TrimStart().Length)];
        return last.TrimEnd().EndsWith('{') ? indent + "    " : indent;
    }
}
