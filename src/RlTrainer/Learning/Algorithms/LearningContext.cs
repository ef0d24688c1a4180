using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>What an algorithm works with; made by the trainer.</summary>
public sealed class LearningContext
{
    private readonly PartClock _clock;

    internal LearningContext(
        IVectorEnvironment environment, IPpoEngine engine, ulong seed, TimeProvider? time, PolicyAnchor? anchor)
    {
        (Environment, Engine, Seed, Anchor, _clock) = (environment, engine, seed, anchor, new PartClock(time));
        Episodes = new EpisodeLedger(environment.Count, environment.ActionCount);
    }

    /// <summary>N environments in lockstep; the algorithm steps them.</summary>
    public IVectorEnvironment Environment { get; }

    /// <summary>The networks and their optimizer.</summary>
    public IPpoEngine Engine { get; }

    /// <summary>The run's seed.</summary>
    public ulong Seed { get; }

    /// <summary>The policy the run started from, to measure the distance to it; null without.</summary>
    public PolicyAnchor? Anchor { get; }

    /// <summary>Counts episodes, actions and decisions for the reports: hand it every step of the environments.</summary>
    public EpisodeLedger Episodes { get; }

    /// <summary>A random stream of the run's seed.</summary>
    /// <param name="purpose">What it is for, e.g. "actions"; streams of different purposes are independent.</param>
    /// <returns>The stream at its start.</returns>
    public Rng Stream(string purpose) => Rng.Stream(Seed, purpose);

    /// <summary>Charges the time since the last charge to a part, for the reports.</summary>
    /// <param name="part">What was done since.</param>
    public void Charge(UpdatePart part) => _clock.Charge(part);

    internal void StartClock() => _clock.Start();

    internal UpdateTiming TakeTiming() => _clock.Take();
}
