using System.Net;
using System.Text;
using RlTrainer.Files;
using RlTrainer.Reporting;

namespace RlTrainer.Lab.Serving;

/// <summary>The program's own pages: a frame, and what stands in it. Scripts and styles are files; nothing is inline.</summary>
internal static class LabPages
{
    private static readonly string[] Assets =
        ["lab.css", "theme.js", "lab.js", "chart.js", "candles.js", "runs.js", "replay.js", "report.js"];

    private static readonly (string Name, string Title)[] Places =
        [("home", "Start"), ("runs", "Runs"), ("notebooks", "Notebooks")];

    /// <summary>A page by its name.</summary>
    public static string Html(string name)
    {
        string own = Text($"{name}.html");
        if (name == "login") return own;
        string title = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        return Text("frame.html").Replace("{{title}}", title, StringComparison.Ordinal)
            .Replace("{{places}}", Navigation(name), StringComparison.Ordinal)
            .Replace("{{script}}", name == "home" ? "" : $"<script type=\"module\" src=\"/assets/{name}.js\"></script>",
                StringComparison.Ordinal)
            .Replace("{{body}}", own, StringComparison.Ordinal);
    }

    /// <summary>The first page.</summary>
    /// <param name="notebooks">File and title of each notebook of the site.</param>
    public static string Home(IEnumerable<(string File, string Title)> notebooks)
    {
        var list = new StringBuilder();
        foreach ((string file, string title) in notebooks)
            list.Append("<li><a href=\"/notebooks/").Append(Uri.EscapeDataString(file)).Append("\">")
                .Append(WebUtility.HtmlEncode(title)).Append("</a></li>\n");
        return Html("home").Replace("{{notebooks}}", list.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A script or style.</summary>
    /// <exception cref="LabFault">There is none of that name.</exception>
    public static string Asset(string name) => name == "palette.css" ? Palette
        : Assets.Contains(name) ? Text(name) : throw new LabFault(404, "There is no such file.");

    /// <summary>The project's colours by the reader's choice, or else by that of the system.</summary>
    private static string Palette { get; } = FigureStyle.Css
        + $":root[data-theme=dark]{{{FigureStyle.Dark}color-scheme:dark}}"
        + $":root[data-theme=light]{{{FigureStyle.Light}color-scheme:light}}";

    private static string Navigation(string here) => string.Concat(Places.Select(place =>
        $"<a href=\"/{place.Name}\"{(place.Name == here ? " aria-current=\"page\"" : "")}>{place.Title}</a>\n"));

    private static string Text(string name) => EmbeddedText.Read(typeof(LabPages).Assembly, "lab." + name);
}
