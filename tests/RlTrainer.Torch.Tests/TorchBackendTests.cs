using System.Reflection;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Torch.Tests;

/// <summary>The door that callers open by reflection.</summary>
public sealed class TorchBackendTests
{
    private static readonly ObservationLayout Layout = new(0, 0, 4);
    private static readonly NetworkShape Network = new(4, [8], 2);

    [Fact]
    public void An_unknown_backend_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<ArgumentException>(() => TorchBackend.Create("torch-tpu", Layout, Network, 42));
        Assert.Equal("The backend was 'torch-tpu'; this library has torch-cpu and torch-cuda.", fault.Message);
    }

    [TorchFact]
    public void The_processor_is_always_possible()
    {
        Assert.Null(TorchBackend.Obstacle("torch-cpu"));
        using IPpoEngine engine = TorchBackend.Create("torch-cpu", Layout, Network, 42);
        Assert.Matches(@"^torch-cpu \(TorchSharp for libtorch [0-9.]+, [0-9]+ threads\)$", engine.Name);
        Assert.Null(engine.DeviceMemory);
    }

    [Fact]
    public void A_gpu_is_used_or_refused_with_the_obstacle_in_one_sentence()
    {
        if (TorchBackend.Obstacle("torch-cuda") is not { } obstacle)
        {
            using IPpoEngine engine = TorchBackend.Create("torch-cuda", Layout, Network, 42);
            Assert.StartsWith("torch-cuda (", engine.Name, StringComparison.Ordinal);
            return;
        }
        var fault = Assert.Throws<TorchBackendException>(() => TorchBackend.Create("torch-cuda", Layout, Network, 42));
        Assert.Equal($"torch-cuda cannot be used: {obstacle}.", fault.Message);
    }

    [TorchFact]
    public void The_core_finds_this_library_by_name_in_its_folder()
    {
        string folder = Path.GetDirectoryName(typeof(TorchBackend).Assembly.Location)!;
        EngineChoice choice = EngineBackends.Choose("torch-cpu", folder);
        using IPpoEngine engine = EngineBackends.Create(choice, folder, Layout, Network, 42);
        Assert.IsType<TorchEngine>(engine);
        string? obstacle = TorchBackend.Obstacle("torch-cuda");
        Assert.Equal(obstacle is null ? "torch-cuda" : "cpu", EngineBackends.Choose("auto", folder).Backend);
        Assert.Equal(obstacle is null ? null : $"auto computes on the processor: {obstacle}.",
            EngineBackends.Choose("auto", folder).Reason);
    }

    [Fact]
    public void A_network_that_does_not_fit_the_observations_is_refused()
    {
        var fault = Assert.Throws<ArgumentException>(
            () => TorchBackend.Create("torch-cpu", Layout, new NetworkShape(5, [8], 2), 42));
        Assert.StartsWith("Network 5-8-2 takes 5 inputs; an observation has 4", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_signatures_that_callers_look_up_by_name_stay()
    {
        MethodInfo create = typeof(TorchBackend).GetMethod("Create")!;
        Assert.Equal(
            [typeof(string), typeof(ObservationLayout), typeof(NetworkShape), typeof(ulong), typeof(bool)],
            create.GetParameters().Select(parameter => parameter.ParameterType));
        Assert.Equal(typeof(IPpoEngine), create.ReturnType);
        Assert.Equal([typeof(string)],
            typeof(TorchBackend).GetMethod("Obstacle")!.GetParameters().Select(parameter => parameter.ParameterType));
    }
}
