namespace RlTrainer.Runs;

/// <summary>From where on the run doctor speaks up.</summary>
internal sealed record DoctorLimits
{
    /// <summary>Updates a finding must hold for, on average; also the least the doctor needs to see. At least 1.</summary>
    public int WindowUpdates { get; init; } = 5;

    /// <summary>Share of hold decisions from which the policy has collapsed: fewer than one act in 500, more than a regular
    /// session of minutes.</summary>
    public double HoldShare { get; init; } = 0.998;

    /// <summary>Share of one side among the entries.</summary>
    public double SideShare { get; init; } = 0.9;

    /// <summary>Share of entries among the decisions below which sides are not judged.</summary>
    public double EntryShare { get; init; } = 0.01;

    /// <summary>Share of steps with a choice below which the policy starves.</summary>
    public double DecisionShare { get; init; } = 0.05;

    /// <summary>Costs of a trade as a share of what its stop risks, above which they are hard to earn back: the limit of
    /// <see cref="Evaluation.CostForecast"/>.</summary>
    public double CostPerR { get; init; } = Evaluation.CostForecast.Limit;

    /// <summary>Entropy as a share of the first update's.</summary>
    public double EntropyShare { get; init; } = 0.05;

    /// <summary>Approximate KL of a minibatch that is a spike; the usual target is 0.01.</summary>
    public double LargestKl { get; init; } = 0.1;

    /// <summary>Share of the planned minibatches executed.</summary>
    public double ExecutedShare { get; init; } = 0.2;

    /// <summary>Share of clipped ratios.</summary>
    public double ClipFraction { get; init; } = 0.5;

    /// <summary>Share of dead hidden units.</summary>
    public double DeadUnitShare { get; init; } = 0.5;

    /// <summary>Value loss as a multiple of the median of the updates before.</summary>
    public double ValueLossFactor { get; init; } = 10.0;

    /// <summary>Share of one term in the loudness of all.</summary>
    public double RewardTermShare { get; init; } = 0.9;

    /// <summary>Relative change of the weights in an update.</summary>
    public double WeightChange { get; init; } = 1e-6;

    /// <summary>Evaluations over which training and validation are compared. At least 2.</summary>
    public int Evaluations { get; init; } = 4;

    /// <summary>A reward has moved when it changed by more than this share of its size, and by more than 0.05.</summary>
    public double RewardChangeShare { get; init; } = 0.02;

    /// <summary>The limits themselves when every value is possible.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public DoctorLimits Checked()
    {
        if (WindowUpdates < 1)
            throw new ArgumentException($"{nameof(WindowUpdates)} was {WindowUpdates}; must be at least 1; 5 is usual.");
        if (Evaluations < 2)
            throw new ArgumentException($"{nameof(Evaluations)} was {Evaluations}; must be at least 2; 4 is usual.");
        return this;
    }
}
