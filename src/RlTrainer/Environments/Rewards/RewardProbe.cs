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
        var draws = new FixedDraws(20_061_013);
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
            if (side == Side.Flat && draws.Next(4) == 0) step.EnteredSide = side = draws.Next(3) == 0 ? Side.Short : Side.Long;
            if (side != Side.Flat)
            {
                equity += draws.Next(40_001) - 20_000;
                peak = Math.Max(peak, equity + draws.Next(5_001));
                held += draws.Next(40) == 0 ? 400 : 1;                // now and then a position that is held very long
                step.IsExposed = true;
                Manage(ref step, draws.Next(8));
                step.PartialR = step.IsPartial ? draws.Next(40) / 10.0 : 0;
                step.IsClosed = draws.Next(6) == 0;
                step.RiskCents = 45_000;
                step.RMultiple = step.IsClosed ? (draws.Next(80) - 30) / 10.0 : 0;
            }
            if (step.IsClosed) (side, held) = (Side.Flat, 0);
            (step.Side, step.Contracts, step.BarsHeld, step.EquityCents, step.PeakCents) =
                (side, side == Side.Flat ? 0 : 2, held, equity, peak);
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
}
