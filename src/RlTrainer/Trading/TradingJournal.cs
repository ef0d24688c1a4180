namespace RlTrainer.Trading;

/// <summary>Everything one account did, bar by bar, for evaluation, charts and the audit. Training keeps none.</summary>
public sealed class TradingJournal
{
    /// <summary>Every execution, in order.</summary>
    public List<Fill> Fills { get; } = [];

    /// <summary>Every stop and target and every move of them, in order.</summary>
    public List<ProtectionChange> Protections { get; } = [];

    /// <summary>Every round trip, in order of its exit.</summary>
    public List<Trade> Trades { get; } = [];

    /// <summary>The account after every processed bar, in order.</summary>
    public List<EquityPoint> Equity { get; } = [];

    /// <summary>How each account ended; the last entry is the account alive at the end of the data.</summary>
    public List<AccountEnd> Accounts { get; } = [];

    /// <summary>Entries that risk or rules made smaller or refused, in words with their count.</summary>
    public Dictionary<string, int> EntryAdjustments { get; } = [];

    /// <summary>Decisions taken: bars on which at least two actions were legal.</summary>
    public int DecisionCount { get; set; }
}
