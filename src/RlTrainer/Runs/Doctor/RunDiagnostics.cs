using System.Globalization;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What a run computes on and whether that is enough, said
/// before the first update. It decides no bit of the result.</summary>
/// <param name="Engine">The engine in words.</param>
/// <param name="Threads">Threads that compute; null when the engine does not tell.</param>
/// <param name="Processors">Processors of the machine.</param>
/// <param name="Width">Vector width; null when the engine does not tell.</param>
/// <param name="Environments">Environments in lockstep.</param>
/// <param name="Memory">What the run will take.</param>
/// <param name="AvailableBytes">What there is.</param>
internal sealed record RunDiagnostics(
    string Engine, int? Threads, int Processors, VectorWidth? Width, int Environments, MemoryEstimate Memory, long AvailableBytes)
{
    /// <summary>Share of the available memory from which a run is warned of.</summary>
    public const double TightMemory = 0.7;

    /// <summary>How long the run takes where the processor has no multiply-add; null where it has one.</summary>
    public SoftwareArithmetic? Software { get; init; }

    /// <summary>The header: engine, processors, environments, memory.</summary>
    public IReadOnlyList<string> Lines =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{Engine}; {Processors} processors; {Environments} environments"),
        $"memory: about {Memory}; {MemoryEstimate.Megabytes(AvailableBytes)} MB available",
    ];

    /// <summary>Where the machine is small for the run, and what to do; empty when it is not.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Threads < Processors)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Threads} of {Processors} processors compute; 0 threads takes all of them. The result is the same bytes.");
        if (Threads > Processors)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{Threads} threads share {Processors} processors and wait for each other; 0 threads takes one a processor.");
        if (Width < VectorWidth.Bits256)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the vectors have {(int)Width!.Value} bits; a processor with AVX2 or AVX-512 trains several times faster.");
        if (Software is { } software) yield return software.ToString();
        if (Memory.TotalBytes > TightMemory * AvailableBytes)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the run takes about {MemoryEstimate.Megabytes(Memory.TotalBytes)} MB of "
                + $"{MemoryEstimate.Megabytes(AvailableBytes)} MB available; close other programs, or lower EnvironmentCount, "
                + $"StepsPerRollout or LargestBatch.");
    }

    /// <summary>The diagnostics of a run about to start.</summary>
    /// <exception cref="InsufficientMemoryException">The machine has less memory than the run will take; the message says
    /// both and what to lower.</exception>
    internal static RunDiagnostics Of(IPpoEngine engine, RunConfig config, MemoryEstimate memory, long availableBytes) => new(
        engine.Name, (engine as CpuEngine)?.Threads, Environment.ProcessorCount, (engine as CpuEngine)?.Width,
        config.Environment.EnvironmentCount,
        memory, availableBytes)
    {
        Software = SoftwareArithmetic.Of(engine, config),
    };

    /// <summary>Refuses a run that will not fit, before it allocates anything.</summary>
    /// <exception cref="InsufficientMemoryException">The message says
    /// what is needed, what there is and what to lower.</exception>
    internal static void RequireMemory(MemoryEstimate memory, long availableBytes)
    {
        if (memory.TotalBytes > availableBytes)
            throw new InsufficientMemoryException(
                $"The run needs about {memory} and {MemoryEstimate.Megabytes(availableBytes)} MB are available. "
                + "Lower EnvironmentCount, StepsPerRollout or LargestBatch, close other programs, or use a larger machine. "
                + "Nothing was started.");
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
