namespace RlTrainer.Reporting;

/// <summary>A rectangle on a canvas, pixels from its upper left corner.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">Width, above 0.</param>
/// <param name="Height">Height, above 0.</param>
internal readonly record struct SvgBox(double X, double Y, double Width, double Height)
{
    /// <summary>The same rectangle without so many pixels at every edge.</summary>
    public SvgBox Inside(double edge) => new(X + edge, Y + edge, Width - 2 * edge, Height - 2 * edge);
}
