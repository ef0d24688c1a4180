namespace RlTrainer.Torch.Tests;

/// <summary>What a machine lacks for a GPU is said in words with a remedy; the reports here are written by hand.</summary>
public sealed class NvidiaReportTests
{
    private const long Gibibyte = 1L << 30;

    [Fact]
    public void A_machine_with_a_driver_of_cuda_12_and_a_gpu_has_no_obstacle()
    {
        Assert.Null(new NvidiaReport(true, 12080, 1, "NVIDIA RTX 4000 Ada", 20 * Gibibyte, 89).Obstacle);
        Assert.Null(new NvidiaReport(true, 13000, 8, "NVIDIA H200", 140 * Gibibyte, 90).Obstacle);
        Assert.Null(new NvidiaReport(true, NvidiaReport.OldestCudaVersion, 1, "Tesla V100", 16 * Gibibyte, 70).Obstacle);
    }

    [Fact]
    public void A_missing_driver_is_named_with_its_remedy()
    {
        Assert.Equal(
            "no NVIDIA driver was found (libcuda.so.1 does not load); install NVIDIA's driver 525 or later, "
            + "and in a container pass the GPU through (docker run --gpus all)",
            new NvidiaReport(false, 0, 0, "", 0, 0).Obstacle);
    }

    [Fact]
    public void A_driver_older_than_cuda_12_is_named_with_both_versions()
    {
        // 11040 = 1000 × 11 + 10 × 4.
        Assert.Equal(
            "the NVIDIA driver serves CUDA 11.4 at most and CUDA 12.0 is needed; install driver 525 or later",
            new NvidiaReport(true, 11040, 1, "Tesla T4", 16 * Gibibyte, 75).Obstacle);
    }

    [Fact]
    public void A_driver_without_a_gpu_points_to_what_hides_it()
    {
        Assert.Equal(
            "the NVIDIA driver reports no GPU; check nvidia-smi, CUDA_VISIBLE_DEVICES and, in a container, --gpus all",
            new NvidiaReport(true, 12080, 0, "", 0, 0).Obstacle);
    }

    [Fact]
    public void A_gpu_older_than_the_librarys_kernels_is_named_with_its_generation()
    {
        Assert.Equal(
            "the GPU NVIDIA GeForce GTX 1080 has compute capability 6.1 and 7.0 (Volta) or later is needed; use torch-cpu or cpu",
            new NvidiaReport(true, 12080, 1, "NVIDIA GeForce GTX 1080", 8 * Gibibyte, 61).Obstacle);
    }

    [Fact]
    public void A_gpu_with_too_little_memory_is_named_with_both_sizes()
    {
        Assert.Equal(
            "the GPU NVIDIA T400 has 1,920 MiB of memory and 2,048 MiB are needed; use torch-cpu or cpu",
            new NvidiaReport(true, 12080, 1, "NVIDIA T400", 1_920L << 20, 75).Obstacle);
    }
}
