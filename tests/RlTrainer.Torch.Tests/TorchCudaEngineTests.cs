using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>The same suite on an NVIDIA GPU; compiled with -p:Torch=cuda
/// only, so that a run without a GPU says so by failing.</summary>
public sealed class TorchCudaEngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new TorchEngine(layout, network, seed, new TorchOptions { Device = TorchDevice.Cuda });
}
