namespace RlTrainer.Reporting;

/// <summary>The page's style sheet, in the colours of <see cref="FigureStyle"/>.</summary>
internal static class ReportStyle
{
    public static string Css { get; } = StyleSheet.Packed("report.css");
}
