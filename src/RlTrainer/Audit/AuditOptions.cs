using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Audit;

/// <summary>What the auditor must be told besides bars, rules and fills.</summary>
public sealed record AuditOptions
{
    /// <summary>Trading goes on after the target with the threshold raised to the target balance (phase 2). Default: the
    /// account ends there once it is flat.</summary>
    public bool FloorAfterTarget { get; init; }

    /// <summary>Slippage and fees beyond the instrument's own, as data. Default none.</summary>
    public ExecutionModel Execution { get; init; } = new();

    /// <summary>Entries near a limit may be made in the micro contract of the traded mini. Default off: a fill in micros is a
    /// violation.</summary>
    public bool MicrosNearThreshold { get; init; }

    /// <summary>Ticks by which the market must pass a target to fill it: 1 traded through (the default), 0 touched.</summary>
    public int TargetThroughTicks { get; init; } = 1;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
