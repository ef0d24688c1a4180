namespace RlTrainer.Learning;

/// <summary>How the learning rate falls from its start to its final share over a run.</summary>
public enum LearningRateSchedule
{
    /// <summary>In a straight line.</summary>
    Linear = 0,

    /// <summary>Along half a cosine (Loshchilov and Hutter 2017).</summary>
    Cosine = 1,

    /// <summary>Not at all.</summary>
    Constant = 2,
}
