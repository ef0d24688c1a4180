using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Torch;

/// <summary>
/// The door of this library for callers that load it by name from <c>backends/RlTrainer.Torch.dll</c> and reference nothing:
/// its members take and return the core's types and strings only, and keep their signatures.
/// </summary>
public static class TorchBackend
{
    /// <summary>The backends this library can be asked for.</summary>
    public static IReadOnlyList<string> Names { get; } = ["torch-cpu", "torch-cuda"];

    /// <summary>Why a backend cannot be used on this machine, as half a sentence with its remedy; null when it can.</summary>
    /// <param name="name">"torch-cpu" or "torch-cuda".</param>
    /// <returns>Half a sentence, e.g. "no NVIDIA driver was found; …", or null.</returns>
    /// <exception cref="ArgumentException">The name is none of <see cref="Names"/>.</exception>
    public static string? Obstacle(string name) => TorchLibrary.Obstacle(DeviceOf(name));

    /// <summary>An engine with the starting weights of a seed.</summary>
    /// <param name="name">"torch-cpu" or "torch-cuda".</param>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths.</param>
    /// <param name="seed">The same seed gives every engine the same weights.</param>
    /// <param name="tensorFloat32">See <see cref="TorchOptions.TensorFloat32"/>.</param>
    /// <returns>The engine, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the network does not fit the layout.</exception>
    /// <exception cref="TorchBackendException">The library or the device is not there; the message says what to do.</exception>
    public static IPpoEngine Create(
        string name, ObservationLayout layout, NetworkShape network, ulong seed, bool tensorFloat32 = false) =>
        new TorchEngine(layout, network, seed, new TorchOptions { Device = DeviceOf(name), TensorFloat32 = tensorFloat32 });

    private static TorchDevice DeviceOf(string name) => name switch
    {
        "torch-cpu" => TorchDevice.Cpu,
        "torch-cuda" => TorchDevice.Cuda,
        _ => throw new ArgumentException($"The backend was '{name}'; this library has {string.Join(" and ", Names)}."),
    };
}
