using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>Figures as SVG, which every viewer shows, with the same data for plotly where a figure has that form.</summary>
internal static class FigureFormatters
{
    public static void Register() => Formatters.Add<SvgFigure>(
        (Formatters.Svg, figure => figure.Svg),
        (Formatters.Plotly, figure => figure.PlotlyJson ?? ""),
        (Formatters.Plain, figure => $"[figure] {figure.Title}"));
}
