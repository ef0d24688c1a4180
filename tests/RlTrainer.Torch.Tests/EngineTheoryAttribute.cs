using RlTrainer.Torch.Tests;

namespace RlTrainer.Tests.Learning;

/// <summary>The contract suite's attribute in this project: its engine needs PyTorch's native library.</summary>
public sealed class EngineTheoryAttribute : TheoryAttribute
{
    public EngineTheoryAttribute() => Skip = TorchFactAttribute.Obstacle!;
}
