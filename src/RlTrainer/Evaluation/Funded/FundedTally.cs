namespace RlTrainer.Evaluation;

/// <summary>Sums over funded accounts.</summary>
/// <param name="Count">Accounts.</param>
/// <param name="Paid">Of them, paid out at least once.</param>
/// <param name="Ruined">Of them, lost.</param>
/// <param name="Payouts">Payouts of all.</param>
/// <param name="NetCents">What their traders got minus fees, US cents.</param>
internal readonly record struct FundedTally(int Count, int Paid, int Ruined, long Payouts, long NetCents)
{
    /// <summary>With one account more.</summary>
    public FundedTally With(bool isPaid, bool isRuined, int payouts, long netCents) => new(
        Count + 1, Paid + (isPaid ? 1 : 0), Ruined + (isRuined ? 1 : 0), Payouts + payouts, NetCents + netCents);

    /// <summary>A sum per account.</summary>
    public double ShareOf(long sum) => sum / (double)Count;

    /// <summary>Mean of what an account left its trader, dollars.</summary>
    public double MeanNet => NetCents / 100.0 / Count;
}
