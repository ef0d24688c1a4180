namespace RlTrainer.Runs;

/// <summary>What the reward pays for, and whether what it pays for carries over to other days.</summary>
internal static class DoctorRewardChecks
{
    private const double SmallestChange = 0.05;

    public static DoctorFinding? DominantTerm(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        (string Name, double Loudness)[] terms =
            [.. window[^1].RewardTerms.Select(term => (term.Name, Loudness(window, term.Name)))];
        double all = terms.Sum(term => term.Loudness);
        if (terms.Length < 2 || all <= 0.0) return null;
        (string name, double loudness) = terms.MaxBy(term => term.Loudness);
        return loudness <= limits.RewardTermShare * all ? null : DoctorPolicyChecks.Finding(
            DoctorConcern.DominantRewardTerm, window, $"The term {name} is {loudness / all:P1} of the reward.",
            "Its weight or scale drowns the others: the policy learns this term only.",
            "Lower its weight or raise the others', or switch the others off and say so.");
    }

    public static IEnumerable<DoctorFinding> ConstantTerms(IReadOnlyList<DoctorFigures> window)
    {
        foreach (DoctorRewardTerm last in window[^1].RewardTerms)
        {
            bool varies = window.Any(
                figures => Terms(figures, last.Name).Any(term => term.Variance > 0.0 || term.Mean != last.Mean));
            if (!varies)
                yield return DoctorPolicyChecks.Finding(
                    DoctorConcern.ConstantRewardTerm, window, $"The term {last.Name} paid {last.Mean:0.####} at every step.",
                    "Nothing the policy did reached what the term pays for, or its inputs never change.",
                    "Check the term in the reward lab; a term that cannot vary teaches nothing and can be switched off.");
        }
    }

    public static DoctorFinding? TrainValidationDivergence(IReadOnlyList<DoctorFigures> all, DoctorLimits limits)
    {
        DoctorFigures[] evaluated =
            [.. all.Where(figures => figures.TrainReward.HasValue && figures.ValidationReward.HasValue)
                .TakeLast(limits.Evaluations)];
        if (evaluated.Length < limits.Evaluations) return null;
        DoctorFigures first = evaluated[0], last = evaluated[^1];
        int count = evaluated.Length;
        double rise = last.TrainReward!.Value - first.TrainReward!.Value,
            fall = first.ValidationReward!.Value - last.ValidationReward!.Value;
        if (rise <= Least(first.TrainReward.Value, limits) || fall <= Least(first.ValidationReward.Value, limits))
            return null;
        return DoctorPolicyChecks.Finding(
            DoctorConcern.TrainValidationDivergence, evaluated,
            $"Over {count} evaluations the training reward rose by {rise:0.###} and the validation reward fell by {fall:0.###}.",
            "The policy learns the training days by heart.",
            "Use the best model, not the last; stop earlier, use a smaller network or fewer features, or train on more days.");
    }

    private static double Least(double reward, DoctorLimits limits) =>
        Math.Max(SmallestChange, limits.RewardChangeShare * Math.Abs(reward));

    private static double Loudness(IReadOnlyList<DoctorFigures> window, string name) =>
        window.Average(figures => Terms(figures, name).Select(term => term.Loudness).DefaultIfEmpty(0.0).First());

    private static IEnumerable<DoctorRewardTerm> Terms(DoctorFigures figures, string name) =>
        figures.RewardTerms.Where(term => term.Name == name);
}
