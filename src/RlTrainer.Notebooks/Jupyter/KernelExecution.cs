using System.Globalization;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Serves execute requests: runs the cell, sends its outputs, remembers it.</summary>
internal sealed class KernelExecution(KernelSockets sockets, ScriptEngine engine, KernelHistory history)
{
    private static readonly TimeSpan InFlight = TimeSpan.FromMilliseconds(20);
    private readonly KernelInput _input = new(sockets);
    private readonly string _overflow =
        Path.Combine(Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"rltrainer-kernel-{Environment.ProcessId}"));
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private int _count;
    private string? _lastValue;

    /// <summary>How many cells were run.</summary>
    public int Count => _count;

    /// <summary>Stops the running cell; a second call does not wait
    /// for it to end by itself. Does nothing when none runs.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            if (_running is { IsCancellationRequested: true })
                engine.Insist();
            else
                _running?.Cancel();
        }
    }

    /// <summary>Runs the request's cell and replies; returns how many
    /// requests queued behind a failed cell are to be dropped.</summary>
    public async Task<int> RunAsync(JupyterMessage request)
    {
        string code = request.Text("code");
        bool isSilent = request.Flag("silent", otherwise: false);
        if (!isSilent && request.Flag("store_history", otherwise: true))
            _count++;
        if (!isSilent)
            sockets.Publish("execute_input", request.Header, new JsonObject { ["code"] = code, ["execution_count"] = _count });
        CellResult result = await RunCellAsync(request, code, isSilent).ConfigureAwait(false);
        if (!isSilent && request.Flag("store_history", otherwise: true))
            history.Add(_count, code, _lastValue);
        if (result.Error is { } error)
        {
            if (!isSilent)
                sockets.Publish("error", request.Header, KernelReplies.Error(error));
            // Whatever arrives before the reply was sent by a client that did not know of the error yet.
            await Task.Delay(InFlight).ConfigureAwait(false);
            int behind = request.Flag("stop_on_error", otherwise: true) ? sockets.Shell.Count : 0;
            sockets.Reply(request, "execute_reply", KernelReplies.Failed(_count, error));
            return behind;
        }

        sockets.Reply(request, "execute_reply",
            KernelReplies.Executed(_count, await EvaluateAsync(request).ConfigureAwait(false)));
        return 0;
    }

    /// <summary>Calls a handler that a cell registered; what it writes
    /// and what it throws is shown where the message came from.</summary>
    public async Task HandleAsync(JupyterMessage request, Action handler)
    {
        CellResult result = await RunAsync(request, (outputs, stop) => engine.RunHandlerAsync(handler, _count, outputs, stop))
            .ConfigureAwait(false);
        if (result.Error is { } error)
        {
            sockets.Publish("stream", request.Header, new JsonObject
            {
                ["name"] = StreamOutput.StandardError,
                ["text"] = string.Join("\n", [$"{request.Type}: {error.Name}: {error.Message}", .. error.Trace]) + "\n",
            });
        }
    }

    private Task<CellResult> RunCellAsync(JupyterMessage request, string code, bool isSilent) =>
        RunAsync(request, (outputs, stop) =>
            engine.RunAsync(code, CellLanguages.CSharp, _count, isSilent ? new CollectedOutputs() : outputs, stop));

    private async Task<CellResult> RunAsync(JupyterMessage request, Func<ICellOutputs, CancellationToken, Task<CellResult>> run)
    {
        using var stop = new CancellationTokenSource();
        lock (_gate)
            _running = stop;
        var outputs = new JupyterOutputs(
            sockets, request, _count, (asking, prompt, isPassword) => _input.Ask(asking, prompt, isPassword, stop.Token));
        using var capped = new CappedOutputs(outputs, _overflow, string.Create(CultureInfo.InvariantCulture, $"cell-{_count}"));
        KernelComms.Parent = request.Header;
        try
        {
            return await run(capped, stop.Token).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _running = null;
            outputs.Flush();
            _lastValue = outputs.LastValue;
        }
    }

    private async Task<JsonObject> EvaluateAsync(JupyterMessage request)
    {
        var answers = new JsonObject();
        foreach (var (name, expression) in request.Content["user_expressions"] as JsonObject ?? [])
        {
            var list = new List<CellOutput>();
            var collected = new CollectedOutputs();
            collected.Begin(list);
            CellResult result = await engine.RunAsync(
                expression?.GetValue<string>() ?? string.Empty, CellLanguages.CSharp, _count, collected, CancellationToken.None)
                    .ConfigureAwait(false);
            answers[name] = result.Error is { } error
                ? KernelReplies.Refused(error.Name, error.Message)
                : new JsonObject
                {
                    ["status"] = "ok",
                    ["data"] = list.OfType<ResultOutput>().FirstOrDefault() is { } value ? KernelReplies.Data(value.Data)
                        : new JsonObject(),
                    ["metadata"] = new JsonObject(),
                };
        }

        return answers;
    }
}
