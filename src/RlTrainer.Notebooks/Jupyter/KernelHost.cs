using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Running;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>A Jupyter kernel for C# notebooks: listens where a connection file says and serves until told to shut down.</summary>
public sealed class KernelHost
{
    private readonly KernelSockets _sockets;
    private readonly KernelExecution _execution;
    private readonly KernelHistory _history = new();
    private readonly KernelComms _comms;
    private readonly CodeIntelligence _intelligence;
    private readonly CancellationTokenSource _stop;
    private readonly TextWriter _log;

    private KernelHost(KernelSockets sockets, ScriptEngine engine, CancellationTokenSource stop, TextWriter log)
    {
        _sockets = sockets;
        _execution = new KernelExecution(sockets, engine, _history);
        _comms = new KernelComms(sockets.Publish);
        _intelligence = new CodeIntelligence(engine);
        _stop = stop;
        _log = log;
    }

    /// <summary>Runs a kernel in this process; returns the exit code
    /// when a client shut it down or the token was cancelled.</summary>
    /// <param name="connectionFile">The file that Jupyter wrote.</param>
    /// <param name="cancellationToken">Ends the kernel.</param>
    /// <returns>0, once a client shut the kernel down or the token was cancelled.</returns>
    /// <exception cref="InvalidDataException">The connection file is unusable; the message says why.</exception>
    public static async Task<int> RunAsync(string connectionFile, CancellationToken cancellationToken)
    {
        ConnectionFile file = ConnectionFile.Read(connectionFile);
        // Clients read the standard output of some kernels; only cells and messages speak here.
        TextWriter log = TextWriter.Synchronized(Console.Error);
        CellConsole.Install(log);
        using var watch = new ParentWatch(
            int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), out int parent) ? parent : 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var engine = new ScriptEngine(Environment.CurrentDirectory);
        using var sockets = new KernelSockets(file, TimeProvider.System, log);
        var host = new KernelHost(sockets, engine, stop, log);
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            host._execution.Interrupt();
        };
        await host.ServeAsync(engine).ConfigureAwait(false);
        return 0;
    }

    private async Task ServeAsync(ScriptEngine engine)
    {
        using var listening = new CancellationTokenSource();
        Task serving = _sockets.RunAsync(listening.Token);
        _sockets.PublishStatus("starting", null);
        Task warm = engine.WarmAsync(_stop.Token);
        Task control = ReadAsync(_sockets.Control);
        Task shell = ReadAsync(_sockets.Shell);
        // A cell that cannot be stopped must not keep the kernel from ending.
        await control.ConfigureAwait(false);
        await Task.WhenAny(Task.WhenAll(shell, warm), Task.Delay(TimeSpan.FromSeconds(2))).ConfigureAwait(false);
        await _sockets.CloseAsync().ConfigureAwait(false);
        await listening.CancelAsync().ConfigureAwait(false);
        await serving.ConfigureAwait(false);
    }

    private async Task ReadAsync(System.Threading.Channels.ChannelReader<JupyterMessage> queue)
    {
        try
        {
            while (true)
            {
                JupyterMessage request = await queue.ReadAsync(_stop.Token).ConfigureAwait(false);
                int behind = await HandleAsync(request).ConfigureAwait(false);
                await AbortAsync(queue, behind).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _execution.Interrupt();
        }
    }

    /// <summary>Serves a request; returns how many queued ones behind it are to be dropped.</summary>
    private async Task<int> HandleAsync(JupyterMessage request)
    {
        _sockets.PublishStatus("busy", request.Header);
        try
        {
            return await AnswerAsync(request).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await _log.WriteLineAsync($"rltrainer kernel: {request.Type} failed: {error}").ConfigureAwait(false);
            if (request.Type.EndsWith("_request", StringComparison.Ordinal))
                _sockets.Reply(request, ReplyType(request.Type),
                    KernelReplies.Refused(error.GetType().ToString(), error.Message));
            return 0;
        }
        finally
        {
            _sockets.PublishStatus("idle", request.Header);
            if (request.Type == "shutdown_request")
                await _stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<int> AnswerAsync(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "execute_request":
                return await _execution.RunAsync(request).ConfigureAwait(false);
            case "comm_open" or "comm_msg" or "comm_close":
                if (_comms.Receive(request) is { } handler)
                    await _execution.HandleAsync(request, handler).ConfigureAwait(false);
                return 0;
            case "interrupt_request":
                _execution.Interrupt();
                _sockets.Reply(request, "interrupt_reply", new JsonObject { ["status"] = "ok" });
                return 0;
            case "shutdown_request":
                bool restart = request.Flag("restart", otherwise: false);
                var content = new JsonObject { ["status"] = "ok", ["restart"] = restart };
                _sockets.Publish("shutdown_reply", request.Header, content);
                _sockets.Reply(request, "shutdown_reply", new JsonObject { ["status"] = "ok", ["restart"] = restart });
                return 0;
            case var type when !type.EndsWith("_request", StringComparison.Ordinal):
                await _log.WriteLineAsync($"rltrainer kernel: a message of the unknown type '{type}' was ignored")
                    .ConfigureAwait(false);
                return 0;
            default:
                _sockets.Reply(request, ReplyType(request.Type), await ContentAsync(request).ConfigureAwait(false));
                return 0;
        }
    }

    private async Task<JsonObject> ContentAsync(JupyterMessage request) => request.Type switch
    {
        "kernel_info_request" => KernelReplies.KernelInfo(),
        "is_complete_request" => CodeIntelligence.IsComplete(request.Text("code")),
        "complete_request" =>
            await _intelligence.CompleteAsync(request.Text("code"), request.Number("cursor_pos", 0)).ConfigureAwait(false),
        "inspect_request" =>
            await _intelligence.InspectAsync(
                request.Text("code"), request.Number("cursor_pos", 0), request.Number("detail_level", 0)).ConfigureAwait(false),
        "history_request" => _history.Answer(request),
        "comm_info_request" => _comms.Info(request),
        _ => KernelReplies.Refused("NotSupported", $"This kernel does not serve {request.Type}."),
    };

    /// <summary>Answers the cells queued behind a failed one without
    /// running them; other requests are served in their order.</summary>
    private async Task AbortAsync(System.Threading.Channels.ChannelReader<JupyterMessage> queue, int behind)
    {
        for (; behind > 0 && queue.TryRead(out JupyterMessage? request); behind--)
        {
            if (request.Type != "execute_request")
            {
                await HandleAsync(request).ConfigureAwait(false);
                continue;
            }

            _sockets.PublishStatus("busy", request.Header);
            _sockets.Reply(request, "execute_reply",
                new JsonObject { ["status"] = "aborted", ["execution_count"] = _execution.Count });
            _sockets.PublishStatus("idle", request.Header);
        }
    }

    private static string ReplyType(string requestType) => requestType[..^"request".Length] + "reply";
}
