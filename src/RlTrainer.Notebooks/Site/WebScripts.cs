namespace RlTrainer.Notebooks.Site;

/// <summary>The two scripts a page may use, as files npm brought; pages work without them and then say so.</summary>
/// <param name="PlotlyPath">plotly.js-finance-dist-min, or null when absent.</param>
/// <param name="MermaidPath">mermaid, or null when absent.</param>
public sealed record WebScripts(string? PlotlyPath, string? MermaidPath)
{
    /// <summary>What plotly is called where it is copied to.</summary>
    public const string PlotlyName = "plotly.min.js";

    /// <summary>What mermaid is called where it is copied to.</summary>
    public const string MermaidName = "mermaid.min.js";

    /// <summary>How to bring the scripts.</summary>
    public const string Remedy = "npm install --prefix artifacts/web plotly.js-finance-dist-min@4.1.0 mermaid@11.17.2";

    /// <summary>No scripts: diagrams are shown as their source, charts as their SVG.</summary>
    public static WebScripts None { get; } = new(null, null);

    /// <summary>Looks for artifacts/web/node_modules in this folder and in those above it.</summary>
    /// <param name="folder">Where to begin, e.g. the checkout.</param>
    /// <returns>The scripts' paths, null for each that is not there.</returns>
    public static WebScripts Find(string folder)
    {
        for (DirectoryInfo? place = new(System.IO.Path.GetFullPath(folder)); place is not null; place = place.Parent)
        {
            string modules = Path.Combine(place.FullName, "artifacts", "web", "node_modules");
            if (Directory.Exists(modules))
                return new WebScripts(
                    Existing(modules, "plotly.js-finance-dist-min", "plotly-finance.min.js"),
                    Existing(modules, "mermaid", "dist", "mermaid.min.js"));
        }

        return None;
    }

    private static string? Existing(params string[] parts) => File.Exists(Path.Combine(parts)) ? Path.Combine(parts) : null;
}
