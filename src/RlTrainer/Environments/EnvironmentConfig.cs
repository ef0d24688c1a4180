using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>How episodes are cut, what a policy may do and what it is paid for.</summary>
public sealed record EnvironmentConfig
{
    /// <summary>How many environments step in lockstep, in [1, 65536]. Default 80.</summary>
    public int EnvironmentCount { get; init; } = 80;

    /// <summary>Bars in one observation, in [1, 4096]. Default 20.</summary>
    public int WindowBars { get; init; } = 20;

    /// <summary>An episode starts at least so many bars before its day's last bar, at least 1. Default 60.</summary>
    public int MinimumBarsBeforeFlat { get; init; } = 60;

    /// <summary>An episode is cut after so many bars, at least 1. Default 390: one regular session.</summary>
    public int EpisodeBars { get; init; } = 390;

    /// <summary>When entries may fill and episodes may start. Default the regular session.</summary>
    public EntryWindow EntryWindow { get; init; } = EntryWindow.RegularSession;

    /// <summary>Contracts of an entry, in [1, 1000]; rules and risk may make it fewer. Default 2.</summary>
    public int Contracts { get; init; } = 2;

    /// <summary>Where not one contract's risk fits above the drawdown threshold or the daily limit, an entry is made in micros
    /// of the same index (ES in MES, NQ in MNQ, YM in MYM, RTY in M2K): as many as fit. Default off: the entry is
    /// masked.</summary>
    public bool MicrosNearThreshold { get; init; }

    /// <summary>Distance of the first stop from the entry in ATR, in (0, 100]. Default 1.5.</summary>
    public double StopAtr { get; init; } = 1.5;

    /// <summary>Distance of the first target from the entry in ATR, in (0, 100]. Default 4.5.</summary>
    public double TargetAtr { get; init; } = 4.5;

    /// <summary>When a target counts as filled. Default traded through by one tick.</summary>
    public TargetFill TargetFill { get; init; } = TargetFill.TradedThrough;

    /// <summary>Slippage and fees beyond the instrument's own. Default none.</summary>
    public ExecutionModel Execution { get; init; } = ExecutionModel.Standard;

    /// <summary>Illegal actions are masked. Off: the mask is all ones and
    /// an illegal action is Hold and is counted. Default on.</summary>
    public bool MaskActions { get; init; } = true;

    /// <summary>Three account features follow the five position features.
    /// Default on; off gives 225 inputs with the base set.</summary>
    public bool AccountFeatures { get; init; } = true;

    /// <summary>What the policy's outputs mean. Default phase 1: Hold, Buy, Sell.</summary>
    public ActionSet Actions { get; init; } = ActionSet.Phase1;

    /// <summary>What reaching the target does. Default: the episode terminates.</summary>
    public TargetOutcome AfterTarget { get; init; } = TargetOutcome.Ends;

    /// <summary>Limits on how often entries are made. Default none.</summary>
    public PacingLimits Pacing { get; init; } = PacingLimits.None;

    /// <summary>The reward's terms with their weights. Default those that keep the order of policies; the original's
    /// formulas are <see cref="RewardConfig.Shaped"/>.</summary>
    public RewardConfig Reward { get; init; } = RewardConfig.Ordered;

    /// <summary>Phase 1: when to enter.</summary>
    public static EnvironmentConfig Phase1 { get; } = new();

    /// <summary>Phase 2: how to manage the position; after the target the floor rises and trading goes on.</summary>
    public static EnvironmentConfig Phase2 { get; } = new()
    {
        Actions = ActionSet.Phase2,
        AfterTarget = TargetOutcome.RaisesFloor,
    };

    /// <summary>This configuration, if every value is in its range.</summary>
    /// <exception cref="ArgumentException">The message names every bad value and its range.</exception>
    public EnvironmentConfig Checked()
    {
        List<string> faults = [.. Faults()];
        if (faults.Count > 0)
            throw new ArgumentException(
                $"The environment's configuration has {faults.Count} bad value(s): {string.Join(" ", faults)}");
        return this;
    }

    /// <summary>This configuration, if every value is in its range and the rules can ever allow so many contracts.</summary>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="instrument">What is traded; its size against a mini decides how many contracts are allowed.</param>
    /// <returns>This configuration.</returns>
    /// <exception cref="ArgumentException">The message names every bad value and its range.</exception>
    public EnvironmentConfig CheckedFor(RuleSet rules, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(instrument);
        int highest = rules.Contracts.Highest(instrument);
        if (Contracts > highest)
            throw new ArgumentException(
                $"Contracts was {Contracts}, above the {highest} {instrument.Symbol} that the rules '{rules.Name}' allow at "
                + $"most; expected 1 to {highest}, or other rules.");
        if (MicroFault(instrument) is { } fault) throw new ArgumentException(fault);
        return Checked();
    }

    /// <summary>Why entries in this instrument cannot switch to micros; null where they can or need not.</summary>
    internal string? MicroFault(Instrument instrument) => !MicrosNearThreshold || instrument.Micro is not null ? null
        : $"MicrosNearThreshold was true, and {instrument.Symbol} {(instrument.IsMicro ? "is a micro itself"
            : "has no micro contract here")}; expected ES, NQ, YM or RTY, or MicrosNearThreshold false.";

    private IEnumerable<string> Faults()
    {
        if (EnvironmentCount is < 1 or > 65536)
            yield return $"EnvironmentCount was {EnvironmentCount}; expected a number in [1, 65536] (80 is usual).";
        if (WindowBars is < 1 or > 4096)
            yield return $"WindowBars was {WindowBars}; expected a number in [1, 4096] (20 is usual).";
        if (MinimumBarsBeforeFlat < 1)
            yield return $"MinimumBarsBeforeFlat was {MinimumBarsBeforeFlat}; expected at least 1 (60 is usual).";
        if (EpisodeBars < 1) yield return $"EpisodeBars was {EpisodeBars}; expected at least 1 (390 is usual).";
        if (Contracts is < 1 or > 1000) yield return $"Contracts was {Contracts}; expected 1 to 1000 (2 is usual).";
        if (!(StopAtr > 0 && StopAtr <= 100))
            yield return $"StopAtr was {StopAtr}; expected a distance in (0, 100] ATR (1.5 is usual).";
        if (!(TargetAtr > 0 && TargetAtr <= 100))
            yield return $"TargetAtr was {TargetAtr}; expected a distance in (0, 100] ATR (4.5 is usual).";
        foreach (string fault in Actions.Faults().Concat(Pacing.Faults()).Concat(Execution.Faults()).Concat(Reward.Faults()))
            yield return fault;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
