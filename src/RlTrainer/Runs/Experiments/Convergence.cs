using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>
/// When a run had converged: the first evaluation from which its validation reward stays within 5 % of its final level. And, for
/// runs too noisy for that, when it first reached a level.
/// </summary>
internal static class Convergence
{
    private const double Within = 0.05;
    private const int FinalEvaluations = 5;

    /// <summary>Steps at that evaluation (null when only the last one lies there) and the final level: the mean of the last
    /// five evaluations.</summary>
    /// <param name="folder">A run that evaluated.</param>
    /// <returns>Environment steps or null, and the mean episode reward.</returns>
    /// <exception cref="FileNotFoundException">The run has no evaluations.</exception>
    public static (long? Steps, double FinalReward) Of(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Of(Points(folder));
    }

    /// <summary>The same of evaluations in order.</summary>
    /// <param name="points">Environment steps and mean episode reward of each evaluation, at least one.</param>
    /// <returns>Environment steps or null, and the mean episode reward.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static (long? Steps, double FinalReward) Of(IReadOnlyList<(long Steps, double Reward)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0) throw new ArgumentException("Convergence was asked of no evaluations; expected at least one.");
        double final = points.Skip(Math.Max(0, points.Count - FinalEvaluations)).Average(point => point.Reward);
        int first = points.Count;
        while (first > 0 && Math.Abs(points[first - 1].Reward - final) <= Within * Math.Abs(final)) first--;
        return (first < points.Count ? points[first].Steps : null, final);
    }

    /// <summary>Steps at the first evaluation whose validation reward, averaged with the four before it, is at least the
    /// level; null when none is.</summary>
    /// <param name="level">Mean episode reward.</param>
    /// <param name="folder">A run that evaluated.</param>
    /// <returns>Environment steps, or null.</returns>
    /// <exception cref="FileNotFoundException">The run has no evaluations.</exception>
    public static long? StepsTo(double level, RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return StepsTo(level, Points(folder));
    }

    /// <summary>The same of evaluations in order.</summary>
    /// <param name="level">Mean episode reward.</param>
    /// <param name="points">Environment steps and mean episode reward of each evaluation.</param>
    /// <returns>Environment steps, or null.</returns>
    public static long? StepsTo(double level, IReadOnlyList<(long Steps, double Reward)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        for (int last = FinalEvaluations - 1; last < points.Count; last++)
            if (points.Skip(last + 1 - FinalEvaluations).Take(FinalEvaluations).Average(point => point.Reward) >= level)
                return points[last].Steps;
        return null;
    }

    private static (long Steps, double Reward)[] Points(RunFolder folder) =>
    [
        .. File.ReadLines(folder.Evaluations).Skip(1).Select(line => line.Split(',')).Select(cells => (
            long.Parse(cells[0], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture))),
    ];
}
