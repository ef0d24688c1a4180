using System.Globalization;

namespace RlTrainer.Torch;

/// <summary>What the NVIDIA driver of this machine says of itself.</summary>
/// <param name="HasDriver">The driver's library (libcuda) is there.</param>
/// <param name="CudaVersion">The newest CUDA it serves, as 1000 × major + 10 × minor; 12080 is CUDA 12.8. 0 without a driver.</param>
/// <param name="DeviceCount">GPUs it lends this process.</param>
/// <param name="DeviceName">The first GPU's name; empty without one.</param>
/// <param name="TotalBytes">The first GPU's memory.</param>
public sealed record NvidiaReport(bool HasDriver, int CudaVersion, int DeviceCount, string DeviceName, long TotalBytes)
{
    /// <summary>The oldest CUDA a driver must serve: TorchSharp-cuda-linux is built with CUDA 12.8, which runs on any driver of CUDA 12.</summary>
    public const int OldestCudaVersion = 12000;

    /// <summary>Why this machine cannot compute on an NVIDIA GPU, with the remedy; null when it can.</summary>
    public string? Obstacle
    {
        get
        {
            if (!HasDriver)
                return "no NVIDIA driver was found (libcuda.so.1 does not load); install NVIDIA's driver 525 or later, "
                    + "and in a container pass the GPU through (docker run --gpus all)";
            if (CudaVersion is > 0 and < OldestCudaVersion)
                return $"the NVIDIA driver serves CUDA {Words(CudaVersion)} at most and CUDA {Words(OldestCudaVersion)} is needed; install driver 525 or later";
            if (DeviceCount == 0)
                return "the NVIDIA driver reports no GPU; check nvidia-smi, CUDA_VISIBLE_DEVICES and, in a container, --gpus all";
            return null;
        }
    }

    private static string Words(int version) =>
        string.Create(CultureInfo.InvariantCulture, $"{version / 1000}.{version % 1000 / 10}");
}
