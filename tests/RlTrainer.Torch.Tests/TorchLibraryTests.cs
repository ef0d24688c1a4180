using System.Runtime.InteropServices;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using TorchSharp;

namespace RlTrainer.Torch.Tests;

/// <summary>What is set before the native library loads, and the sentences for what it lacks.</summary>
public sealed class TorchLibraryTests
{
    [Fact]
    public void A_build_without_a_native_library_says_how_to_bring_one() => Assert.Equal(
        "this build has no native PyTorch library; build it with dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or "
        + "-p:Torch=cuda for an NVIDIA GPU",
        TorchLibrary.NotLoadedWords("", NativeLibraryFault.Of("anything")));

    [Theory]
    [InlineData("cpu", "libtorch-cpu")]
    [InlineData("cuda", "TorchSharp-cuda-linux")]
    public void A_native_library_that_is_absent_is_named_with_the_loaders_words_and_the_command(string package, string name)
    {
        const string message =
            "Unable to load shared library 'LibTorchSharp' or one of its dependencies.\n/somewhere/libLibTorchSharp.so: "
            + "cannot open shared object file: No such file or directory\n";
        Assert.Equal(
            $"PyTorch's native library ({name}) did not load: /somewhere/libLibTorchSharp.so: cannot open shared object file: No "
            + $"such file or directory; "
            + $"build it with dotnet build src/RlTrainer.Torch -c Release -p:Torch={package} again",
            TorchLibrary.NotLoadedWords(package, NativeLibraryFault.Of(message)));
    }

    [Fact]
    public void A_system_that_is_too_old_for_the_library_is_named_with_what_it_lacks()
    {
        const string message = "Unable to load shared library 'LibTorchSharp' or one of its dependencies.\n"
            + "/other/libLibTorchSharp.so: cannot open shared object file: No such file or directory\n"
            + "/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by "
            + "/backends/libLibTorchSharp.so)\n";
        NativeLibraryFault fault = NativeLibraryFault.Of(message, "Debian GNU/Linux 12 (bookworm)");
        Assert.Equal(
            "PyTorch's native library (libtorch-cpu) did not load: /lib/x86_64-linux-gnu/libstdc++.so.6: version "
            + "`GLIBCXX_3.4.32' not found "
            + "(required by /backends/libLibTorchSharp.so); it needs GLIBCXX_3.4.32, which Debian GNU/Linux 12 (bookworm) does "
            + "not have: "
            + "use Debian 13, Ubuntu 24.04 or later, or a newer C++ library",
            TorchLibrary.NotLoadedWords("cpu", fault));
    }

    [Fact]
    public void A_library_built_for_the_processor_says_how_to_build_the_other()
    {
        const string sentence =
            "backends/ was built for the processor (-p:Torch=cpu); build it with dotnet build src/RlTrainer.Torch -c Release "
            + "-p:Torch=cuda";
        Assert.Equal(sentence, TorchLibrary.BuiltForCpu);
        if (TorchLibrary.Package == "cpu") Assert.Equal(sentence, TorchBackend.Obstacle("torch-cuda"));
    }

    [Fact]
    public void A_gpu_that_only_the_driver_sees_is_a_sentence_with_a_remedy() => Assert.Equal(
        "torch-cuda cannot be used: PyTorch's library found no usable GPU although the driver lists one; it may be held by "
        + "another process. "
        + "Check nvidia-smi, or use torch-cpu or cpu.",
        TorchLibrary.UnusableGpu);

    [Fact]
    public void Too_little_memory_names_the_engine_the_need_the_room_and_the_remedy()
    {
        // 512 MiB and 20 GiB.
        Assert.Equal(
            "torch-cuda (by hand) has too little memory for a minibatch of 65536 samples (512 of 20,480 MiB of the device are "
            + "free); "
            + "take smaller minibatches or fewer environments, close other programs on it, or use the cpu backend.",
            TorchLibrary.OutOfMemoryWords(
                "torch-cuda (by hand)", "a minibatch of 65536 samples", new DeviceMemory(512L << 20, 20L << 30)));
        Assert.Equal(
            "torch-cpu (by hand) has too little memory for 8 observations at once; "
            + "take smaller minibatches or fewer environments, close other programs on it, or use the cpu backend.",
            TorchLibrary.OutOfMemoryWords("torch-cpu (by hand)", "8 observations at once", null));
    }

    [TorchFact]
    public void The_librarys_own_word_for_too_little_memory_is_recognised()
    {
        Assert.Null(TorchBackend.Obstacle("torch-cpu"));
        // 2⁴⁵ numbers are 128 TiB; the allocator refuses at once.
        var fault = Assert.ThrowsAny<ExternalException>(() => torch.empty(1L << 45, torch.ScalarType.Float32));
        Assert.True(TorchLibrary.IsOutOfMemory(fault), fault.Message);
        using torch.Tensor two = torch.zeros(2);
        var other = Assert.ThrowsAny<ExternalException>(() => two.view(3));
        Assert.False(TorchLibrary.IsOutOfMemory(other), other.Message);
    }

    [TorchFact]
    public void Threads_are_set_where_native_code_reads_them_and_in_the_library()
    {
        using var engine = new TorchEngine(
            new ObservationLayout(0, 0, 4), new NetworkShape(4, [8], 2), 42, new TorchOptions { Threads = 2 });
        Assert.All(
            ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_WAIT_POLICY", "CUBLAS_WORKSPACE_CONFIG"],
            name => Assert.False(string.IsNullOrEmpty(NativeEnvironment.Read(name)), $"{name} is not set for native code."));
        Assert.Equal(2, torch.get_num_threads());
    }
}
