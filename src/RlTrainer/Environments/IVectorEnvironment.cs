namespace RlTrainer.Environments;

/// <summary>
/// N environments that step in lockstep (Gymnasium's semantics). Nothing resets by itself: after a step the ended
/// environments still show their last observation until <see cref="ResetEnded"/>. All memory is the caller's.
/// </summary>
public interface IVectorEnvironment
{
    /// <summary>How many environments.</summary>
    int Count { get; }

    /// <summary>How many actions; an action is a number from 0.</summary>
    int ActionCount { get; }

    /// <summary>What one observation is made of.</summary>
    ObservationLayout Layout { get; }

    /// <summary>The shared table the observations refer to, [rows, features] row by row; empty without a table part.</summary>
    ReadOnlyMemory<float> Table { get; }

    /// <summary>Starts a new episode in every environment.</summary>
    void Reset();

    /// <summary>Writes the current observation of every environment, [envs].</summary>
    /// <param name="observations">[envs] the caller's memory; every entry is overwritten.</param>
    void Observe(Observations observations);

    /// <summary>[envs, actions] 1 where the action is legal now, else 0; at least one a row is 1.</summary>
    /// <param name="masks">[envs, actions] the caller's memory; every entry is overwritten.</param>
    void Masks(Span<byte> masks);

    /// <summary>[envs] actions → rewards [envs], ends [envs]. Every environment must be in a running episode.</summary>
    /// <param name="actions">[envs] indices of legal actions, each in [0, actions).</param>
    /// <param name="rewards">[envs] receives the step's rewards, before any scaling.</param>
    /// <param name="ends">[envs] receives how the episode ended, or that it goes on.</param>
    /// <exception cref="InvalidOperationException">An action is illegal, or an ended environment was not reset.</exception>
    void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends);

    /// <summary>Starts a new episode in every environment whose episode ended with the last step.</summary>
    void ResetEnded();

    /// <summary>Everything that decides later steps: episodes under way and random streams.</summary>
    byte[] SaveState();

    /// <summary>Goes back to a state that <see cref="SaveState"/> of an environment of the same configuration returned.</summary>
    /// <param name="state">The saved bytes; they are not kept.</param>
    /// <exception cref="ArgumentException">The state belongs to another configuration, count or version; the message names
    /// what differs.</exception>
    void RestoreState(ReadOnlySpan<byte> state);
}
