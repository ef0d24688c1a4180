namespace RlTrainer.Reporting;

/// <summary>Curves of the training.</summary>
internal static class TrainingSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        if (content.TrainingFigures.Count == 0) return;
        html.Element("h2", "Training");
        foreach (SvgFigure figure in content.TrainingFigures) html.Figure(figure);
    }
}
