using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>
/// What cells call to talk to their page: targets that the page may open channels for, and channels opened from here. A
/// notebook that uses it runs in this kernel only, so the project's own notebooks do not.
/// </summary>
public static class Comms
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Action<Comm, JsonObject>> Targets = new(StringComparer.Ordinal);

    internal static KernelComms? Kernel { get; set; }

    /// <summary>Lets the page open channels for this target; a later registration replaces an earlier one.</summary>
    /// <param name="target">The target's name.</param>
    /// <param name="opened">Called with the channel and the data it was opened with.</param>
    /// <exception cref="ArgumentException">The target's name is empty.</exception>
    public static void Register(string target, Action<Comm, JsonObject> opened)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        ArgumentNullException.ThrowIfNull(opened);
        lock (Gate)
            Targets[target] = opened;
    }

    /// <summary>Closes the target for further channels; false when it was not registered. Open channels stay.</summary>
    /// <param name="target">The name it was registered under.</param>
    /// <returns>True when it was registered.</returns>
    public static bool Unregister(string target)
    {
        lock (Gate)
            return Targets.Remove(target);
    }

    /// <summary>Opens a channel for a target that code of the page registered.</summary>
    /// <param name="target">The name that the page's code registered.</param>
    /// <param name="data">What the page receives with the opening; null for an empty object.</param>
    /// <returns>The open channel.</returns>
    /// <exception cref="InvalidOperationException">The notebook does not run in the Jupyter kernel.</exception>
    public static Comm Open(string target, JsonObject? data = null) =>
        (Kernel ?? throw new InvalidOperationException(
            "A channel to the page can be opened in the Jupyter kernel only; this notebook runs without one."))
                .Open(target, data ?? []);

    internal static Action<Comm, JsonObject>? Find(string target)
    {
        lock (Gate)
            return Targets.GetValueOrDefault(target);
    }
}
