using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RlTrainer.Lab.Security;

namespace RlTrainer.Lab.Kernels;

/// <summary>Which notebook has which kernel.</summary>
internal sealed class SessionTable(KernelTable kernels, SafePaths paths) : IDisposable
{
    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>All sessions whose kernels are there.</summary>
    public JsonArray Json() => [.. Living().Select(Json)];

    /// <summary>The session of an id.</summary>
    /// <exception cref="LabFault">There is none.</exception>
    public JsonObject Find(string id) => Json(Get(id));

    /// <summary>The session of a notebook, which is begun where it has none.</summary>
    /// <param name="asked">path, name, type and kernel.</param>
    public async Task<(JsonObject Json, bool IsBegun)> BeginAsync(JsonObject asked)
    {
        string path = SafePaths.Name(asked.Text("path")), type = asked.Text("type") ?? "notebook";
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Living().FirstOrDefault(session => session.Path == path && session.Type == type) is { } found)
                return (Json(found), false);
            var session = new Session(
                Guid.NewGuid().ToString(), path, asked.Text("name") ?? path, type, KernelOf(asked["kernel"], path).Id);
            _sessions[session.Id] = session;
            return (Json(session), true);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Renames a session, or gives it another kernel.</summary>
    public async Task<JsonObject> ChangeAsync(string id, JsonObject asked)
    {
        Session session = Get(id);
        string path = asked.Text("path") is { } moved ? SafePaths.Name(moved) : session.Path;
        string kernel = asked["kernel"] is JsonObject wanted ? KernelOf(wanted, path).Id : session.KernelId;
        var changed = session with
        {
            Path = path,
            Name = asked.Text("name") ?? session.Name,
            Type = asked.Text("type") ?? session.Type,
            KernelId = kernel,
        };
        _sessions[id] = changed;
        if (kernel != session.KernelId) await kernels.EndAsync(session.KernelId).ConfigureAwait(false);
        return Json(changed);
    }

    /// <summary>Ends a session and its kernel.</summary>
    public async Task EndAsync(string id)
    {
        Session session = Get(id);
        _sessions.TryRemove(id, out _);
        await kernels.EndAsync(session.KernelId).ConfigureAwait(false);
    }

    /// <summary>The kernels end on their own.</summary>
    public void Dispose() => _turn.Dispose();

    private RunningKernel KernelOf(JsonNode? asked, string path)
    {
        var wanted = asked as JsonObject;
        return wanted?.Text("id") is { Length: > 0 } id ? kernels.Find(id)
            : kernels.Start(wanted?.Text("name"), paths.Resolve(path));
    }

    private Session Get(string id) => Living().FirstOrDefault(session => session.Id == id)
        ?? throw new LabFault(404, $"There is no session '{Files.PrintableText.Name(id)}'.");

    /// <summary>A session whose kernel was shut down is none any longer.</summary>
    private List<Session> Living()
    {
        var ids = kernels.All.Select(kernel => kernel.Id).ToHashSet(StringComparer.Ordinal);
        foreach (Session session in _sessions.Values)
            if (!ids.Contains(session.KernelId)) _sessions.TryRemove(session.Id, out _);
        return [.. _sessions.Values];
    }

    private JsonObject Json(Session session) => new()
    {
        ["id"] = session.Id,
        ["path"] = session.Path,
        ["name"] = session.Name,
        ["type"] = session.Type,
        ["kernel"] = kernels.Find(session.KernelId).Json(),
        ["notebook"] = new JsonObject { ["path"] = session.Path, ["name"] = session.Name },
    };

    private sealed record Session(string Id, string Path, string Name, string Type, string KernelId);
}
