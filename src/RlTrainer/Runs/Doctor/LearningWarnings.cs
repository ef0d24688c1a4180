using System.Globalization;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>What a single update deserves a word for, at once; the run doctor speaks of what lasts.</summary>
internal static class LearningWarnings
{
    /// <summary>Share of clipped ratios above which an update is warned of.</summary>
    public const double ClipFraction = 0.5;

    /// <summary>Mean approximate KL of an update above which it is warned of: five times the usual target.</summary>
    public const double ApproximateKl = 0.05;

    /// <summary>Sentences about one update; empty when nothing is wrong.</summary>
    public static IReadOnlyList<string> Of(UpdateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        LearnStatistics learning = report.Learning;
        var warnings = new List<string>();
        if (learning.ClipFraction > ClipFraction)
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"at {report.Steps:N0} steps {learning.ClipFraction:P0} of the ratios were clipped, more than "
                + $"{ClipFraction:P0}; lower the learning rate or the number of epochs."));
        if (learning.ApproximateKl > ApproximateKl)
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture, $"at {report.Steps:N0} steps the update moved the policy by a KL of "
                + $"{learning.ApproximateKl:0.####}, more than {ApproximateKl:0.##}; lower the learning rate, or set a KL target "
                + $"(0.01 is usual)."));
        return warnings;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
