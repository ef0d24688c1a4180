using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>Figures as SVG, which every viewer shows, with the same data for plotly where a figure has that form.</summary>
internal static class FigureFormatters
{
    public const string Svg = "image/svg+xml";
    public const string Plotly = "application/vnd.plotly.v1+json";

    public static void Register() => Formatters.Add<SvgFigure>(
        (Svg, figure => figure.Svg),
        (Plotly, figure => figure.PlotlyJson ?? ""),
        ("text/plain", figure => $"[figure] {figure.Title}"));
}
