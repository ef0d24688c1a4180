using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>
/// Update by update, the torch engine and the processor's engine stay together within float32 rounding, until a hidden unit
/// stands so near 0 that one of them passes it and the other does not. Measured
/// against 512-bit vectors on batches of 128: any weight within 1.2E-5 of its tensor's largest for 10 updates; all weights
/// together (L2) within 1.0E-7 after 10, 5.2E-5 after 20, 2.0E-4 after 30 and 4.8E-4 after 40 updates.
/// </summary>
public sealed class EngineAgreementTests
{
    private static readonly ObservationLayout Layout = new(20, 11, 8);
    private static readonly NetworkShape Network = new(228, [512, 256, 128], 9);

    [TorchTheory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public void Every_weight_of_the_default_network_stays_with_the_cpu_engine(int updates)
    {
        using CpuEngine cpu = new(Layout, Network, seed: 3, threads: 2);
        using TorchEngine torch = New(3);
        double difference = Learned(cpu, torch, updates, EngineCase.Settings);
        Assert.True(difference <= 1e-4,
            $"After {updates} updates a weight differs by {difference:E2} of its tensor's largest; expected at most 1E-4.");
    }

    [TorchFact]
    public void After_forty_updates_the_weights_together_are_still_the_cpu_engines()
    {
        using CpuEngine cpu = new(Layout, Network, seed: 3, threads: 2);
        using TorchEngine torch = New(3);
        Learned(cpu, torch, 40, EngineCase.Settings);
        double difference = RelativeDistance(cpu, torch);
        Assert.True(difference <= 5e-3,
            $"After 40 updates the weights differ by {difference:E2} of their norm; expected at most 5E-3.");
    }

    [TorchFact]
    public void Value_clipping_equals_the_reference()
    {
        NetworkShape small = new(228, [24], 3);
        StepSettings settings = EngineCase.Settings with { ValueClipRange = 0.2f };
        using ReferenceEngine reference = new(Layout, small, seed: 3);
        using TorchEngine torch = new(Layout, small, 3, new TorchOptions { Threads = 2 });
        Assert.True(Learned(reference, torch, 5, settings) < 1e-3);
    }

    [TorchFact]
    public void Twice_the_same_updates_are_the_same_bits()
    {
        using TorchEngine first = New(3), second = New(3);
        Assert.Equal(0.0, Learned(first, second, 10, EngineCase.Settings));
    }

    [TorchFact]
    public void Weights_and_moments_move_from_the_cpu_engine_to_torch_and_back()
    {
        var data = new EngineCase(Layout, Network, 256, seed: 11, decisionShare: 0.6);
        using CpuEngine cpu = new(Layout, Network, seed: 3, threads: 2), back = new(Layout, Network, seed: 5, threads: 1);
        using TorchEngine torch = New(99);
        foreach (IPpoEngine engine in new IPpoEngine[] { cpu, torch, back }) engine.Bind(data.Table);
        cpu.Step(data.Minibatch, EngineCase.Settings);
        torch.Load(cpu.Weights());
        torch.Load(cpu.Optimizer());
        back.Load(torch.Weights());
        back.Load(torch.Optimizer());
        Assert.Equal(0.0, Difference(cpu, back));
        Assert.Equal(1, back.Optimizer().StepCount);
        cpu.Step(data.Minibatch, EngineCase.Settings);
        torch.Step(data.Minibatch, EngineCase.Settings);
        Assert.True(Difference(cpu, torch) < 1e-3);
    }

    private static TorchEngine New(ulong seed) => new(Layout, Network, seed, new TorchOptions { Threads = 2 });

    private static double Learned(IPpoEngine expected, TorchEngine actual, int updates, StepSettings settings)
    {
        for (int update = 0; update < updates; update++)
        {
            var data = new EngineCase(Layout, expected.Network, 128, seed: 100 + (ulong)update, decisionShare: 0.7);
            expected.Bind(data.Table);
            actual.Bind(data.Table);
            expected.Step(data.Minibatch, settings);
            actual.Step(data.Minibatch, settings);
        }
        return Difference(expected, actual);
    }

    private static double RelativeDistance(CpuEngine expected, TorchEngine actual)
    {
        double distance = 0.0, norm = 0.0;
        foreach ((WeightTensor left, WeightTensor right) in expected.Weights().Tensors.Zip(actual.Weights().Tensors))
        {
            foreach ((float one, float other) in left.Values.Zip(right.Values))
            {
                distance += ((double)one - other) * ((double)one - other);
                norm += (double)one * one;
            }
        }
        return Math.Sqrt(distance / norm);
    }

    private static double Difference(IPpoEngine expected, IPpoEngine actual) =>
        expected.Weights().Tensors.Zip(actual.Weights().Tensors)
        .Max(pair => EngineCase.RelativeDifference(pair.First.Values, pair.Second.Values));
}
