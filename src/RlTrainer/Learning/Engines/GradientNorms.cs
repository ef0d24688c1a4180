namespace RlTrainer.Learning;

/// <summary>Norms of a minibatch's gradient and how much of it Adam takes.</summary>
/// <param name="PolicySquares">Sum of squares over the policy network.</param>
/// <param name="ValueSquares">Sum of squares over the value network.</param>
/// <param name="AllSquares">Sum of squares over both, in the engine's own order of summing.</param>
internal readonly record struct GradientNorms(double PolicySquares, double ValueSquares, double AllSquares)
{
    /// <summary>Norm over both networks.</summary>
    public double Both => Math.Sqrt(AllSquares);

    /// <summary>What the policy network's gradient is multiplied by.</summary>
    public double PolicyScale(in StepSettings settings) => Scale(settings, PolicySquares);

    /// <summary>What the value network's gradient is multiplied by.</summary>
    public double ValueScale(in StepSettings settings) => Scale(settings, ValueSquares);

    private double Scale(in StepSettings settings, double own) =>
        Math.Min(1.0, settings.GradientNormLimit / ((settings.LimitsNetworksApart || settings.IsValueOnly ? Math.Sqrt(own)
            : Both) + 1e-6));
}
