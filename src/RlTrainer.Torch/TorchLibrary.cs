using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using RlTrainer.Learning;
using TorchSharp;

namespace RlTrainer.Torch;

/// <summary>Loads PyTorch's native library once, with its threads set before, and says in one sentence when it cannot.</summary>
internal static class TorchLibrary
{
    /// <summary>The driver is content, PyTorch is not.</summary>
    internal const string UnusableGpu =
        "torch-cuda cannot be used: PyTorch's library found no usable GPU although the driver lists one; it may be held by "
        + "another process. "
        + "Check nvidia-smi, or use torch-cpu or cpu.";

    /// <summary>Half a sentence: the wrong package was built.</summary>
    internal const string BuiltForCpu =
        "backends/ was built for the processor (-p:Torch=cpu); build it with dotnet build src/RlTrainer.Torch -c Release "
        + "-p:Torch=cuda";

    /// <summary>"cpu" or "cuda": the package this library was built with.</summary>
    public static string Package { get; } = typeof(TorchLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "Torch").Value!;

    /// <summary>Options → the device, its library loaded and set up.</summary>
    /// <exception cref="TorchBackendException">The library or the device is not there; the message says what to do.</exception>
    public static torch.Device Open(TorchOptions options)
    {
        bool isCuda = options.Device == TorchDevice.Cuda;
        NativeEnvironment.PrepareThreads(options.Threads);
        if (Obstacle(options.Device) is { } obstacle)
            throw new TorchBackendException($"{(isCuda ? "torch-cuda" : "torch-cpu")} cannot be used: {obstacle}.");
        DeviceType type = isCuda ? DeviceType.CUDA : DeviceType.CPU;
        try
        {
            if (!torch.TryInitializeDeviceType(type))
                throw new TorchBackendException(UnusableGpu);
            torch.set_num_threads(options.Threads);
            if (isCuda) torch.backends.cuda.matmul.allow_tf32 = options.TensorFloat32;
        }
        catch (Exception fault) when (
            fault is NotSupportedException or DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new TorchBackendException(
                $"{(isCuda ? "torch-cuda" : "torch-cpu")} cannot be used: "
                + $"{NotLoadedWords(Package, NativeLibraryFault.Of(fault.Message))}.", fault);
        }
        return new torch.Device(type);
    }

    /// <summary>Half a sentence for a package ("cpu", "cuda", or "" for none) whose native part does not load.</summary>
    /// <param name="package">What the library was built with.</param>
    /// <param name="fault">What the system's loader said.</param>
    internal static string NotLoadedWords(string package, NativeLibraryFault fault) => package.Length == 0
        ? $"this build has no native PyTorch library; {Build("cpu")}, or -p:Torch=cuda for an NVIDIA GPU"
        : $"PyTorch's native library ({(package == "cuda" ? "TorchSharp-cuda-linux" : "libtorch-cpu")}) did not load: "
            + $"{fault.Sentence}; "
          + (fault.Remedy ?? $"{Build(package)} again");

    private static string Build(string package) =>
        $"build it with dotnet build src/RlTrainer.Torch -c Release -p:Torch={package}";

    /// <summary>A sentence for a device without room.</summary>
    internal static string OutOfMemoryWords(string engine, string what, DeviceMemory? memory) =>
        $"{engine} has too little memory for {what}{(memory is null ? "" : $" ({memory})")}; "
        + "take smaller minibatches or fewer environments, close other programs on it, or use the cpu backend.";

    /// <summary>Why a device cannot be used here, as half a sentence with its remedy; null when it can.</summary>
    public static string? Obstacle(TorchDevice device)
    {
        if (device == TorchDevice.Cuda)
        {
            if (Package != "cuda")
                return BuiltForCpu;
            if (NvidiaDriver.Report().Obstacle is { } lack) return lack;
        }
        NativeEnvironment.PrepareThreads(Environment.ProcessorCount);
        return NativeLoading.Fault(device == TorchDevice.Cuda) is { } fault ? NotLoadedWords(Package, fault) : null;
    }

    /// <summary>The device in words: what it is and how wide.</summary>
    public static string Describe(TorchOptions options)
    {
        if (options.Device == TorchDevice.Cpu)
            return string.Create(
                CultureInfo.InvariantCulture,
                $"torch-cpu (TorchSharp for libtorch {torch.__version__}, {options.Threads} threads)");
        NvidiaReport report = NvidiaDriver.Report();
        string digits = options.TensorFloat32 ? "TF32" : "float32";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"torch-cuda ({report.DeviceName}, {report.TotalBytes >> 30} GiB, TorchSharp for libtorch {torch.__version__}, "
            + $"{digits})");
    }

    /// <summary>The library ran out of memory on its device.</summary>
    public static bool IsOutOfMemory(ExternalException fault) =>
        fault.Message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || fault.Message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);
}
