namespace RlTrainer.Data;

/// <summary>The rows of one contract, with what the next row is compared to.</summary>
internal sealed class ContractRows(string contract)
{
    /// <summary>The contract's name in the file; empty where the file holds one contract only.</summary>
    public string Contract => contract;

    public RawRows Rows { get; } = new();

    /// <summary>Time of the last row in order.</summary>
    public long LastUtc { get; set; } = long.MinValue;

    /// <summary>The latest time in the files read before this one.</summary>
    public long LatestOfOtherFiles { get; private set; } = long.MinValue;

    /// <summary>Rows of another file follow, which may overlap with those read.</summary>
    public void StartFile()
    {
        LatestOfOtherFiles = Math.Max(LatestOfOtherFiles, LastUtc);
        LastUtc = long.MinValue;
    }

    /// <summary>The last sound close, ticks; 0 before the first.</summary>
    public int Level { get; set; }
}
