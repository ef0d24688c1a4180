namespace RlTrainer.Notebooks.Documents;

/// <summary>The languages a cell can be written in, by the names .NET Interactive gave them.</summary>
public static class CellLanguages
{
    /// <summary>C# script, the language of a cell that names none.</summary>
    public const string CSharp = "csharp";

    /// <summary>F# script.</summary>
    public const string FSharp = "fsharp";

    /// <summary>HTML shown as it stands.</summary>
    public const string Html = "html";

    /// <summary>JavaScript run by the viewer.</summary>
    public const string JavaScript = "javascript";

    /// <summary>Markdown shown rendered.</summary>
    public const string Markdown = "markdown";

    /// <summary>A mermaid diagram.</summary>
    public const string Mermaid = "mermaid";

    /// <summary>Text kept as a shared value.</summary>
    public const string Value = "value";

    /// <summary>All known languages, in the order messages list them.</summary>
    public static IReadOnlyList<string> All { get; } = [CSharp, FSharp, Html, JavaScript, Markdown, Mermaid, Value];

    /// <summary>The known name for a name or usual short form (C#, c#, .net-csharp, js), or null when there is none.</summary>
    /// <param name="name">A language as a cell, a file or a person writes it; case and surrounding blanks do not
    /// matter.</param>
    /// <returns>One of the names of this class, or null.</returns>
    public static string? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToLowerInvariant() switch
        {
            "csharp" or "c#" or "cs" or ".net-csharp" or "polyglot-notebook" or "dotnet-interactive"
                or "dotnet-interactive.csharp" => CSharp,
            "fsharp" or "f#" or "fs" or ".net-fsharp" or "dotnet-interactive.fsharp" => FSharp,
            "html" or "dotnet-interactive.html" => Html,
            "javascript" or "js" or "dotnet-interactive.javascript" => JavaScript,
            "markdown" or "md" => Markdown,
            "mermaid" => Mermaid,
            "value" => Value,
            _ => null,
        };
    }
}
