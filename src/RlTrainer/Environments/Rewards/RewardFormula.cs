namespace RlTrainer.Environments;

/// <summary>What a step pays, before the weight.</summary>
/// <param name="step">One account over one bar.</param>
/// <returns>The term's value.</returns>
public delegate double RewardFormula(RewardStep step);

/// <summary>What a step pays, before the weight, by what the term remembers.</summary>
/// <param name="step">One account over one bar.</param>
/// <param name="memory">[memory size] kept from step to step within an episode; it begins as 0.</param>
/// <returns>The term's value.</returns>
public delegate double RememberingFormula(RewardStep step, Span<double> memory);
