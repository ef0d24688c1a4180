using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Which engine a request means, on machines written by hand.</summary>
public sealed class EngineBackendsTests
{
    private const string NoDriver = "no NVIDIA driver was found";

    [Fact]
    public void Auto_takes_the_gpu_where_nothing_stands_in_its_way() =>
        Assert.Equal(new EngineChoice("torch-cuda", null), EngineBackends.Choose("auto", _ => null));

    [Fact]
    public void Auto_falls_back_to_the_cpu_and_says_why() =>
        Assert.Equal(
            new EngineChoice("cpu", $"auto computes on the processor: {NoDriver}."),
            EngineBackends.Choose("auto", name => name == "torch-cuda" ? NoDriver : null));

    [Fact]
    public void Cpu_asks_nothing_of_the_machine() =>
        Assert.Equal(new EngineChoice("cpu", null),
            EngineBackends.Choose("cpu", _ => throw new InvalidOperationException("asked")));

    [Fact]
    public void A_backend_that_was_asked_for_is_never_replaced()
    {
        var fault = Assert.Throws<ArgumentException>(() => EngineBackends.Choose("torch-cuda", _ => NoDriver));
        Assert.Equal("The backend torch-cuda cannot be used: no NVIDIA driver was found. The backend cpu needs nothing.",
            fault.Message);
        Assert.Equal(new EngineChoice("torch-cpu", null), EngineBackends.Choose("torch-cpu", _ => null));
    }

    [Fact]
    public void An_unknown_backend_is_answered_with_the_known_ones()
    {
        var fault = Assert.Throws<ArgumentException>(() => EngineBackends.Choose("gpu", _ => null));
        Assert.Equal("The backend was 'gpu'; expected one of cpu, torch-cpu, torch-cuda, auto.", fault.Message);
    }

    [Fact]
    public void An_absent_library_is_named_with_how_to_build_it()
    {
        string folder = Path.Combine(Path.GetTempPath(), "rltrainer-no-backends-here");
        var fault = Assert.Throws<ArgumentException>(() => EngineBackends.Choose("torch-cpu", folder));
        Assert.Equal(
            $"The backend torch-cpu cannot be used: {Path.Combine(folder, "RlTrainer.Torch.dll")} is absent; build it with "
            + $"dotnet build "
            + "src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda for an NVIDIA GPU. The backend cpu needs nothing.",
            fault.Message);
        Assert.Equal(
            new EngineChoice("cpu",
                $"auto computes on the processor: {Path.Combine(folder, "RlTrainer.Torch.dll")} is absent; build it with dotnet "
                + $"build "
                + "src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda for an NVIDIA GPU."),
            EngineBackends.Choose("auto", folder));
    }

    [Fact]
    public void The_cpu_backend_is_the_cpu_engine()
    {
        using IPpoEngine engine =
            EngineBackends.Create(
                new EngineChoice("cpu", null), "nowhere", new ObservationLayout(0, 0, 4), new NetworkShape(4, [8], 2), 42);
        Assert.IsType<CpuEngine>(engine);
    }
}
