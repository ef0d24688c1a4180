namespace RlTrainer.Runs;

/// <summary>A backend that could not be measured here.</summary>
/// <param name="Backend">Its short name.</param>
/// <param name="Reason">What stands in its way, with the remedy.</param>
internal sealed record AbsentBackend(string Backend, string Reason);
