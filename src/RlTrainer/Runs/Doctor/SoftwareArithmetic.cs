using System.Diagnostics;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;

namespace RlTrainer.Runs;

/// <summary>A run on a processor without fused multiply-add: its numbers are the same, and it takes many times as long.</summary>
/// <param name="GigaFlops">Measured before the run, billions of operations a second.</param>
/// <param name="AtMost">All steps, all epochs, every state a decision.</param>
internal sealed record SoftwareArithmetic(double GigaFlops, TimeSpan AtMost)
{
    private const int States = 64;

    /// <summary>What the machine lacks and how long the run will take.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"this processor has no fused multiply-add (x86: FMA3, from AVX2 processors on), so each is put together from several "
        + $"instructions: the same bytes at {GigaFlops:F1} GFLOP/s; all steps take {AtMost.TotalHours:F1} hours at most.");

    /// <summary>Measures the engine on made-up observations; null where
    /// the processor has the instruction, or for another engine.</summary>
    internal static SoftwareArithmetic? Of(IPpoEngine engine, RunConfig config) =>
        engine is CpuEngine && !VectorWidths.HasFusedMultiplyAdd ? Measured(engine, config) : null;

    /// <summary>The same whatever the processor has; the engine is bound to a table.</summary>
    internal static SoftwareArithmetic Measured(IPpoEngine engine, RunConfig config)
    {
        int[] bars = new int[States];
        Array.Fill(bars, engine.Layout.WindowBars - 1);
        float[] dense = new float[States * engine.Layout.DenseCount], logits = new float[States * engine.Network.Actions],
            values = new float[States];
        engine.Evaluate(new Observations(bars, dense), logits, values);
        long start = Stopwatch.GetTimestamp();
        engine.Evaluate(new Observations(bars, dense), logits, values);
        double rate = EngineOperations.Evaluation(engine.Network, States) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        int epochs = (config.Algorithm as PpoConfig)?.Epochs ?? 1;
        double step = EngineOperations.Evaluation(engine.Network, 1)
            + epochs * EngineOperations.Step(engine.Network, 1, 1, stepped: true);
        return new SoftwareArithmetic(rate / 1e9, TimeSpan.FromSeconds(config.Algorithm.Steps * step / rate));
    }
}
