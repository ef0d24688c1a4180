namespace RlTrainer.Numerics;

/// <summary>The numbers of one Adam step that all weights share.</summary>
/// <param name="GradientScale">Gradients are multiplied by this first (the norm limit).</param>
/// <param name="StepSize">Learning rate / (1 − β₁ᵗ).</param>
/// <param name="SecondScale">1 / √(1 − β₂ᵗ).</param>
internal readonly record struct AdamStep(float GradientScale, float StepSize, float SecondScale)
{
    /// <summary>β₁, the decay of the first moment.</summary>
    public const float FirstDecay = 0.9f;

    /// <summary>β₂, the decay of the second moment.</summary>
    public const float SecondDecay = 0.999f;

    /// <summary>ε, as PPO's usual details have it.</summary>
    public const float Epsilon = 1e-5f;

    /// <summary>
    /// Gradients and first moments below this, and second moments below its square, count as 0: they are lost beside ε, and
    /// subnormal numbers would slow the processor a hundredfold.
    /// </summary>
    public const float Tiny = 1e-16f;

    /// <summary>The step number <paramref name="step"/>, counted from 1.</summary>
    public static AdamStep At(long step, float learningRate, double gradientScale) => new(
        (float)gradientScale,
        (float)(learningRate / (1.0 - PortableMath.Power(0.9, step))),
        (float)(1.0 / Math.Sqrt(1.0 - PortableMath.Power(0.999, step))));
}
