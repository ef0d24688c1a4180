using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace RlTrainer.Torch;

/// <summary>Asks the system's loader for PyTorch's native library the way TorchSharp does, which prints its search as a page
/// when it fails.</summary>
internal static class NativeLoading
{
    /// <summary>What stands in the way of the native library; null when it is loaded.</summary>
    /// <param name="isCuda">The library for an NVIDIA GPU is asked for.</param>
    public static NativeLibraryFault? Fault(bool isCuda)
    {
        Assembly owner = typeof(torch).Assembly;
        // the second library finds its symbols in this one
        _ = NativeLibrary.TryLoad(isCuda ? "torch_cuda" : "torch_cpu", owner, null, out _);
        try
        {
            _ = NativeLibrary.Load("LibTorchSharp", owner, null);
            return null;
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
        {
            return NativeLibraryFault.Of(fault.Message);
        }
    }
}
