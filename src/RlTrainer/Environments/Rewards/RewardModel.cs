using System.Globalization;
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
    /// <exception cref="InvalidOperationException">A term paid no finite number; the message names it and the bar.</exception>
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
        if (!float.IsFinite(sum)) ThrowNotFinite(step, terms);
        return sum;
    }

    private void ThrowNotFinite(in RewardStep step, ReadOnlySpan<float> terms)
    {
        int term = 0;
        while (term < _terms.Length - 1 && float.IsFinite(terms[term])) term++;
        throw new InvalidOperationException(string.Create(
            CultureInfo.InvariantCulture,
            $"The reward term '{Names[term]}' paid {terms[term]} at bar {step.Bar}; expected a finite number, and a finite sum "
            + $"of all terms. Correct its Value ({_terms[term].GetType().Name}), e.g. where it divides by what may be 0; or "
            + $"switch "
            + $"it off with weight 0."));
    }
}
