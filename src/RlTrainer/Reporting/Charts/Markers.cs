namespace RlTrainer.Reporting;

/// <summary>Shapes of the marks: a gain is a filled disc, a loss a
/// cross, an entry a triangle that points with the trade.</summary>
internal static class Markers
{
    public static string Cross(double x, double y, double size = 4.5) =>
        $"M{P(x - size)} {P(y - size)}L{P(x + size)} {P(y + size)}M{P(x - size)} {P(y + size)}L{P(x + size)} {P(y - size)}";

    public static string TriangleUp(double x, double y, double size = 6) =>
        $"M{P(x)} {P(y - size)}L{P(x + size)} {P(y + size * 0.8)}L{P(x - size)} {P(y + size * 0.8)}Z";

    public static string TriangleDown(double x, double y, double size = 6) =>
        $"M{P(x)} {P(y + size)}L{P(x + size)} {P(y - size * 0.8)}L{P(x - size)} {P(y - size * 0.8)}Z";

    private static string P(double value) => SvgCanvas.Plain(value);
}
