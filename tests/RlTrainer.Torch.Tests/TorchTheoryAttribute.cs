namespace RlTrainer.Torch.Tests;

/// <summary>A <see cref="TorchFactAttribute"/> with cases.</summary>
public sealed class TorchTheoryAttribute : TheoryAttribute
{
    public TorchTheoryAttribute() => Skip = TorchFactAttribute.Obstacle!;
}
