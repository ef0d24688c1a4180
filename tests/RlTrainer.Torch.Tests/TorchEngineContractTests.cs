using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>The suite every engine passes, on the processor.</summary>
public sealed class TorchCpuEngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new TorchEngine(layout, network, seed, new TorchOptions { Threads = 2 });
}
