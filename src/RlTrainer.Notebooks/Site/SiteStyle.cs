using RlTrainer.Files;
using RlTrainer.Reporting;

namespace RlTrainer.Notebooks.Site;

/// <summary>The look of the pages: a dark blue ground with blue, purple
/// and green accents, and a light variant that also prints.</summary>
internal static class SiteStyle
{
    /// <summary>The style sheet of every page, figures included.</summary>
    public static string Css { get; } = FigureStyle.Css
        + $":root[data-theme=\"dark\"] .rl-figure{{{FigureStyle.Dark}}}:root[data-theme=\"light\"] "
        + $".rl-figure{{{FigureStyle.Light}}}@media print{{:root[data-theme] .rl-figure{{{FigureStyle.Light}}}}}\n"
        + Text("site.css");

    /// <summary>Gives a plotly layout the page's colours.</summary>
    public static string PlotScript { get; } = Text("site-plots.js");

    /// <summary>Takes the theme that was chosen last, and the button that changes it.</summary>
    public static string Script { get; } = Text("site-theme.js");

    private static string Text(string name) => EmbeddedText.Read(typeof(SiteStyle).Assembly, name).TrimEnd('\n');
}
