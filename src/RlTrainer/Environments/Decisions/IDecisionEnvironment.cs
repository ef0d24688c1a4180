namespace RlTrainer.Environments;

/// <summary>
/// Environments that can be taken from decision to decision. A state with one legal action is no decision: the environment walks
/// through it by itself, so that a step of a learner is a choice and what followed from it (a semi-Markov decision process;
/// Sutton, Precup and Singh 1999). Discounting goes by bar, however many bars lie between two decisions.
/// </summary>
public interface IDecisionEnvironment : IVectorEnvironment
{
    /// <summary>
    /// Takes every environment to a state with two or more legal actions: ended episodes begin anew, forced bars are walked.
    /// An environment that stands at a decision stays where it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">No decision came in
    /// very many bars: nothing is ever legal but one action.</exception>
    void SeekDecisions();

    /// <summary>Takes every environment by an action, then by its forced
    /// actions, to the next decision or the episode's end.</summary>
    /// <param name="actions">[envs] legal actions.</param>
    /// <param name="discount">γ of one bar, in [0, 1].</param>
    /// <param name="outcomes">[envs] what came of them; written here.</param>
    /// <exception cref="InvalidOperationException">An action is illegal, or an ended environment was not reset.</exception>
    void Decide(ReadOnlySpan<int> actions, double discount, DecisionOutcomes outcomes);
}
