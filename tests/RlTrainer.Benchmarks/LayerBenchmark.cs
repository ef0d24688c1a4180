using System.Diagnostics;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>Every pass over every layer of the phase 1 network on one thread, each
/// beside the peak measured in the same moment: where the engine's time goes.</summary>
internal static unsafe class LayerBenchmark
{
    private const int Turns = 200, PieceRows = 64;
    private static readonly int[] Widths = [228, 512, 256, 128, 3];

    /// <summary>Prints a row per layer and pass.</summary>
    public static int Run(TextWriter output, string[] arguments)
    {
        int rows = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 512;
        using var network = new PanelNetwork(PanelArithmetic.Of(VectorWidths.Best), Widths);
        Fill(network.Weights, 0.05);
        network.TransposeAll();
        network.Prepare(rows, withGradients: true);
        new Span<float>(network.Input, network.PanelRows * network.Panels.Width * network.Panels.Of(Widths[0])).Fill(0.3f);
        output.WriteLine($"{rows} rows, one thread\npass              fastest  median  of a peak of");
        Update(output, rows);
        Print(output, "forward", Operations(Widths, rows), () => Pieces(rows, network.ForwardRows));
        new Span<float>(network.OutputGradient, network.PanelRows * network.Panels.Width).Fill(0.01f);
        Print(output, "backward inputs", Operations(Widths[1..], rows), () => Pieces(rows, network.BackwardRows));
        int group = Math.Max(1, 64 / network.Panels.Width);
        double[] squares = new double[64];
        for (int index = 0; index < network.Layers.Length; index++)
        {
            int layer = index;
            Print(output, $"weights of layer {layer}", Operations(Widths[layer..(layer + 2)], rows), () =>
            {
                int panels = network.Layers[layer].OutputPanels;
                for (int panel = 0; panel < panels; panel += group)
                    network.BackwardPanels(layer, panel, Math.Min(group, panels - panel), 0, rows, squares);
            });
        }
        return 0;
    }

    private static void Update(TextWriter output, int rows)
    {
        (ObservationLayout layout, NetworkShape shape) =
            new EndToEndBenchmark(BenchmarkLength.Quick, TimeProvider.System).Shape();
        var data = new BenchmarkBatch(layout, shape, rows);
        using var engine = new CpuEngine(layout, shape, seed: 1, threads: 1);
        engine.Bind(data.Table);
        double weights = Operations([.. Widths[..^1], shape.Actions], 1) + Operations([.. Widths[..^1], 1], 1),
            first = 2.0 * Widths[0] * Widths[1];
        Print(output, "whole update", 3 * rows * weights - 2 * rows * first, () =>
            engine.Step(data.Minibatch, BenchmarkBatch.Settings));
        var clock = new StepClock();
        engine.Clock = clock;
        for (int turn = 0; turn < Turns; turn++) engine.Step(data.Minibatch, BenchmarkBatch.Settings);
        engine.Clock = null;
        StepPart[] parts = Enum.GetValues<StepPart>();
        double all = parts.Sum(clock.Seconds);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  inside real updates: {string.Join(", ", parts.Select(Share))}"));
        string Share(StepPart part) => string.Create(
            CultureInfo.InvariantCulture, $"{part.ToString().ToLowerInvariant()} {clock.Seconds(part) / all:P1}");
    }

    private static double Operations(int[] widths, int rows) =>
        widths.Zip(widths.Skip(1), (inputs, outputs) => 2.0 * rows * inputs * outputs).Sum();

    private static void Pieces(int rows, Action<int, int> pass)
    {
        for (int start = 0; start < rows; start += PieceRows) pass(start, Math.Min(PieceRows, rows - start));
    }

    private static void Print(TextWriter output, string name, double operations, Action pass)
    {
        double[] speeds = new double[Turns], peaks = new double[Turns];
        for (int turn = 0; turn < Turns; turn++)
        {
            if (turn % 20 == 0) peaks[turn / 20] = FmaPeak.GigaFlops(1, 0.002);
            long start = Stopwatch.GetTimestamp();
            pass();
            speeds[turn] = operations * 1e-9 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(speeds);
        double peak = peaks.Max();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-17} {speeds[^1] / peak,8:P1} {speeds[Turns / 2] / peak,7:P1}  {peak:F0} GFLOP/s"));
    }

    private static void Fill(FloatBuffer buffer, double size)
    {
        var draws = Rng.Stream(1, "layers");
        foreach (ref float value in buffer.Values) value = (float)(size * (draws.NextDouble() - 0.5));
    }
}
