namespace RlTrainer.Benchmarks;

/// <summary>One trained model or yardstick on the held-out days of one market; one JSON line.</summary>
internal sealed record MarketsRow
{
    public required string Market { get; init; }

    public required ulong MarketSeed { get; init; }

    public required string Arm { get; init; }

    public ulong Seed { get; init; }

    public double? Share { get; init; }

    public double? Profit { get; init; }

    public double? ProfitError { get; init; }

    public double? ProfitFactor { get; init; }

    public double? Trades { get; init; }

    public double? Pass { get; init; }

    public double? PassLow { get; init; }

    public double? PassHigh { get; init; }

    public double CpuSeconds { get; init; }

    public string Gate { get; init; } = "";

    public string GateInWords { get; init; } = "";

    public bool AuditIsClean { get; init; }
}
