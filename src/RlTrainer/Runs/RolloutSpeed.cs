namespace RlTrainer.Runs;

/// <summary>How fast experience is gathered with one number of environments, and what the time goes to.</summary>
/// <param name="Backend">The engine in words.</param>
/// <param name="Environments">Environments in lockstep.</param>
/// <param name="SecondsPerStep">Seconds for one step of one environment, everything together.</param>
/// <param name="EvaluateShare">Share of that time the engine evaluated observations; the rest is environments, masks and sampling.</param>
public sealed record RolloutSpeed(string Backend, int Environments, double SecondsPerStep, double EvaluateShare)
{
    /// <summary>
    /// Environment steps a second from end to end: a step is gathered once and enters <paramref name="epochs"/> minibatches,
    /// both at the measured speeds.
    /// </summary>
    public double EndToEndStepsPerSecond(UpdateSpeed update, int epochs)
    {
        ArgumentNullException.ThrowIfNull(update);
        return 1.0 / (SecondsPerStep + epochs / update.SamplesPerSecond);
    }
}
