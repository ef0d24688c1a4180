using RlTrainer.Values;

namespace RlTrainer.Reporting;

/// <summary>One named line of a figure.</summary>
/// <param name="Name">Its name in the legend.</param>
/// <param name="X">[points] horizontal values, ascending.</param>
/// <param name="Y">[points] vertical values; NaN leaves a gap.</param>
public sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>
    /// At most so many points that look the same: of every group of neighbours the lowest and the highest stay, so that no
    /// extreme is lost; the first and the last point stay too.
    /// </summary>
    /// <param name="points">At least 4.</param>
    /// <returns>This curve where it is short enough, else a new one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 4 points are asked for.</exception>
    public Curve Thinned(int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 4);
        if (X.Count <= points) return this;
        int groups = (points - 2) / 2;
        var kept = new SortedSet<int> { 0, X.Count - 1 };
        for (int group = 0; group < groups; group++)
        {
            int first = (int)((long)group * X.Count / groups), end = (int)((long)(group + 1) * X.Count / groups);
            int lowest = first, highest = first;
            for (int index = first; index < end; index++)
            {
                if (Y[index] < Y[lowest]) lowest = index;
                if (Y[index] > Y[highest]) highest = index;
            }
            kept.Add(lowest);
            kept.Add(highest);
        }
        return new Curve(Name, [.. kept.Select(index => X[index])], [.. kept.Select(index => Y[index])]);
    }

    internal string Path(AxisScale across, AxisScale up)
    {
        var path = new System.Text.StringBuilder();
        bool isDown = false;
        for (int index = 0; index < X.Count; index++)
        {
            if (double.IsNaN(Y[index]))
            {
                isDown = false;
                continue;
            }
            path.Append(isDown ? 'L' : 'M').Append(SvgCanvas.Plain(across.Pixel(X[index]))).Append(' ')
                .Append(SvgCanvas.Plain(up.Pixel(Y[index])));
            isDown = true;
        }
        return path.ToString();
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
