namespace RlTrainer.Runs;

/// <summary>How fast whole updates are (play a rollout, learn from it) and where their time goes.</summary>
/// <param name="Backend">The backend's short name.</param>
/// <param name="Threads">Threads of the cpu backend; null for a backend that has its own.</param>
/// <param name="Environments">Environments in lockstep.</param>
/// <param name="Minibatch">What a minibatch holds, in words.</param>
/// <param name="StepsPerSecond">Environment steps a second, median of the updates.</param>
/// <param name="FastestStepsPerSecond">The same of the fastest update.</param>
/// <param name="EnvironmentShare">Share of the time in environments: observing, masks, stepping, resetting.</param>
/// <param name="InferenceShare">Share in networks forward and sampling.</param>
/// <param name="LearningShare">Share in advantages and minibatches.</param>
/// <param name="DecisionShare">Share of the states with two or more
/// legal actions: the policy network learns from them alone.</param>
/// <param name="OperationsPerStep">Floating-point operations executed for one environment step.</param>
/// <param name="PeakGigaFlops">The fastest of the processor's peak
/// measured in between, for the cpu backend; null otherwise.</param>
/// <param name="MedianPeakGigaFlops">The median of the same.</param>
/// <param name="LaunchesPerUpdate">Operations handed to the device in one optimizer step, playing included; null where there
/// are none to count.</param>
/// <param name="Collections">Garbage collections during the updates.</param>
internal sealed record EndToEndSpeed(
    string Backend, int? Threads, int Environments, string Minibatch, double StepsPerSecond, double FastestStepsPerSecond,
    double EnvironmentShare, double InferenceShare, double LearningShare, double DecisionShare, double OperationsPerStep,
    double? PeakGigaFlops, double? MedianPeakGigaFlops, double? LaunchesPerUpdate, int Collections)
{
    /// <summary>Share of the fastest peak, median of the updates.</summary>
    public double? MedianShare => StepsPerSecond * OperationsPerStep / (PeakGigaFlops * 1e9);

    /// <summary>Share of the median peak, median of the updates: what others took from the machine is taken from both.</summary>
    public double? TypicalShare => StepsPerSecond * OperationsPerStep / (MedianPeakGigaFlops * 1e9);

    /// <summary>Share of the fastest peak, fastest update.</summary>
    public double? FastestShare => FastestStepsPerSecond * OperationsPerStep / (PeakGigaFlops * 1e9);

    /// <summary>Rows of several processes as one: the fastest update from the process where it was fastest, the rest from
    /// the middle one.</summary>
    internal static EndToEndSpeed Of(IReadOnlyList<EndToEndSpeed> processes)
    {
        EndToEndSpeed fastest = processes.MaxBy(row => row.FastestShare)!,
            middle = processes.OrderBy(row => row.TypicalShare).ElementAt((processes.Count - 1) / 2);
        return middle with { FastestStepsPerSecond = fastest.FastestStepsPerSecond, PeakGigaFlops = fastest.PeakGigaFlops };
    }
}
