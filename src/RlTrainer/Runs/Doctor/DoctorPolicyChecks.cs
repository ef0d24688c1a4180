using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>What the policy does: holds, enters one side only, has no choice, has become certain.</summary>
internal static class DoctorPolicyChecks
{
    public static DoctorFinding? CollapseToHold(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double share = window.Average(figures => figures.HoldShare);
        return share < limits.HoldShare ? null : Finding(
            DoctorConcern.CollapseToHold, window, $"{share:P1} of the decisions hold.",
            "Entries cost more than they bring, as far as the policy has seen: costs, stop-outs or penalties outweigh them, or "
            + "exploration ended before one paid.",
            "Check in the reward lab that a good trade pays more than holding; raise the entropy weight (0.01 → 0.02); check on "
            + "planted data that the features carry a signal at all.");
    }

    public static DoctorFinding? OneSidedEntries(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double longs = window.Average(figures => figures.LongShare), shorts = window.Average(figures => figures.ShortShare),
            entries = longs + shorts;
        if (entries < limits.EntryShare || Math.Max(longs, shorts) < limits.SideShare * entries) return null;
        return Finding(
            DoctorConcern.OneSidedEntries, window,
            $"{Math.Max(longs, shorts) / entries:P1} of the entries are {(longs > shorts ? "long" : "short")}.",
            "The training days drift in that direction, and one side alone earns the drift.",
            "Compare with the buy-and-hold yardstick; raise the weight of the side-balance term; train on days of both "
            + "directions.");
    }

    public static DoctorFinding? MaskStarvation(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double share = window.Average(figures => figures.DecisionShare);
        return share >= limits.DecisionShare ? null : Finding(
            DoctorConcern.MaskStarvation, window, $"{share:P1} of the steps leave a choice.",
            "Masks forbid nearly everything: a narrow entry window, pacing limits, daily pauses or positions that are held long.",
            "Count minibatches by decisions; use more environments; widen the entry window or the pacing limits.");
    }

    public static DoctorFinding? DearTrades(IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        if (window.Average(figures => figures.CostPerR) is not { } cost || cost <= limits.CostPerR) return null;
        return Finding(
            DoctorConcern.DearTrades, window, $"A trade costs {cost:P0} of what its stop risks.",
            "Commissions, fees and slippage are the same however near the stop is, and the stops are near.",
            "Widen stop and target alike (--set Environment.StopAtr and TargetAtr; rltrainer train says before it begins from "
            + "which StopAtr on costs stay at 20 %); leave the night out (--set Environment.EntryWindow=RegularSession).");
    }

    public static DoctorFinding? EntropyCollapse(
        IReadOnlyList<DoctorFigures> all, IReadOnlyList<DoctorFigures> window, DoctorLimits limits)
    {
        double first = all[0].Entropy, now = window.Average(figures => figures.Entropy);
        return first <= 0.0 || now >= limits.EntropyShare * first ? null : Finding(
            DoctorConcern.EntropyCollapse, window, $"The entropy is {now:0.####} nats, {now / first:P1} of the first update's.",
            "The policy is all but certain and explores no more, so it can no longer find anything better.",
            "Raise the entropy weight (0.01 → 0.02), lower the learning rate, or stop here if validation is as good as it "
            + "should be.");
    }

    internal static DoctorFinding Finding(
        DoctorConcern concern, IReadOnlyList<DoctorFigures> window, FormattableString found, string cause, string remedy) =>
        new(concern, window[^1].Steps, found.ToString(CultureInfo.InvariantCulture), cause, remedy);
}
