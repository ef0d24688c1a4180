namespace RlTrainer.Evaluation;

/// <summary>
/// Verdicts on several models that were judged on the same validation days. Of many models without an edge the luckiest looks as
/// if it had one, so the clearest must clear the limit of all of them, the second clearest that of one fewer, and so on; from the
/// first that
/// does not on, none passes (Holm 1979). No model passes here that would not pass alone.
/// </summary>
public static class EdgeSelection
{
    /// <summary>The verdicts with the number of models tried counted.</summary>
    /// <param name="verdicts">Of each model alone, on the same days.</param>
    /// <param name="config">How the gate decides; its trials are replaced by the number of models.</param>
    /// <returns>[models] in the same order: each with the limit it had to clear and the outcome.</returns>
    /// <exception cref="ArgumentException">A value of the configuration is out of range.</exception>
    public static IReadOnlyList<EdgeVerdict> Of(IReadOnlyList<EdgeVerdict> verdicts, EdgeGateConfig config)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(config);
        config.Checked();
        var judged = new EdgeVerdict[verdicts.Count];
        bool passes = true;
        int[] clearest = [.. Enumerable.Range(0, verdicts.Count).OrderByDescending(index => verdicts[index].Best?.InErrors
            ?? double.NegativeInfinity)];
        for (int rank = 0; rank < clearest.Length; rank++)
        {
            EdgeVerdict alone = verdicts[clearest[rank]];
            int trials = verdicts.Count - rank;
            double limit = (config with { Trials = trials }).Limit;
            passes &= alone.Best?.InErrors > limit;
            EdgeOutcome outcome = alone.Outcome == EdgeOutcome.TooFewDays ? EdgeOutcome.TooFewDays : passes
                ? EdgeOutcome.EdgeFound : EdgeOutcome.NoEdgeFound;
            judged[clearest[rank]] = alone with { Outcome = outcome, Limit = limit, Trials = trials };
        }
        return judged;
    }
}
