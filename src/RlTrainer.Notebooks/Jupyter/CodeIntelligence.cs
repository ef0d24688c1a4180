using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>What a client asks about code that is being written: is it whole, how could it go on, what is this.</summary>
internal sealed class CodeIntelligence(ScriptEngine engine)
{
    /// <summary>is_complete_reply: complete, incomplete with the indentation of the next line, or invalid.</summary>
    public static JsonObject IsComplete(string code)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(code, CSharpSession.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
            return new JsonObject { ["status"] = "incomplete", ["indent"] = Indent(code) };
        bool isBroken = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return new JsonObject { ["status"] = isBroken ? "invalid" : "complete" };
    }

    /// <summary>complete_reply: the words that can stand at the cursor, which counts Unicode characters.</summary>
    public async Task<JsonObject> CompleteAsync(string code, int cursor)
    {
        int position = Units(code, cursor);
        CompletionList list = await engine.AskAsync(session => Completion.At(session, code, position)).ConfigureAwait(false);
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
        Inspection? found = await engine.AskAsync(session => Inspection.At(session, code, Units(code, cursor), detailLevel > 0)).ConfigureAwait(false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = found is not null,
            ["data"] = found is null ? new JsonObject() : new JsonObject { ["text/plain"] = found.Plain, ["text/markdown"] = found.Markdown },
            ["metadata"] = new JsonObject(),
        };
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

    private static string Indent(string code)
    {
        string last = code.Split('\n')[^1];
        string indent = last[..(last.Length - last.TrimStart().Length)];
        return last.TrimEnd().EndsWith('{') ? indent + "    " : indent;
    }
}
