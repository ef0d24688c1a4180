using System.Reflection;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// The engines by name. "cpu" is this library's own; the torch backends live in an optional library that is loaded from a
/// folder by name, so that nothing references it and nothing needs it.
/// </summary>
public static class EngineBackends
{
    /// <summary>The optional library's file in the backends folder.</summary>
    public const string TorchFile = "RlTrainer.Torch.dll";

    private const string HowToBuild =
        "build it with dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda for an NVIDIA GPU";

    /// <summary>What can be asked for; "auto" is torch-cuda where it can be used, else cpu.</summary>
    public static IReadOnlyList<string> Names { get; } = ["cpu", "torch-cpu", "torch-cuda", "auto"];

    /// <summary>Which backend a request means on this machine.</summary>
    /// <param name="backend">One of <see cref="Names"/>.</param>
    /// <param name="folder">Where the optional library is looked for: backends/ of the checkout.</param>
    /// <returns>The backend by its own name, and in words why it was chosen.</returns>
    /// <exception cref="ArgumentException">The name is unknown, or the backend cannot be used here; the message says why and
    /// what to do.</exception>
    public static EngineChoice Choose(string backend, string folder)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(folder);
        return Choose(backend, name => Obstacle(name, folder));
    }

    /// <summary>An engine on a chosen backend, with the starting weights of a seed.</summary>
    /// <param name="choice">What <see cref="Choose(string, string)"/> returned.</param>
    /// <param name="folder">Where the optional library is looked for.</param>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths.</param>
    /// <param name="seed">The same seed gives every engine the same weights.</param>
    /// <param name="tensorFloat32">
    /// Matrix products on an NVIDIA GPU with three decimal digits in their factors instead of seven, several times as fast from
    /// Ampere on; of no effect elsewhere. Off by default.
    /// </param>
    /// <returns>The engine, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The network does not take the layout's observations.</exception>
    public static IPpoEngine Create(
        EngineChoice choice, string folder, ObservationLayout layout, NetworkShape network, ulong seed,
        bool tensorFloat32 = false)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(network);
        if (choice.Backend == "cpu") return new CpuEngine(layout, network, seed);
        var create = Door(folder).GetMethod("Create")!
            .CreateDelegate<Func<string, ObservationLayout, NetworkShape, ulong, bool, IPpoEngine>>();
        return create(choice.Backend, layout, network, seed, tensorFloat32);
    }

    /// <summary>The decision alone: a request and what stands in a backend's way (null for nothing) → the choice.</summary>
    internal static EngineChoice Choose(string backend, Func<string, string?> obstacle)
    {
        if (!Names.Contains(backend))
            throw new ArgumentException($"The backend was '{backend}'; expected one of {string.Join(", ", Names)}.");
        if (backend == "cpu") return new EngineChoice("cpu", null);
        if (backend == "auto")
            return obstacle("torch-cuda") is { } why
                ? new EngineChoice("cpu", $"auto computes on the processor: {why}.")
                : new EngineChoice("torch-cuda", null);
        return obstacle(backend) is { } hindrance
            ? throw new ArgumentException($"The backend {backend} cannot be used: {hindrance}. The backend cpu needs nothing.")
            : new EngineChoice(backend, null);
    }

    /// <summary>Why a backend cannot be used on this machine, as half a sentence with its remedy; null when it can.</summary>
    /// <param name="backend">"cpu", "torch-cpu" or "torch-cuda".</param>
    /// <param name="folder">Where the optional library is looked for.</param>
    /// <returns>Half a sentence, or null.</returns>
    public static string? Obstacle(string backend, string folder)
    {
        ArgumentNullException.ThrowIfNull(backend);
        ArgumentNullException.ThrowIfNull(folder);
        if (backend == "cpu") return null;
        string file = Path.Combine(folder, TorchFile);
        if (!File.Exists(file)) return $"{file} is absent; {HowToBuild}";
        return Door(folder).GetMethod("Obstacle")!.CreateDelegate<Func<string, string?>>()(backend);
    }

    private static Type Door(string folder) =>
        Assembly.LoadFrom(Path.GetFullPath(Path.Combine(folder, TorchFile)))
            .GetType("RlTrainer.Torch.TorchBackend", throwOnError: true)!;
}
