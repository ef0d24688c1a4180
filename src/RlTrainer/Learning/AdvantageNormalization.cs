namespace RlTrainer.Learning;

/// <summary>Over what advantages are normalised: mean subtracted,
/// divided by the standard deviation, over decisions only.</summary>
public enum AdvantageNormalization
{
    /// <summary>Each minibatch by itself, as it is gathered.</summary>
    Minibatch = 0,

    /// <summary>The whole rollout once, before its first minibatch.</summary>
    Rollout = 1,

    /// <summary>Not at all: they are divided by a fixed unit of reward.</summary>
    None = 2,
}
