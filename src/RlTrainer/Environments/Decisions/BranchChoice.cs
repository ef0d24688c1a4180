namespace RlTrainer.Environments;

/// <summary>What a branch does where it has a choice. It must draw nothing, so that a branch stays
/// exact.</summary>
/// <param name="environments">[n] whose branch each row is.</param>
/// <param name="observations">[n] what each branch sees; the dense part is not normalised and may be changed.</param>
/// <param name="masks">[n, actions] 1 where the action is legal.</param>
/// <param name="actions">[n] a legal action for each; written here.</param>
public delegate void BranchChoice(ReadOnlySpan<int> environments, Observations observations, ReadOnlySpan<byte> masks,
    Span<int> actions);
