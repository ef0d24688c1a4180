namespace RlTrainer.Runs;

/// <summary>What the optimizer does: too much, too little, or harm.</summary>
internal static class DoctorLearningChecks
{
    public static DoctorFinding? KlSpikes(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double largest = window.Max(figures => figures.LargestKl);
        return largest <= limits.LargestKl ? null : DoctorPolicyChecks.Finding(
            DoctorConcern.KlSpikes, window, $"A minibatch moved the policy by a KL of {largest:0.####}.",
            "Steps are too long for the noise of a minibatch: a high learning rate, few decisions in a batch, or single huge "
            + "advantages.",
            "Lower the learning rate, raise the batch size or count it in decisions, and keep the KL target at 0.01.");
    }

    public static DoctorFinding? EarlyKlStops(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double share = window.Average(figures => figures.ExecutedShare);
        return share >= limits.ExecutedShare || share == 0.0 ? null : DoctorPolicyChecks.Finding(
            DoctorConcern.EarlyKlStops, window, $"{share:P1} of the planned minibatches were executed.",
            "The KL limit ends updates early, so most of each rollout is not used.",
            "Lower the learning rate or plan fewer epochs; a higher KL target uses more data at more risk.");
    }

    public static DoctorFinding? Clipping(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double share = window.Average(figures => figures.ClipFraction);
        return share <= limits.ClipFraction ? null : DoctorPolicyChecks.Finding(
            DoctorConcern.Clipping, window, $"{share:P1} of the ratios are clipped.",
            "The policy leaves the clip range early in an update; clipped samples give no gradient.",
            "Lower the learning rate or the number of epochs.");
    }

    public static DoctorFinding? DeadUnits(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double[] shares = [.. window.Where(figures => figures.DeadUnitShare.HasValue)
            .Select(figures => figures.DeadUnitShare!.Value)];
        if (shares.Length == 0 || shares.Average() <= limits.DeadUnitShare) return null;
        return DoctorPolicyChecks.Finding(
            DoctorConcern.DeadUnits, window, $"{shares.Average():P1} of the hidden units are 0 for every state.",
            "Large steps pushed biases so far down that ReLU units never open again; they learn nothing more.",
            "Start again with a lower learning rate or a lower gradient-norm limit; check that observations are normalised.");
    }

    public static DoctorFinding? ValueLossBlowUp(
        IReadOnlyList<DoctorFigures> all, IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double[] before = [.. all.Take(all.Count - window.Count).Select(figures => figures.ValueLoss).Order()];
        double now = window.Average(figures => figures.ValueLoss);
        if (before.Length < window.Count || now <= limits.ValueLossFactor * before[before.Length / 2]) return null;
        return DoctorPolicyChecks.Finding(
            DoctorConcern.ValueLossBlowUp, window,
            $"The value loss is {now:0.####}; the median before was {before[before.Length / 2]:0.####}.",
            "The returns changed scale faster than the value network follows: rewards are not normalised, or rare rewards "
            + "are huge.",
            "Normalise rewards, lower the weight of the term with the rare large values, lower the learning rate.");
    }

    public static DoctorFinding? WeightsDoNotMove(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double change = window.Max(figures => figures.WeightChange);
        return change >= limits.WeightChange ? null : DoctorPolicyChecks.Finding(
            DoctorConcern.WeightsDoNotMove, window, $"No update changed the weights by more than {change:0.0e0} of their size.",
            "The learning rate has run out, or the KL limit stops every update before its first step.",
            "Look at the learning rate and the executed minibatches; raise the KL target if none is executed.");
    }
}
