using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>A channel between code of the notebook and its page, a comm
/// of the Jupyter protocol; both sides may send and close.</summary>
public sealed class Comm
{
    private readonly KernelComms _comms;

    internal Comm(KernelComms comms, string id, string target)
    {
        _comms = comms;
        Id = id;
        Target = target;
    }

    /// <summary>The channel's name, which both sides know.</summary>
    public string Id { get; }

    /// <summary>The target it was opened for.</summary>
    public string Target { get; }

    /// <summary>Called with the data of every message from the page, between cells; may be null.</summary>
    public Action<JsonObject>? Received { get; set; }

    /// <summary>Called when the page closes the channel; may be null.</summary>
    public Action<JsonObject>? Closed { get; set; }

    /// <summary>Sends data to the page.</summary>
    /// <param name="data">A JSON object; the page's half of the channel receives it as it is.</param>
    /// <exception cref="InvalidOperationException">The channel is closed.</exception>
    public void Send(JsonObject data) => _comms.Send(this, "comm_msg", data);

    /// <summary>Closes the channel and tells the page.</summary>
    /// <param name="data">A last JSON object for the page; null sends an empty one.</param>
    public void Close(JsonObject? data = null) => _comms.Close(this, data ?? []);
}
