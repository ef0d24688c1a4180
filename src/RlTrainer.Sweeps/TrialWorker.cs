using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>Who runs a trial, and with what; it decides no bit of the result.</summary>
/// <param name="Name">For the list of attempts: a machine's name, a task's number.</param>
/// <param name="Threads">Threads to compute with, 0 for all.</param>
/// <param name="Progress">Hears every update; null for nobody.</param>
public sealed record TrialWorker(string Name, int Threads = 1, Action<TrainingProgress>? Progress = null);
