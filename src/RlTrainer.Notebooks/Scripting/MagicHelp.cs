using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>What #!lsmagic, #!about and #!connect say.</summary>
internal static class MagicHelp
{
    /// <summary>Every command with what it does, in order of name.</summary>
    public static IReadOnlyDictionary<string, string> Commands { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["#!about"] = "the program, its version and languages",
            ["#!connect"] = "says what can be connected; SQL over files is a recipe of notebook 09",
            ["#!import"] = "#!import PATH runs the cells of a notebook or a script",
            ["#!lsmagic"] = "this list",
            ["#!set"] = "#!set --name NAME --value @LANGUAGE:NAME declares a variable with another language's value",
            ["#!share"] = "#!share --from LANGUAGE NAME [--as NAME] copies a variable",
            ["#!sql"] = "the text below is given to the C# variable 'sql', a Func<string, object>; its answer is shown",
            ["#!time"] = "shows the cell's wall time",
            ["#!value"] = "#!value --name NAME [--from-file PATH] keeps a text",
            ["#!who"] = "names of the C# variables",
            ["#!whos"] = "the C# variables with type and value",
        };

    /// <summary>The commands and languages as a table.</summary>
    /// <returns>HTML with the same lines as plain text.</returns>
    public static MimeBundle List()
    {
        (string Name, string Does)[] rows =
        [
            .. Commands.Select(command => (command.Key, command.Value)),
            .. CellLanguages.All.Where(language => language != CellLanguages.Value)
                .Select(language => ("#!" + language, "the lines below are of this language")),
            ("#r", "#r \"FILE.dll\" or #r \"nuget: NAME, VERSION\" references a library"),
            ("#load", "#load \"FILE.csx\" runs a script file"),
        ];
        var html = new StringBuilder("<table><thead><tr><th>command</th><th>what it does</th></tr></thead><tbody>");
        foreach ((string name, string does) in rows)
            html.Append($"<tr><td><code>{name}</code></td><td>{WebUtility.HtmlEncode(does)}</td></tr>");
        string plain = string.Join("\n", rows.Select(row => $"{row.Name,-14}{row.Does}"));
        return MimeBundle.Of(MimeBundle.Html, html.Append("</tbody></table>").ToString(), plain);
    }

    /// <summary>Which program runs the cells.</summary>
    /// <param name="folder">The notebook's folder.</param>
    /// <returns>One fact a line.</returns>
    public static MimeBundle About(string folder) => MimeBundle.OfPlain(string.Join("\n",
        $"RlTrainer {typeof(MagicHelp).Assembly.GetName().Version?.ToString(3)}, a notebook engine and Jupyter kernel for C#",
        $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}",
        $"C# {LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString()} "
            + $"by Roslyn {VersionOf<CSharpSyntaxTree>()}, "
            + $"F# by FSharp.Compiler.Service {VersionOf<FSharp.Compiler.Interactive.Shell.FsiEvaluationSession>()}",
        $"folder {folder}",
        "commands: #!lsmagic"));

    private static string? VersionOf<T>() => typeof(T).Assembly.GetName().Version?.ToString(3);

    /// <summary>The answer to #!connect: nothing can be connected, so whoever asks for something by name is refused.</summary>
    /// <param name="step">The command as written.</param>
    /// <returns>What there is instead.</returns>
    /// <exception cref="CellException">Something was asked for by name.</exception>
    public static MimeBundle Connect(MagicStep step)
    {
        const string Instead = "This kernel connects to no other kernel. SQL over CSV and Parquet is a recipe in notebook 09 "
            + "(DuckDB by #r, then #!sql); other languages are #!fsharp, #!html, #!javascript and #!mermaid.";
        return step.Arguments.Count == 0
            ? MimeBundle.OfPlain(Instead)
            : throw new CellException(
                "MagicError", $"#!connect {string.Join(' ', step.Arguments)}: cannot be done here. {Instead}", step.Line);
    }
}
