namespace RlTrainer.Reporting;

/// <summary>A grid of signed amounts: the stronger the colour, the
/// larger the amount; every cell also writes its number.</summary>
internal static class HeatMap
{
    private const double RowHeight = 30, Top = 66;

    /// <summary>Draws a grid.</summary>
    /// <param name="title">What is shown, with its unit.</param>
    /// <param name="rows">Names of the rows.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="cells">[rows × columns], row by row; null where there is nothing.</param>
    /// <param name="label">Writes an amount.</param>
    /// <exception cref="ArgumentException">The cells do not fill the grid.</exception>
    public static SvgFigure Of(
        string title, IReadOnlyList<string> rows, IReadOnlyList<string> columns, IReadOnlyList<double?> cells,
        Func<double, string> label)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(label);
        if (cells.Count != rows.Count * columns.Count)
            throw new ArgumentException(
                $"A heat map of {rows.Count} rows and {columns.Count} columns had {cells.Count} cells; expected "
                + $"{rows.Count * columns.Count}.");
        var canvas = new SvgCanvas(Top + Math.Max(1, rows.Count) * RowHeight + 16, title, title + " as a grid.");
        if (cells.Count == 0)
        {
            canvas.Text(400, Top + 8, "Nothing to draw: there were no trades.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        double left = 108, width = (SvgCanvas.Width - left - 20) / columns.Count;
        double largest = Math.Max(1e-12, cells.Max(cell => Math.Abs(cell ?? 0)));
        for (int column = 0; column < columns.Count; column++)
            canvas.Text(left + (column + 0.5) * width, Top - 8, columns[column], "rl-label rl-small", "middle");
        for (int row = 0; row < rows.Count; row++)
        {
            canvas.Text(left - 10, Top + row * RowHeight + 19, rows[row], "rl-label", "end");
            for (int column = 0; column < columns.Count; column++)
            {
                var box = new SvgBox(left + column * width, Top + row * RowHeight, width, RowHeight);
                DrawCell(canvas, box, cells[row * columns.Count + column], largest, $"{rows[row]}, {columns[column]}", label);
            }
        }
        return new SvgFigure(title, canvas.ToString());
    }

    private static void DrawCell(
        SvgCanvas canvas, in SvgBox box, double? cell, double largest, string place, Func<double, string> label)
    {
        canvas.Rectangle(box, "rl-heat-zero rl-cell");
        if (cell is not { } amount) return;
        string style = amount < 0 ? "rl-loss" : "rl-gain";
        canvas.Rectangle(box.Inside(1), style, $"{place}: {label(amount)}", opacity: 0.12 + 0.55 * Math.Abs(amount) / largest);
        canvas.Text(box.X + box.Width / 2, box.Y + 19, label(amount), "rl-value rl-small", "middle");
    }
}
