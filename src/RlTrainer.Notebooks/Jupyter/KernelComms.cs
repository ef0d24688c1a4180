using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>This kernel has no comm targets: an opened comm is closed at once, as the protocol asks, and none is ever open.</summary>
internal sealed class KernelComms(KernelSockets sockets)
{
    /// <summary>Serves a comm message.</summary>
    public void Receive(JupyterMessage message)
    {
        if (message.Type == "comm_open")
            sockets.Publish("comm_close", message.Header, new JsonObject { ["comm_id"] = message.Text("comm_id"), ["data"] = new JsonObject() });
    }

    /// <summary>comm_info_reply.</summary>
    public static JsonObject Info() => new() { ["status"] = "ok", ["comms"] = new JsonObject() };
}
