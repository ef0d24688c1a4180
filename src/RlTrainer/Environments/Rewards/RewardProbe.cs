using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// The fixed episode that a reward term is hashed on: 512 steps from whole-number arithmetic alone, with entries, exits, moves
/// of the stop, partial exits and long holding among them. Changing it changes the hash of every term.
/// </summary>
internal static class RewardProbe
{
    private const int Steps = 512;

    /// <summary>SHA-256 of what a term pays, step after step with its memory.</summary>
    public static string Hash(IRewardTerm term)
    {
        double[] memory = new double[term.MemorySize];
        return OutputHash.Of([.. Episode().Select(step => (float)term.Value(step, memory))]);
    }

    /// <summary>The steps in order; equity and peak follow each other.</summary>
    public static IEnumerable<RewardStep> Episode()
    {
        ulong state = 20_061_013;
        long equity = 5_000_000, peak = 5_000_000;
        var side = Side.Flat;
        int held = 0;
        for (int bar = 0; bar < Steps; bar++)
        {
            var step = new RewardStep
            {
                StartCents = 5_000_000,
                TargetCents = 300_000,
                DrawdownCents = 250_000,
                Bar = bar,
                EquityBeforeCents = equity,
                PeakBeforeCents = peak,
                IsExposed = side != Side.Flat,
            };
            if (side == Side.Flat && Draw(ref state, 4) == 0) step.EnteredSide = side = Draw(ref state, 3) == 0 ? Side.Short : Side.Long;
            if (side != Side.Flat)
            {
                equity += Draw(ref state, 40_001) - 20_000;
                peak = Math.Max(peak, equity + Draw(ref state, 5_001));
                held += Draw(ref state, 40) == 0 ? 400 : 1;                // now and then a position that is held very long
                step.IsExposed = true;
                Manage(ref step, Draw(ref state, 8));
                step.PartialR = step.IsPartial ? Draw(ref state, 40) / 10.0 : 0;
                step.IsClosed = Draw(ref state, 6) == 0;
                step.RiskCents = 45_000;
                step.RMultiple = step.IsClosed ? (Draw(ref state, 80) - 30) / 10.0 : 0;
            }
            if (step.IsClosed) (side, held) = (Side.Flat, 0);
            (step.Side, step.Contracts, step.BarsHeld, step.EquityCents, step.PeakCents) = (side, side == Side.Flat ? 0 : 2, held, equity, peak);
            yield return step;
        }
    }

    private static void Manage(ref RewardStep step, int choice)
    {
        step.MovedToBreakEven = choice == 0;
        step.MovedStop = choice is 1 or 2;
        step.Tightened = choice == 1;
        step.Extended = choice == 3;
        step.IsPartial = choice == 4;
    }

    /// <summary>A whole number in [0, range): Knuth's MMIX generator, its upper bits.</summary>
    private static int Draw(ref ulong state, int range)
    {
        state = unchecked(state * 6_364_136_223_846_793_005UL + 1_442_695_040_888_963_407UL);
        return (int)((state >> 33) % (ulong)range);
    }
}
