using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>How many contracts a position may have, in mini equivalents.</summary>
/// <param name="Minis">The limit at the start.</param>
/// <param name="MicrosPerMini">How many micros count as one mini.</param>
/// <param name="Tiers">Other limits for higher end-of-day balances, ascending; empty: none.</param>
/// <param name="Shrinks">Tiers follow the last end-of-day balance, down as well; otherwise the highest so far.</param>
public sealed record ContractRule(int Minis, int MicrosPerMini = 10, EquatableList<ContractTier>? Tiers = null,
    bool Shrinks = false)
{
    private const int MostMinis = 10_000, MostMicrosPerMini = 1_000;

    /// <summary>Contracts of an instrument allowed to an account.</summary>
    /// <param name="instrument">Micros count a tenth.</param>
    /// <param name="standing">What the rules remember of the account.</param>
    /// <returns>Contracts, in the instrument's own.</returns>
    public int Limit(Instrument instrument, in Standing standing) =>
        Limit(instrument, Shrinks ? standing.DayOpenCents : standing.HighestEndOfDayCents);

    /// <summary>Contracts of an instrument allowed at an end-of-day balance.</summary>
    /// <param name="instrument">Micros count a tenth.</param>
    /// <param name="endOfDayCents">The highest end-of-day balance so far, or the last where tiers shrink; the start balance on
    /// the first day.</param>
    /// <returns>Contracts, in the instrument's own.</returns>
    public int Limit(Instrument instrument, long endOfDayCents)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        int minis = Minis;
        foreach (ContractTier tier in Tiers ?? [])
            if (endOfDayCents > tier.EndOfDayBalanceAboveCents) minis = tier.Minis;
        return instrument.IsMicro ? minis * MicrosPerMini : minis;
    }

    /// <summary>The most contracts of an instrument that any end-of-day balance allows.</summary>
    /// <param name="instrument">A mini or a micro; a micro counts as a part of a mini.</param>
    /// <returns>Contracts of that instrument, at least 0.</returns>
    public int Highest(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        int minis = Math.Max(Minis, Tiers is { Count: > 0 } ? Tiers.Max(tier => tier.Minis) : 0);
        return instrument.IsMicro ? minis * MicrosPerMini : minis;
    }

    internal IEnumerable<string> Faults()
    {
        if (Minis < 1) yield return $"Contracts.Minis was {Minis}; expected at least 1 (10 is usual).";
        if (MicrosPerMini < 1) yield return $"Contracts.MicrosPerMini was {MicrosPerMini}; expected at least 1 (10 is usual).";
        int highest = (Tiers ?? []).Select(tier => tier.Minis).Append(Minis).Max();
        if (highest > MostMinis || MicrosPerMini > MostMicrosPerMini)
            yield return $"Contracts held {highest} minis of {MicrosPerMini} micros each; expected at most {MostMinis} of "
                + $"at most "
                + $"{MostMicrosPerMini}.";
        long last = long.MinValue;
        foreach (ContractTier tier in Tiers ?? [])
        {
            if (tier.EndOfDayBalanceAboveCents <= last || tier.Minis < 1)
                yield return $"Contracts.Tiers held {tier.Minis} minis above {tier.EndOfDayBalanceAboveCents}; expected "
                    + $"ascending balances and at least 1 mini.";
            last = tier.EndOfDayBalanceAboveCents;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
