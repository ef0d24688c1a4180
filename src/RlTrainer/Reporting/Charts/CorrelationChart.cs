using RlTrainer.Features;

namespace RlTrainer.Reporting;

/// <summary>The correlation of every pair of features as a square: blue
/// moves together, orange apart; the stronger, the fuller.</summary>
public static class CorrelationChart
{
    private const double Left = 132, Top = 184, Widest = 40, NumbersFrom = 26;

    /// <summary>Draws the square; where the cells are large enough, each writes its number.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="summary">The features with their correlations.</param>
    /// <returns>The drawing, features by features.</returns>
    public static SvgFigure Of(string title, FeatureSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(title);
        int count = summary.Features.Count;
        double cell = Math.Min(Widest, (SvgCanvas.Width - Left - 20) / count);
        string style = cell < 14 ? "rl-label rl-small" : "rl-label";
        var canvas = new SvgCanvas(Top + count * cell + 16, title, $"Correlations of {count} features.");
        canvas.Rectangle(new(16, 36, 12, 12), "rl-gain", corner: 2, opacity: 0.9);
        canvas.Text(34, 46, "move together (1)", "rl-value");
        canvas.Rectangle(new(160, 36, 12, 12), "rl-loss", corner: 2, opacity: 0.9);
        canvas.Text(178, 46, "move apart (−1)", "rl-value");
        for (int row = 0; row < count; row++)
        {
            canvas.Text(Left - 8, Top + (row + 0.5) * cell + 4, summary.Features[row].Name, style, "end");
            canvas.Text(Left + (row + 0.5) * cell + 4, Top - 8, summary.Features[row].Name, style, isUpright: true);
            for (int column = 0; column < count; column++) DrawCell(canvas, summary, row, column, cell);
        }
        return new SvgFigure(title, canvas.ToString());
    }

    private static void DrawCell(SvgCanvas canvas, FeatureSummary summary, int row, int column, double cell)
    {
        double correlation = summary.Correlations[row, column], x = Left + column * cell, y = Top + row * cell;
        string hint = $"{summary.Features[row].Name}, {summary.Features[column].Name}: {NumberText.Number(correlation)}";
        canvas.Rectangle(new(x + 0.5, y + 0.5, cell - 1, cell - 1), "rl-heat-zero");
        canvas.Rectangle(new(x + 0.5, y + 0.5, cell - 1, cell - 1), correlation < 0 ? "rl-loss" : "rl-gain", hint,
            opacity: Math.Min(0.95, Math.Abs(correlation)));
        if (cell >= NumbersFrom && row != column)
            canvas.Text(x + cell / 2, y + cell / 2 + 4, NumberText.Number(correlation, 1), "rl-value rl-small", "middle");
    }
}
