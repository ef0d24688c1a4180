namespace RlTrainer.Runs;

/// <summary>One value laid over a configuration from outside its file.</summary>
/// <param name="Assignment">KEY=VALUE; the key in any case, and as short as it is unambiguous.</param>
/// <param name="Origin">Who says so, for messages: an option, a variable, a sweep.</param>
public readonly record struct RunSetting(string Assignment, string Origin)
{
    /// <summary>A setting as typed after <c>--set</c>.</summary>
    /// <param name="assignment">A key, an equals sign and a value, e.g. "Algorithm.LearningRate=1e-4".</param>
    /// <returns>The setting; errors tell it with --set before it.</returns>
    public static RunSetting Typed(string assignment)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        return new(assignment, $"--set {assignment}");
    }
}
