namespace RlTrainer.Reporting;

/// <summary>Names the series of a figure under its title.</summary>
internal static class Legend
{
    private const double RowHeight = 18, Left = 16, LetterWidth = 6.6, Sample = 26;

    /// <summary>How many rows the names take.</summary>
    public static int Rows(IReadOnlyList<string> names) => Places(names).Select(place => (int?)place.Row).Max() + 1 ?? 0;

    /// <summary>Height that the names take.</summary>
    public static double Height(IReadOnlyList<string> names) => Rows(names) * RowHeight;

    /// <summary>Draws a line sample and a name for every series; the first row stands at the given height.</summary>
    public static void Draw(SvgCanvas canvas, IReadOnlyList<string> names, double y)
    {
        foreach ((string name, int index, double x, int row) in Places(names))
        {
            double at = y + row * RowHeight;
            canvas.Line(x, at - 4, x + Sample - 6, at - 4, "rl-line " + SeriesClass(index));
            canvas.Text(x + Sample, at, name, "rl-value");
        }
    }

    /// <summary>Draws a filled sample and a name for every series, for figures of areas.</summary>
    public static void DrawFilled(SvgCanvas canvas, IReadOnlyList<string> names, double y)
    {
        foreach ((string name, int index, double x, int row) in Places(names))
        {
            double at = y + row * RowHeight;
            canvas.Rectangle(new(x, at - 10, 14, 11), FillClass(index));
            canvas.Text(x + Sample - 6, at, name, "rl-value");
        }
    }

    /// <summary>Fill of a series.</summary>
    public static string FillClass(int index) => "rl-f" + (index % FigureStyle.SeriesCount + 1);

    /// <summary>Colour and dash of a series.</summary>
    public static string SeriesClass(int index) => "rl-s" + (index % FigureStyle.SeriesCount + 1);

    private static IEnumerable<(string Name, int Index, double X, int Row)> Places(IReadOnlyList<string> names)
    {
        double x = Left;
        int row = 0;
        for (int index = 0; index < names.Count; index++)
        {
            double width = Sample + LetterWidth * names[index].Length + 18;
            if (x > Left && x + width > SvgCanvas.Width - 10) (x, row) = (Left, row + 1);
            yield return (names[index], index, x, row);
            x += width;
        }
    }
}
