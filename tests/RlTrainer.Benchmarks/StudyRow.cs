using RlTrainer.Evaluation;

namespace RlTrainer.Benchmarks;

/// <summary>One policy of the study on the held-out days: a trained model, a baseline or a yardstick. One JSON line.</summary>
internal sealed record StudyRow
{
    public required string Market { get; init; }

    public required string Arm { get; init; }

    public ulong Seed { get; init; }

    public required string Policy { get; init; }

    public long Steps { get; init; }

    public long BestSteps { get; init; }

    public long? ConvergedSteps { get; init; }

    public double? FinalValidationReward { get; init; }

    public double WallSeconds { get; init; }

    public double? Share { get; init; }

    public double? ShareLow { get; init; }

    public double? ShareHigh { get; init; }

    public double? SampledShare { get; init; }

    /// <summary>The same model where the target raises the floor instead of
    /// ending the account, as a share of the oracle under that rule.</summary>
    public double? FloorShare { get; init; }

    public double? FloorProfit { get; init; }

    public double? FloorPass { get; init; }

    public double? Profit { get; init; }

    public double? ProfitError { get; init; }

    public double? ProfitFactor { get; init; }

    public double? Sharpe { get; init; }

    public double? WinRate { get; init; }

    public double? Trades { get; init; }

    public int Accounts { get; init; }

    public double? Pass { get; init; }

    public double? PassLow { get; init; }

    public double? PassHigh { get; init; }

    public double? Breached { get; init; }

    public double? MedianDaysToPass { get; init; }

    public bool AuditIsClean { get; init; }

    /// <summary>The figures of one evaluation.</summary>
    public static StudyRow Of(string market, string arm, ulong seed, Yardstick judged)
    {
        PolicyEvaluation evaluation = judged.Evaluation;
        EvaluationMetrics metrics = evaluation.Metrics;
        return new StudyRow
        {
            Market = market,
            Arm = arm,
            Seed = seed,
            Policy = judged.Rule,
            Share = judged.ShareOfOracle.Value,
            ShareLow = judged.ShareInterval?.Low,
            ShareHigh = judged.ShareInterval?.High,
            Profit = metrics.NetProfit.Value,
            ProfitError = metrics.NetProfitError.Value,
            ProfitFactor = metrics.ProfitFactor.Value,
            Sharpe = metrics.Sharpe.Value,
            WinRate = metrics.WinRate.Value,
            Trades = metrics.Trades.Value,
            Accounts = evaluation.AccountsUsed,
            Pass = evaluation.Pass?.Passed,
            PassLow = evaluation.Pass?.PassedInterval.Low,
            PassHigh = evaluation.Pass?.PassedInterval.High,
            Breached = evaluation.Pass?.Breached,
            MedianDaysToPass = evaluation.Pass?.MedianDaysToPass.Value,
            AuditIsClean = evaluation.Audit is { IsClean: true },
        };
    }
}
