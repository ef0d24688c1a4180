using System.Text;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>Sends one cell's outputs to the clients, under that cell's header also when a task writes later; text is sent in
/// batches.</summary>
internal sealed class JupyterOutputs : ICellOutputs, IDisposable
{
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(50);
    private const int BatchCharacters = 1 << 18;
    private readonly KernelSockets _sockets;
    private readonly JupyterMessage _request;
    private readonly Func<JupyterMessage, string, bool, string> _ask;
    private readonly int _count;
    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private readonly Timer _timer;
    private string _stream = StreamOutput.StandardOutput;

    /// <summary>For the cell of this execute request.</summary>
    /// <param name="sockets">Where to send.</param>
    /// <param name="request">The request all outputs belong to.</param>
    /// <param name="count">The execution's number.</param>
    /// <param name="ask">Asks the reader for a line.</param>
    public JupyterOutputs(
        KernelSockets sockets, JupyterMessage request, int count, Func<JupyterMessage, string, bool, string> ask)
    {
        _sockets = sockets;
        _request = request;
        _count = count;
        _ask = ask;
        _timer = new Timer(_ => Flush(), null, Timeout.Infinite, Timeout.Infinite);
    }

    /// <summary>The plain text of the cell's value so far, or null when it had none.</summary>
    public string? LastValue { get; private set; }

    /// <inheritdoc/>
    public void Write(CellOutput output)
    {
        lock (_gate)
        {
            if (output is StreamOutput stream)
            {
                Append(stream);
                return;
            }

            Flush();
            switch (output)
            {
                case DisplayOutput display:
                    _sockets.Publish("display_data", _request.Header, KernelReplies.Display(display.Data, display.DisplayId));
                    break;
                case ResultOutput result:
                    LastValue = result.Data.Text(MimeBundle.Plain);
                    _sockets.Publish("execute_result", _request.Header, new JsonObject
                    {
                        ["execution_count"] = _count,
                        ["data"] = KernelReplies.Data(result.Data),
                        ["metadata"] = new JsonObject(),
                    });
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public void Update(string displayId, MimeBundle data)
    {
        lock (_gate)
        {
            Flush();
            _sockets.Publish("update_display_data", _request.Header, KernelReplies.Display(data, displayId));
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_gate)
        {
            Flush();
            _sockets.Publish("clear_output", _request.Header, new JsonObject { ["wait"] = wait });
        }
    }

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword)
    {
        Flush();
        return _ask(_request, prompt, isPassword);
    }

    /// <summary>Sends the text that waits.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_text.Length == 0)
                return;
            _sockets.Publish("stream", _request.Header, new JsonObject { ["name"] = _stream, ["text"] = _text.ToString() });
            _text.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void Append(StreamOutput stream)
    {
        if (_stream != stream.Name)
            Flush();
        _stream = stream.Name;
        if (_text.Length == 0)
            _timer.Change(Batch, Timeout.InfiniteTimeSpan);
        _text.Append(stream.Text);
        if (_text.Length > BatchCharacters)
            Flush();
    }
}
