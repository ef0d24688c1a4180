namespace RlTrainer.Runs;

/// <summary>The multiply-add peak of so many threads.</summary>
/// <param name="Threads">Threads that compute at once.</param>
/// <param name="GigaFlops">The fastest turn of the loop, billions of operations a second.</param>
/// <param name="MedianGigaFlops">The median turn: far below the fastest, the machine is shared or throttled and no figure
/// here means much.</param>
internal sealed record PeakSpeed(int Threads, double GigaFlops, double MedianGigaFlops);
