using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>Makes the engine a run trains with; the processor's own unless a caller chooses another.</summary>
/// <param name="layout">What one observation is made of.</param>
/// <param name="network">Layer widths.</param>
/// <param name="seed">Decides the starting weights.</param>
/// <returns>A new engine, which the run disposes of.</returns>
public delegate IPpoEngine EngineMaker(ObservationLayout layout, NetworkShape network, ulong seed);
