namespace RlTrainer.Evaluation;

/// <summary>What the gate says of a model.</summary>
public enum EdgeOutcome
{
    /// <summary>Some threshold clears the standard errors: the model may be deployed.</summary>
    EdgeFound,

    /// <summary>No threshold does: the right policy is to stay flat.</summary>
    NoEdgeFound,

    /// <summary>There are fewer validation days than the gate needs to decide either way.</summary>
    TooFewDays,
}
