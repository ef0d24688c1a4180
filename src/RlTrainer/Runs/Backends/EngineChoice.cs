namespace RlTrainer.Runs;

/// <summary>The backend a run computes on.</summary>
/// <param name="Backend">"cpu", "torch-cpu" or "torch-cuda".</param>
/// <param name="Reason">Why "auto" fell back to the processor, as a sentence to print; null when nothing is to be said.</param>
public sealed record EngineChoice(string Backend, string? Reason);
