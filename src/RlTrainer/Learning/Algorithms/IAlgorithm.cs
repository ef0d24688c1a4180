using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// An algorithm at work: it collects what it learns from in its own way (a rollout, whole episodes, branches), learns, and owns
/// its state. The loop, the reports and the files are the trainer's and the run's. All randomness comes from streams of the
/// context's seed, so that the same run gives the same bytes.
/// </summary>
public interface IAlgorithm
{
    /// <summary>The normaliser of dense observations as it stands; evaluation
    /// freezes it, and a model to start from replaces it.</summary>
    DenseNormalizer Normalizer { get; set; }

    /// <summary>Weights to keep in place of the engine's when the run is over, e.g. their average over the last updates; null
    /// where the engine's are the ones to keep.</summary>
    PolicyWeights? Averaged => null;

    /// <summary>Collects once and learns once. The engine is bound to the environment's table.</summary>
    /// <param name="stepsBefore">Environment steps before this update, for schedules.</param>
    /// <returns>What it took and did.</returns>
    /// <exception cref="NonFiniteException">A number was not finite; the message names the first place, without the update's
    /// number.</exception>
    AlgorithmUpdate Update(long stepsBefore);

    /// <summary>Everything that decides its next update, but for weights, optimizer, normaliser and environment, which the
    /// trainer saves.</summary>
    /// <returns>Its part of a checkpoint.</returns>
    AlgorithmState Save();

    /// <summary>Goes back to a saved state; the next update is then the one that followed it, to the bit.</summary>
    /// <param name="state">What <see cref="Save"/> returned, of this algorithm and version.</param>
    /// <exception cref="InvalidDataException">The state cannot be read; the message says what is wrong.</exception>
    void Restore(AlgorithmState state);
}
