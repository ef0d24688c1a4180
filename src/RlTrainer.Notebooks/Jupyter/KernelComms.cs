using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The kernel's side of comms: opened for registered targets,
/// closed at once for unknown ones, as the protocol asks.</summary>
internal sealed class KernelComms
{
    private static readonly AsyncLocal<byte[]?> CurrentParent = new();
    private readonly Action<string, byte[]?, JsonObject> _publish;
    private readonly ConcurrentDictionary<string, Comm> _open = new(StringComparer.Ordinal);

    /// <summary>Sends through this: message type, parent header, content.</summary>
    public KernelComms(Action<string, byte[]?, JsonObject> publish)
    {
        _publish = publish;
        Comms.Kernel = this;
    }

    /// <summary>The header under which code that runs now sends.</summary>
    public static byte[]? Parent
    {
        get => CurrentParent.Value;
        set => CurrentParent.Value = value;
    }

    /// <summary>What there is to call for a message of the page; null when there is nothing.</summary>
    public Action? Receive(JupyterMessage message)
    {
        string id = message.Text("comm_id");
        JsonObject data = message.Content["data"]?.DeepClone() as JsonObject ?? [];
        switch (message.Type)
        {
            case "comm_open":
                return Opened(id, message, data);
            case "comm_msg":
                return _open.TryGetValue(id, out Comm? comm) && comm.Received is { } received ? () => received(data) : null;
            default:
                return _open.TryRemove(id, out Comm? closed) && closed.Closed is { } last ? () => last(data) : null;
        }
    }

    /// <summary>comm_info_reply: the open channels, all or those of one target.</summary>
    public JsonObject Info(JupyterMessage request)
    {
        string target = request.Text("target_name");
        var comms = new JsonObject();
        foreach (Comm comm in _open.Values.Where(comm => target.Length == 0 || comm.Target == target)
            .OrderBy(comm => comm.Id, StringComparer.Ordinal))
            comms[comm.Id] = new JsonObject { ["target_name"] = comm.Target };
        return new JsonObject { ["status"] = "ok", ["comms"] = comms };
    }

    /// <summary>Opens a channel from the kernel's side.</summary>
    public Comm Open(string target, JsonObject data)
    {
        var comm = new Comm(this, Guid.NewGuid().ToString("N"), target);
        _open[comm.Id] = comm;
        _publish("comm_open", Parent,
            new JsonObject { ["comm_id"] = comm.Id, ["target_name"] = target, ["data"] = data.DeepClone() });
        return comm;
    }

    /// <summary>Sends over an open channel.</summary>
    public void Send(Comm comm, string type, JsonObject data)
    {
        if (!_open.ContainsKey(comm.Id))
            throw new InvalidOperationException($"The channel to '{comm.Target}' is closed; open another.");
        _publish(type, Parent, new JsonObject { ["comm_id"] = comm.Id, ["data"] = data.DeepClone() });
    }

    /// <summary>Closes a channel; a second time does nothing.</summary>
    public void Close(Comm comm, JsonObject data)
    {
        if (_open.TryRemove(comm.Id, out _))
            Tell(comm.Id, data);
    }

    private Action? Opened(string id, JupyterMessage message, JsonObject data)
    {
        string target = message.Text("target_name");
        if (Comms.Find(target) is not { } opened)
        {
            _publish("comm_close", message.Header, new JsonObject { ["comm_id"] = id, ["data"] = new JsonObject() });
            return null;
        }

        var comm = new Comm(this, id, target);
        _open[id] = comm;
        return () =>
        {
            try
            {
                opened(comm, data);
            }
            catch
            {
                // A target that fails to open has no channel: the page is told, and the error is reported as the handler's.
                Close(comm, []);
                throw;
            }
        };
    }

    private void Tell(string id, JsonObject data) =>
        _publish("comm_close", Parent, new JsonObject { ["comm_id"] = id, ["data"] = data.DeepClone() });
}
