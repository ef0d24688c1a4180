namespace RlTrainer.Torch.Tests;

/// <summary>A test that computes with PyTorch's native library; skipped
/// with the loader's own reason where it does not load.</summary>
public sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() => Skip = Obstacle!;

    /// <summary>Why the library cannot be used here; null when it can.</summary>
    internal static string? Obstacle { get; } = TorchBackend.Obstacle("torch-cpu");
}
