namespace RlTrainer.Runs;

/// <summary>What can be wrong with a training run.</summary>
public enum DoctorConcern
{
    /// <summary>The policy hardly does anything but hold.</summary>
    CollapseToHold,

    /// <summary>Nearly all entries are of one side.</summary>
    OneSidedEntries,

    /// <summary>Hardly any step leaves a choice.</summary>
    MaskStarvation,

    /// <summary>The policy has become all but certain.</summary>
    EntropyCollapse,

    /// <summary>Single minibatches move the policy very far.</summary>
    KlSpikes,

    /// <summary>Updates stop after few of their minibatches.</summary>
    EarlyKlStops,

    /// <summary>Most ratios are clipped.</summary>
    Clipping,

    /// <summary>Hidden units that are 0 for every state.</summary>
    DeadUnits,

    /// <summary>The value loss is far above what it was.</summary>
    ValueLossBlowUp,

    /// <summary>One term makes up nearly the whole reward.</summary>
    DominantRewardTerm,

    /// <summary>A term pays the same at every step.</summary>
    ConstantRewardTerm,

    /// <summary>Updates change nothing.</summary>
    WeightsDoNotMove,

    /// <summary>Training improves while validation gets worse.</summary>
    TrainValidationDivergence,

    /// <summary>The gate found no edge in the trained model.</summary>
    NoEdge,

    /// <summary>Costs take much of what a stop risks.</summary>
    DearTrades,
}
