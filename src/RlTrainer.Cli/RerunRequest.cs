namespace RlTrainer.Cli;

/// <summary>Which run is made once more, and how.</summary>
/// <param name="Run">A run's name, its folder or its manifest.</param>
/// <param name="Data">The bar file; null for the usual one.</param>
/// <param name="Output">Where the rerun goes; null for a folder beside the run.</param>
/// <param name="Threads">Threads to compute with, 0 for all.</param>
/// <param name="Force">A run that is there is replaced.</param>
internal sealed record RerunRequest(string Run, string? Data, string? Output, int Threads, bool Force);
