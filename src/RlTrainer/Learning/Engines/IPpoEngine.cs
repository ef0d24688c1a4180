using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The one seam between the learner and the arithmetic. An engine is bound once to the normalised feature table and
/// receives observations as references into it, so that an engine on another device keeps the table there. Sampling,
/// advantages, shuffling, schedules and the decision to stop are the learner's and shared by all engines.
/// </summary>
public interface IPpoEngine : IDisposable
{
    /// <summary>The engine in words, for logs: what it runs on and how wide.</summary>
    string Name { get; }

    /// <summary>What one observation is made of.</summary>
    ObservationLayout Layout { get; }

    /// <summary>Layer widths of the policy and the value network.</summary>
    NetworkShape Network { get; }

    /// <summary>Memory of the device as it is now; null where it is the machine's own.</summary>
    DeviceMemory? DeviceMemory => null;

    /// <summary>Operations handed to a device since the engine was made, each a kernel launch on a GPU; null where there are
    /// none to count.</summary>
    long? Launches => null;

    /// <summary>Binds the table that observations refer to, [rows, features]; called once, and again before evaluating on
    /// another split.</summary>
    /// <param name="table">Normalised features row by row; it must stay as it is while it is bound.</param>
    void Bind(ReadOnlyMemory<float> table);

    /// <summary>[n] observations → logits [n, actions], values [n].</summary>
    /// <param name="observations">[n] bar indices of the bound table and normalised dense parts.</param>
    /// <param name="logits">[n, actions] the caller's memory, overwritten; masks are not applied.</param>
    /// <param name="values">[n] the caller's memory, overwritten.</param>
    void Evaluate(Observations observations, Span<float> logits, Span<float> values);

    /// <summary>[n] observations → logits [n, actions] alone, the same bits as <see cref="Evaluate"/>: for acting, where
    /// nobody asks for values.</summary>
    /// <param name="observations">[n] bar indices of the bound table and normalised dense parts.</param>
    /// <param name="logits">[n, actions] the caller's memory, overwritten.</param>
    void Logits(Observations observations, Span<float> logits) => Evaluate(observations, logits, new float[observations.Count]);

    /// <summary>[n] observations → values [n] alone, the same bits as <see cref="Evaluate"/>: for the ends of branches,
    /// where nobody asks for logits.</summary>
    /// <param name="observations">[n] bar indices of the bound table and normalised dense parts.</param>
    /// <param name="values">[n] the caller's memory, overwritten.</param>
    void Values(Observations observations, Span<float> values) =>
        Evaluate(observations, new float[observations.Count * Network.Actions], values);

    /// <summary>
    /// One optimizer step on a minibatch, unless its approximate KL exceeds the limit: then no weight changes and the
    /// statistics say so.
    /// </summary>
    /// <param name="batch">[n] samples; they are read during the call only.</param>
    /// <param name="settings">Learning rate, clip ranges, weights of the loss and limits of this step.</param>
    /// <returns>Losses, KL, clip share and gradient norm of the minibatch.</returns>
    MinibatchStatistics Step(Minibatch batch, StepSettings settings);

    /// <summary>A copy of the weights, by name, in float32.</summary>
    PolicyWeights Weights();

    /// <summary>Replaces the weights; the optimizer's moments stay as they are.</summary>
    /// <param name="weights">The tensors of <see cref="Network"/>; they are copied.</param>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape; the message names it.</exception>
    void Load(PolicyWeights weights);

    /// <summary>A copy of the optimizer's state (Adam's moments by tensor name and the step count).</summary>
    OptimizerState Optimizer();

    /// <summary>Replaces the optimizer's state.</summary>
    /// <param name="state">Step count and moments as <see cref="Optimizer"/> returned them, in the weights' order; they
    /// are copied.</param>
    void Load(OptimizerState state);
}
