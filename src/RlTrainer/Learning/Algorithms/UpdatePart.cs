namespace RlTrainer.Learning;

/// <summary>The parts that the time of an update is split into.</summary>
public enum UpdatePart
{
    /// <summary>Observing and stepping environments.</summary>
    Environment = 0,

    /// <summary>Evaluating the networks to act.</summary>
    Inference = 1,

    /// <summary>Changing the weights.</summary>
    Learning = 2,
}
