using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>Weights to start a run from, with the dense normaliser they were trained with, and how they were made.</summary>
/// <param name="Weights">For the network of the new run.</param>
/// <param name="Dense">Statistics of the dense part of observations.</param>
/// <param name="Report">What was copied, reshaped and new.</param>
internal sealed record TransferredModel(PolicyWeights Weights, DenseNormalizer Dense, TransferReport Report);
