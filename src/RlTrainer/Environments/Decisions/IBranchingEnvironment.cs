namespace RlTrainer.Environments;

/// <summary>
/// Environments whose world does not answer: prices move the same whatever an account does, so that the outcome of every legal
/// action can be worked out exactly, on a copy, without a draw (a Markov decision process with exogenous input; Mao et al. 2019).
/// A branch changes nothing of the environment, its statistics or its random streams.
/// </summary>
public interface IBranchingEnvironment : IDecisionEnvironment
{
    /// <summary>
    /// For every environment and legal action: takes the action on a copy, then holds until nothing is held and there is a choice
    /// again, or the episode ends.
    /// </summary>
    /// <param name="masks">[envs, actions] 1 where the action is legal; only those are branched.</param>
    /// <param name="discount">γ of one bar, in [0, 1].</param>
    /// <param name="outcomes">[envs, actions] where the branches led; written here, illegal actions are left alone.</param>
    /// <exception cref="InvalidOperationException">An environment is in no running episode.</exception>
    void Branch(ReadOnlySpan<byte> masks, double discount, BranchOutcomes outcomes);

    /// <summary>
    /// The same with a policy that decides after the action: from the bar after it on it is asked at every choice within its
    /// reach, until nothing is held and there is a choice again, at the earliest after the branch's least bars, or the episode
    /// ends.
    /// </summary>
    /// <param name="masks">[envs, actions] 1 where the action is legal; only those are branched.</param>
    /// <param name="discount">γ of one bar, in [0, 1].</param>
    /// <param name="choose">Answers for every branch at a choice.</param>
    /// <param name="reach">How many bars it is asked for, and how many the branch lasts at least.</param>
    /// <param name="outcomes">[envs, actions] where the branches led; written here, illegal actions are left alone.</param>
    /// <exception cref="InvalidOperationException">An environment is in no running episode.</exception>
    void Branch(ReadOnlySpan<byte> masks, double discount, BranchChoice choose, BranchReach reach,
        BranchOutcomes outcomes);
}
