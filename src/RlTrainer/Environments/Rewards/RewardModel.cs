using RlTrainer.Compliance;

namespace RlTrainer.Environments;

/// <summary>The reward of one step as the sum of its terms.</summary>
internal sealed class RewardModel
{
    private readonly IRewardTerm[] _terms;
    private readonly int[] _offsets;

    public RewardModel(RewardConfig config, RuleSet rules)
    {
        Blank = new RewardStep
        {
            StartCents = rules.StartCents,
            TargetCents = rules.TargetCents,
            DrawdownCents = rules.Drawdown.AmountCents,
        };
        _terms = [.. config.Terms];
        _offsets = new int[_terms.Length + 1];
        for (int term = 0; term < _terms.Length; term++) _offsets[term + 1] = _offsets[term] + _terms[term].MemorySize;
        Names = [.. _terms.Select(term => term.Name)];
        PaysWhileFlat = Array.Exists(_terms, term => term.PaysWhileFlat);
    }

    /// <summary>A step of this programme in which nothing happened yet.</summary>
    public RewardStep Blank { get; }

    /// <summary>[terms] names of the terms that are on, in the order of every breakdown.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>How many terms are on.</summary>
    public int TermCount => _terms.Length;

    /// <summary>How many numbers the terms remember of one environment.</summary>
    public int MemorySize => _offsets[^1];

    /// <summary>A bar without a position may pay something.</summary>
    public bool PaysWhileFlat { get; }

    /// <summary>Writes every term, [terms], and returns their sum.</summary>
    public float Score(in RewardStep step, Span<double> memory, Span<float> terms)
    {
        float sum = 0;
        for (int term = 0; term < _terms.Length; term++)
        {
            int offset = _offsets[term];
            float value = (float)_terms[term].Value(step, memory[offset.._offsets[term + 1]]);
            terms[term] = value;
            sum += value;
        }
        return sum;
    }
}
