using System.Diagnostics;

namespace RlTrainer.Learning;

/// <summary>The parts that an optimizer step's time is split into.</summary>
internal enum StepPart
{
    /// <summary>Observations into panels.</summary>
    Gather = 0,

    /// <summary>Both networks forward.</summary>
    Forward = 1,

    /// <summary>Losses and their gradients.</summary>
    Loss = 2,

    /// <summary>Gradients of the layers' inputs.</summary>
    Inputs = 3,

    /// <summary>Gradients of the weights and the sums of their squares.</summary>
    Weights = 4,

    /// <summary>Adam, and the transposed weights anew.</summary>
    Adam = 5,
}

/// <summary>
/// Adds up where the time of optimizer steps goes, over all threads, inside real steps: loops over one pass alone keep their data
/// warm and hide what it costs to fetch it.
/// </summary>
internal sealed class StepClock
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long[] _ticks = new long[Enum.GetValues<StepPart>().Length];

    /// <summary>Ticks since the clock was made.</summary>
    public long Now => Stopwatch.GetTimestamp() - _start;

    /// <summary>Seconds of a part so far, of all threads together.</summary>
    public double Seconds(StepPart part) => (double)Volatile.Read(ref _ticks[(int)part]) / Stopwatch.Frequency;

    /// <summary>Charges the time since a moment to a part, and returns the moment.</summary>
    public long Charge(StepPart part, long since)
    {
        long now = Now;
        Interlocked.Add(ref _ticks[(int)part], now - since);
        return now;
    }
}
