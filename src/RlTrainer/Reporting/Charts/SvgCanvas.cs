using System.Text;

namespace RlTrainer.Reporting;

/// <summary>Writes the elements of one svg figure; coordinates are
/// pixels of an 800-pixel-wide drawing, from the top left.</summary>
internal sealed class SvgCanvas
{
    public const double Width = 800;

    private readonly StringBuilder _svg = new();

    public SvgCanvas(double height, string title, string description)
    {
        _svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rl-figure\" role=\"img\" viewBox=\"0 0 800 ")
            .Append(Plain(height))
            .Append("\" width=\"800\" height=\"").Append(Plain(height)).Append("\"><title>").Append(Escaped(title))
                .Append("</title><desc>")
            .Append(Escaped(description)).Append("</desc>\n");
        Rectangle(new(0, 0, Width, height), "rl-ground", corner: 8);
        Text(16, 24, title, "rl-title");
    }

    public void Line(double x1, double y1, double x2, double y2, string style) => _svg
        .Append("<line x1=\"").Append(Plain(x1)).Append("\" y1=\"").Append(Plain(y1)).Append("\" x2=\"").Append(Plain(x2))
            .Append("\" y2=\"").Append(Plain(y2))
        .Append("\" class=\"").Append(style).Append("\"/>\n");

    public void Rectangle(in SvgBox box, string style, string? hint = null, double corner = 0, double opacity = 1)
    {
        _svg.Append("<rect x=\"").Append(Plain(box.X)).Append("\" y=\"").Append(Plain(box.Y)).Append("\" width=\"")
            .Append(Plain(box.Width))
            .Append("\" height=\"").Append(Plain(box.Height)).Append("\" class=\"").Append(style).Append('"');
        if (corner > 0) _svg.Append(" rx=\"").Append(Plain(corner)).Append('"');
        if (opacity < 1) _svg.Append(" fill-opacity=\"").Append(Plain(opacity)).Append('"');
        Closed("rect", hint);
    }

    public void Path(string data, string style, string? hint = null)
    {
        _svg.Append("<path d=\"").Append(data).Append("\" class=\"").Append(style).Append('"');
        Closed("path", hint);
    }

    public void Circle(double x, double y, double radius, string style, string? hint = null)
    {
        _svg.Append("<circle cx=\"").Append(Plain(x)).Append("\" cy=\"").Append(Plain(y)).Append("\" r=\"").Append(Plain(radius))
            .Append("\" class=\"").Append(style).Append('"');
        Closed("circle", hint);
    }

    /// <summary>A text; anchor is start, middle or end.</summary>
    public void Text(double x, double y, string text, string style, string anchor = "start", bool isUpright = false)
    {
        _svg.Append("<text x=\"").Append(Plain(x)).Append("\" y=\"").Append(Plain(y)).Append("\" class=\"").Append(style)
            .Append('"');
        if (anchor != "start") _svg.Append(" text-anchor=\"").Append(anchor).Append('"');
        if (isUpright) _svg.Append(" transform=\"rotate(-90 ").Append(Plain(x)).Append(' ').Append(Plain(y)).Append(")\"");
        _svg.Append('>').Append(Escaped(text)).Append("</text>\n");
    }

    public override string ToString() => _svg + "</svg>";

    public static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    public static string Plain(double value) => NumberText.Plain(value, 1);

    private void Closed(string element, string? hint)
    {
        if (hint is null) _svg.Append("/>\n");
        else _svg.Append("><title>").Append(Escaped(hint)).Append("</title></").Append(element).Append(">\n");
    }
}
