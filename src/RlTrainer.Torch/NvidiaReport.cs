using System.Globalization;

namespace RlTrainer.Torch;

/// <summary>What the NVIDIA driver of this machine says of itself.</summary>
/// <param name="HasDriver">The driver's library (libcuda) is there.</param>
/// <param name="CudaVersion">The newest CUDA it serves, as 1000 ×
/// major + 10 × minor; 12080 is CUDA 12.8. 0 without a driver.</param>
/// <param name="DeviceCount">GPUs it lends this process.</param>
/// <param name="DeviceName">The first GPU's name; empty without one.</param>
/// <param name="TotalBytes">The first GPU's memory.</param>
/// <param name="ComputeCapability">The first GPU's, as 10 × major + minor; 89 is 8.9.</param>
public sealed record NvidiaReport(
    bool HasDriver, int CudaVersion, int DeviceCount, string DeviceName, long TotalBytes, int ComputeCapability)
{
    /// <summary>The oldest CUDA a driver must serve: TorchSharp-cuda-linux is built with CUDA 12.8, which runs on any driver
    /// of CUDA 12.</summary>
    public const int OldestCudaVersion = 12000;

    /// <summary>The oldest generation libtorch 2.10 with CUDA 12.8 has kernels for: Volta, 7.0.</summary>
    public const int LeastComputeCapability = 70;

    /// <summary>Below this, CUDA's own libraries (about half a GiB) leave too little for a rollout's observations.</summary>
    public const long LeastBytes = 2L << 30;

    /// <summary>Why this machine cannot compute on an NVIDIA GPU, with the remedy; null when it can.</summary>
    public string? Obstacle
    {
        get
        {
            if (!HasDriver)
                return "no NVIDIA driver was found (libcuda.so.1 does not load); install NVIDIA's driver 525 or later, "
                    + "and in a container pass the GPU through (docker run --gpus all)";
            if (CudaVersion is > 0 and < OldestCudaVersion)
                return $"the NVIDIA driver serves CUDA {Words(CudaVersion)} at most and CUDA {Words(OldestCudaVersion)} is "
                    + $"needed; install driver 525 or later";
            if (DeviceCount == 0)
                return "the NVIDIA driver reports no GPU; check nvidia-smi, CUDA_VISIBLE_DEVICES and, in a container, --gpus all";
            if (ComputeCapability < LeastComputeCapability)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the GPU {DeviceName} has compute capability {ComputeCapability / 10}.{ComputeCapability % 10} and "
                    + $"{LeastComputeCapability / 10}.{LeastComputeCapability % 10} (Volta) or later is needed; use torch-cpu "
                    + $"or cpu");
            if (TotalBytes < LeastBytes)
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"the GPU {DeviceName} has {TotalBytes >> 20:N0} MiB of memory and {LeastBytes >> 20:N0} MiB are needed; use "
                    + $"torch-cpu or cpu");
            return null;
        }
    }

    private static string Words(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}");
}
