using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>The commands that begin with #!, and the languages whose text is only shown.</summary>
internal sealed class MagicCommands(
    IReadOnlyDictionary<string, ILanguageSession> sessions, Func<string, string, CellContext, Task> runCell, string folder)
{
    private static readonly JsonSerializerOptions ScriptJson = new() { WriteIndented = false };
    private readonly SortedDictionary<string, string> _scriptValues = new(StringComparer.Ordinal);
    private MagicStep? _openValue;

    /// <summary>Runs one command.</summary>
    public async Task RunAsync(MagicStep step, CellContext cell)
    {
        switch (step.Name)
        {
            case "#!who":
                cell.Display(MimeBundle.OfPlain(
                    string.Join(", ", sessions[CellLanguages.CSharp].Variables.Select(variable => variable.Name))));
                break;
            case "#!whos":
                ShowVariables(cell);
                break;
            case "#!lsmagic":
                cell.Display(MagicHelp.List());
                break;
            case "#!about":
                cell.Display(MagicHelp.About(folder));
                break;
            case "#!connect":
                cell.Display(MagicHelp.Connect(step));
                break;
            case "#!sql":
                _ = Query(step.Line);
                break;
            case "#!value":
                await OpenValueAsync(step, cell).ConfigureAwait(false);
                break;
            case "#!set":
                await SetAsync(step, cell).ConfigureAwait(false);
                break;
            case "#!share":
                await ShareAsync(step, cell).ConfigureAwait(false);
                break;
            case "#!import":
                await ImportAsync(step, cell).ConfigureAwait(false);
                break;
            default:
                throw new CellException("MagicError", $"The command '{step.Name}' has no meaning here.", step.Line);
        }
    }

    /// <summary>Whether this text belongs to a #!value line before it; if so, how to store it.</summary>
    public bool TakesText(CodeStep code, [NotNullWhen(true)] out Func<Task>? give)
    {
        give = null;
        if (_openValue is not { } opened || code.Language != CellLanguages.Value)
            return false;
        _openValue = null;
        string name = opened.Required("--name", "#!value --name NAME");
        give = () => sessions[CellLanguages.Value].SetAsync(name, code.Source.Trim('\n'), null!);
        return true;
    }

    /// <summary>Runs a query by the C# variable 'sql'.</summary>
    /// <param name="code">The text under #!sql.</param>
    /// <returns>The variable's answer, to be shown.</returns>
    /// <exception cref="CellException">There is no such variable, or it takes no text.</exception>
    public Evaluated RunQuery(CodeStep code) => new(true, Query(code.Line)(code.Source.Trim('\n')), code.Line);

    /// <summary>Displays the text of a language that is not run here.</summary>
    public void ShowText(CodeStep code, CellContext cell)
    {
        string text = code.Source.Trim('\n');
        MimeBundle shown = code.Language switch
        {
            CellLanguages.Html => MimeBundle.Of(MimeBundle.Html, text, text),
            CellLanguages.Markdown => MimeBundle.Of(MimeBundle.Markdown, text, text),
            CellLanguages.JavaScript => MimeBundle.Of(MimeBundle.Html, Script(text), text),
            CellLanguages.Mermaid => new MimeBundle([
                new("text/vnd.mermaid", text),
                new(MimeBundle.Html, $"<pre class=\"mermaid\">{System.Net.WebUtility.HtmlEncode(text)}</pre>"),
                new(MimeBundle.Plain, text)]),
            _ => throw new CellException("LanguageError", $"This program cannot run '{code.Language}' cells.", code.Line),
        };
        cell.Display(shown);
    }

    private Func<string, object?> Query(int line) =>
        sessions[CellLanguages.CSharp].Variables
            .FirstOrDefault(variable => variable.Name == "sql")?.Value as Func<string, object?>
            ?? throw new CellException("MagicError",
                "#!sql: no C# variable 'sql' of type Func<string, object> runs queries yet. "
                + "The recipe of notebook 09 makes one with DuckDB.", line);

    private string Script(string text)
    {
        var script = new StringBuilder("<script type=\"text/javascript\">\n(function () {\n");
        foreach (var (name, json) in _scriptValues)
            script.Append(CultureInfo.InvariantCulture, $"const {name} = {json};\n");
        return script.Append(text).Append("\n})();\n</script>").ToString();
    }

    private void ShowVariables(CellContext cell)
    {
        var rows = sessions[CellLanguages.CSharp].Variables;
        static string Value(ScriptVariable variable)
        {
            string text = variable.Value.ToDisplayString(MimeBundle.Plain);
            return text.Length <= 200 ? text : text[..200] + " …";
        }

        var html = new StringBuilder("<table><thead><tr><th>name</th><th>type</th><th>value</th></tr></thead><tbody>");
        foreach (ScriptVariable row in rows)
        {
            html.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{row.Name}</td><td>{System.Net.WebUtility.HtmlEncode(TypeNames.Readable(row.Type))}</td><td><pre>"
                + $"{System.Net.WebUtility.HtmlEncode(Value(row))}</pre></td></tr>");
        }

        cell.Display(MimeBundle.Of(MimeBundle.Html, html.Append("</tbody></table>").ToString(),
            string.Join("\n", rows.Select(row => $"{row.Name}: {TypeNames.Readable(row.Type)} = {Value(row)}"))));
    }

    private async Task OpenValueAsync(MagicStep step, CellContext cell)
    {
        string name = step.Required("--name", "#!value --name NAME [--from-file PATH]");
        if (step.Option("--from-file") is not { } file)
        {
            _openValue = step;
            return;
        }

        string path = Path.GetFullPath(Path.Combine(folder, file));
        if (!File.Exists(path))
            throw new CellException("MagicError", $"#!value: there is no file {path}.", step.Line);
        await sessions[CellLanguages.Value].SetAsync(
            name, await File.ReadAllTextAsync(path, cell.Cancellation).ConfigureAwait(false), cell).ConfigureAwait(false);
    }

    private async Task SetAsync(MagicStep step, CellContext cell)
    {
        const string Usage = "#!set --name NAME --value @LANGUAGE:NAME, or --value TEXT";
        string name = step.Required("--name", Usage);
        string text = step.Required("--value", Usage);
        object? value = text;
        if (text.StartsWith("@input", StringComparison.Ordinal) || text.StartsWith("@password", StringComparison.Ordinal))
            value = cell.Outputs.ReadLine(
                text.Contains(':', StringComparison.Ordinal) ? text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..] : name,
                text.StartsWith("@password", StringComparison.Ordinal));
        else if (text.StartsWith('@') && text.Split(':', 2) is [var from, var variable])
            value = Read(from[1..], variable, step);
        await StoreAsync(step.Language, name, value, step, cell).ConfigureAwait(false);
    }

    private async Task ShareAsync(MagicStep step, CellContext cell)
    {
        const string Usage = "#!share --from LANGUAGE NAME [--as NAME] [--to LANGUAGE]";
        string from = step.Required("--from", Usage);
        string[] optionValues = [from, step.Option("--as") ?? string.Empty, step.Option("--to") ?? string.Empty];
        string name = step.Arguments.FirstOrDefault(
            word => !word.StartsWith("--", StringComparison.Ordinal) && !optionValues.Contains(word))
            ?? throw new CellException("MagicError", $"#!share names no variable; usage: {Usage}", step.Line);
        await StoreAsync(step.Option("--to") ?? step.Language, step.Option("--as") ?? name, Read(from, name, step), step, cell)
            .ConfigureAwait(false);
    }

    private object? Read(string language, string name, MagicStep step)
    {
        string? known = CellLanguages.Find(language);
        if (known is null || !sessions.TryGetValue(known, out ILanguageSession? session))
            throw new CellException(
                "MagicError", $"{step.Name}: no values can be read from '{language}'; known are "
                + $"{string.Join(", ", sessions.Keys)}.", step.Line);
        ScriptVariable[] found = [.. session.Variables.Where(variable => variable.Name == name)];
        if (found.Length > 0) return found[0].Value;
        string names = session.Variables.Count == 0 ? "none"
            : string.Join(", ", session.Variables.Select(variable => variable.Name));
        throw new CellException(
            "MagicError", $"{step.Name}: {known} has no variable '{name}'; it has {names}.", step.Line);
    }

    private async Task StoreAsync(string language, string name, object? value, MagicStep step, CellContext cell)
    {
        if (language == CellLanguages.JavaScript)
            _scriptValues[name] = JsonSerializer.Serialize(value, ScriptJson);
        else if (sessions.TryGetValue(language, out ILanguageSession? session))
            await session.SetAsync(name, value, cell).ConfigureAwait(false);
        else
            throw new CellException(
                "MagicError", $"{step.Name}: no values can be given to '{language}'; known are "
                + $"{string.Join(", ", sessions.Keys)}, javascript.", step.Line);
    }

    private async Task ImportAsync(MagicStep step, CellContext cell)
    {
        string file = step.Arguments.Count > 0 ? step.Arguments[0]
            : throw new CellException("MagicError", "#!import names no file; usage: #!import PATH", step.Line);
        string path = Path.GetFullPath(Path.Combine(folder, file));
        if (!File.Exists(path))
            throw new CellException("MagicError", $"#!import: there is no file {path}.", step.Line);
        if (Path.GetExtension(path) is not (".ipynb" or ".dib"))
        {
            await runCell(await File.ReadAllTextAsync(path, cell.Cancellation).ConfigureAwait(false), CellLanguages.CSharp, cell)
                .ConfigureAwait(false);
            return;
        }

        foreach (NotebookCell imported in NotebookDocument.Read(path).Cells.Where(imported => imported.Kind == CellKind.Code))
            await runCell(imported.Source, imported.Language, cell).ConfigureAwait(false);
    }
}
