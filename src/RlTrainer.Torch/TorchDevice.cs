namespace RlTrainer.Torch;

/// <summary>Where PyTorch's library computes.</summary>
public enum TorchDevice
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>The first NVIDIA GPU.</summary>
    Cuda,
}
