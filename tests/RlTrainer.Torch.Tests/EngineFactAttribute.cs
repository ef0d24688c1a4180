using RlTrainer.Torch.Tests;

namespace RlTrainer.Tests.Learning;

/// <summary>The contract suite's attribute in this project: its engine needs PyTorch's native library.</summary>
public sealed class EngineFactAttribute : FactAttribute
{
    public EngineFactAttribute() => Skip = TorchFactAttribute.Obstacle!;
}
