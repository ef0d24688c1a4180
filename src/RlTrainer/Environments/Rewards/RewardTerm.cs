namespace RlTrainer.Environments;

/// <summary>Reward terms: those that come with the library, and terms made of a formula.</summary>
public static class RewardTerm
{
    /// <summary>The library's terms with their usual weights: what a run.json can name.</summary>
    public static IReadOnlyList<IRewardTerm> BuiltIn { get; } =
    [
        new RiskAdjustedReturnTerm(), new TargetProgressTerm(), new DrawdownAvoidanceTerm(), new TradeQualityTerm(),
        new GrowthTerm(), new SideBalanceTerm(),
        new HoldingTimeTerm(), new BreakEvenTerm(), new TightenTerm(), new ExtendTerm(), new PartialTerm(), new PlainPnlTerm(),
    ];

    /// <summary>A term in one line.</summary>
    /// <param name="name">Its name in tables and configurations.</param>
    /// <param name="weight">Weight, in [0, 100].</param>
    /// <param name="formula">What a step pays, before the weight.</param>
    /// <param name="paysWhileFlat">False where a bar without a position, an entry or an exit pays 0 for certain: training is
    /// then faster.</param>
    /// <returns>The term.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static FormulaTerm Of(string name, double weight, RewardFormula formula, bool paysWhileFlat = true)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(name);
        return new FormulaTerm(name, weight, (step, _) => formula(step)) { PaysWhileFlat = paysWhileFlat };
    }

    /// <summary>A term that remembers numbers within an episode.</summary>
    /// <param name="name">Its name in tables and configurations.</param>
    /// <param name="weight">Weight, in [0, 100].</param>
    /// <param name="memorySize">How many numbers it remembers, at least 1.</param>
    /// <param name="formula">What a step pays, before the weight.</param>
    /// <param name="paysWhileFlat">False where a bar without a position, an entry or an exit pays 0 and changes no memory
    /// for certain.</param>
    /// <returns>The term.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The memory is below one number.</exception>
    public static FormulaTerm Of(
        string name, double weight, int memorySize, RememberingFormula formula, bool paysWhileFlat = true)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(memorySize, 1);
        return new FormulaTerm(name, weight, formula) { MemorySize = memorySize, PaysWhileFlat = paysWhileFlat };
    }
}
