namespace RlTrainer.Reporting;

/// <summary>
/// One page that needs nothing else: no network, under 3 MB. It follows the reader's light or dark setting and prints in light.
/// Where scripts may run, tables sort and figures enlarge; where they may not, nothing is missing. What does not fit is in
/// the CSV files beside it.
/// </summary>
internal static class HtmlReport
{
    /// <summary>No report is larger than this, bytes of UTF-8.</summary>
    public const int MostBytes = 3_000_000;

    private const string ContentsPlace = "<!--contents-->";

    /// <summary>Writes the page.</summary>
    /// <param name="content">The comparison and what was worked out beside it.</param>
    /// <returns>One HTML file's text, which loads nothing from elsewhere.</returns>
    /// <exception cref="InvalidOperationException">The page would be larger than <see cref="MostBytes"/>: draw fewer day
    /// charts or list fewer trades.</exception>
    public static string Of(ReportContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var html = new HtmlText();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" "
            + "content=\"width=device-width, initial-scale=1\"/>");
        html.Raw(ReportScript.Policy).Element("title", content.Title)
            .Raw($"<style>{FigureStyle.Css}{ReportStyle.Css}</style></head><body><main>");
        HeaderSection.Write(html, content);
        html.Raw(ContentsPlace);
        LivesSection.Write(html, content);
        HeadlineSection.Write(html, content);
        GateSection.Write(html, content);
        WarningsSection.Write(html, content);
        ComparisonSection.Write(html, content);
        MetricsSection.Write(html, content);
        PassSection.Write(html, content);
        FundedSection.Write(html, content);
        SelectionSection.Write(html, content);
        MonthsSection.Write(html, content);
        DrawdownsSection.Write(html, content);
        DistributionSection.Write(html, content);
        CounterfactualsSection.Write(html, content);
        DaysSection.Write(html, content);
        TradesSection.Write(html, content);
        AccountsSection.Write(html, content);
        AuditSection.Write(html, content);
        TrainingSection.Write(html, content);
        ProvenanceSection.Write(html, content);
        GlossarySection.Write(html);
        string page = html.Raw($"</main>{ReportScript.Element}</body></html>").ToString()
            .Replace(ContentsPlace, ContentsOf(html.Headings), StringComparison.Ordinal);
        int bytes = System.Text.Encoding.UTF8.GetByteCount(page);
        if (bytes > MostBytes)
            throw new InvalidOperationException(
                $"The report would have {bytes} bytes; expected at most {MostBytes}. Lower {nameof(ReportContent.DayCharts)} "
                + $"(was {content.DayCharts}) or {nameof(ReportContent.ListedTrades)} (was {content.ListedTrades}).");
        return page;
    }

    private static string ContentsOf(IReadOnlyList<string> headings) =>
        "<nav class=\"contents\" aria-label=\"Contents\"><ol>"
        + string.Concat(headings.Select(
            (heading, index) => $"<li><a href=\"#s{index + 1}\">{SvgCanvas.Escaped(heading)}</a></li>")) + "</ol></nav>";
}
