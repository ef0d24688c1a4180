using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>
/// Trades are to be held for some time: the trader may not leave earlier by an order of their own, and the account passes only
/// while
/// trades that stops and targets ended earlier are few enough.
/// </summary>
/// <param name="Seconds">Least time from entry to exit, at least 1.</param>
/// <param name="MostShorterShare">Largest share of shorter trades when the account passes, in [0, 1]; 1: only orders of one's own
/// are held back.</param>
public sealed record MinimumHolding(int Seconds, double MostShorterShare = 1) : IAccountRule
{
    /// <inheritdoc/>
    public string Name => "minimum holding time";

    /// <inheritdoc/>
    bool IDefinition.IsBuiltIn => true;

    /// <summary>Counts shorter trades.</summary>
    /// <inheritdoc/>
    public long OfTrade(in ClosedTrade trade) => trade.HeldSeconds < Seconds ? 1 : 0;

    /// <inheritdoc/>
    public bool AllowsLeaving(long heldSeconds) => heldSeconds >= Seconds;

    /// <inheritdoc/>
    public bool AllowsPass(in AccountFacts facts) => facts.Count <= (decimal)MostShorterShare * facts.Trades;

    /// <inheritdoc/>
    public AuditedStand? Audit(AuditedHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        int shorter = history.Trades.Count(trade => trade.ExitUtc - trade.EntryUtc < Seconds);
        long most = (long)Math.Floor(Math.Round(MostShorterShare * 1_000_000) * history.Trades.Count / 1_000_000);
        return AuditedStand.Free with
        {
            MayLeave = history.OpenedUtc is not { } opened || history.NowUtc - opened >= Seconds,
            MayPass = shorter <= most,
        };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (Seconds < 1) yield return $"Holding.Seconds was {Seconds}; expected at least 1 (10 is usual).";
        if (!(MostShorterShare >= 0 && MostShorterShare <= 1))
            yield return $"Holding.MostShorterShare was {MostShorterShare}; expected a share in [0, 1] (0.5 is usual).";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
