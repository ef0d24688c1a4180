namespace RlTrainer.Reporting;

/// <summary>One drawn figure. It scales with its place and follows the reader's light or dark setting; print is light.</summary>
/// <param name="Title">What it shows, in words.</param>
/// <param name="Inline">The svg element without its style sheet, for pages that carry <see cref="FigureStyle.Css"/> once.</param>
/// <param name="PlotlyJson">The same data for plotly (data and layout); null where a figure has no such form.</param>
public sealed record SvgFigure(string Title, string Inline, string? PlotlyJson = null)
{
    /// <summary>The whole figure with its style sheet: a file of its own, or a notebook's output.</summary>
    public string Svg
    {
        get
        {
            int content = Inline.IndexOf('>', StringComparison.Ordinal) + 1;
            return $"{Inline[..content]}<style>{FigureStyle.Css}</style>{Inline[content..]}";
        }
    }
}
