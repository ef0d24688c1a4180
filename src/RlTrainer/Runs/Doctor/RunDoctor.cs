namespace RlTrainer.Runs;

/// <summary>
/// Looks at a run's figures and says in words what is wrong with it, why it usually is, and what to do. A function of the
/// figures alone: shown live and in the report, it says the same.
/// </summary>
internal static class RunDoctor
{
    /// <summary>What is wrong now, by <see cref="DoctorConcern"/>; empty when nothing is, or when too few updates were made
    /// to tell.</summary>
    /// <param name="figures">[updates] of the run so far, oldest first.</param>
    /// <param name="limits">From where on to speak up; null for the usual limits.</param>
    /// <returns>One finding a concern, with what was seen and what to try.</returns>
    public static IReadOnlyList<DoctorFinding> Findings(IReadOnlyList<DoctorFigures> figures, DoctorLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(figures);
        limits = (limits ?? new DoctorLimits()).Checked();
        if (figures.Count < limits.WindowUpdates) return [];
        DoctorFigures[] window = [.. figures.TakeLast(limits.WindowUpdates)];
        DoctorFinding?[] findings =
        [
            DoctorPolicyChecks.CollapseToHold(window, limits),
            DoctorPolicyChecks.OneSidedEntries(window, limits),
            DoctorPolicyChecks.MaskStarvation(window, limits),
            DoctorPolicyChecks.DearTrades(window, limits),
            DoctorPolicyChecks.EntropyCollapse(figures, window, limits),
            DoctorLearningChecks.KlSpikes(window, limits),
            DoctorLearningChecks.EarlyKlStops(window, limits),
            DoctorLearningChecks.Clipping(window, limits),
            DoctorLearningChecks.DeadUnits(window, limits),
            DoctorLearningChecks.ValueLossBlowUp(figures, window, limits),
            DoctorRewardChecks.DominantTerm(window, limits),
            .. DoctorRewardChecks.ConstantTerms(window),
            DoctorLearningChecks.WeightsDoNotMove(window, limits),
            DoctorRewardChecks.TrainValidationDivergence(figures, limits),
        ];
        return [.. findings.OfType<DoctorFinding>()];
    }
}
