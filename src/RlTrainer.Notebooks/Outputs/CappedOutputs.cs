using System.Globalization;
using System.Text;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Passes outputs on up to a size a cell; what is larger goes whole to a file, and the output says where.</summary>
public sealed class CappedOutputs : ICellOutputs, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ICellOutputs _inner;
    private readonly string _overflowFolder;
    private readonly string _label;
    private readonly StringBuilder _head = new();
    private StreamWriter? _overflow;

    /// <summary>Wraps the outputs of one cell.</summary>
    /// <param name="inner">Where outputs go.</param>
    /// <param name="overflowFolder">Where the full text of what is too large is written; made when needed.</param>
    /// <param name="label">Names the cell in file names.</param>
    public CappedOutputs(ICellOutputs inner, string overflowFolder, string label)
    {
        _inner = inner;
        _overflowFolder = overflowFolder;
        _label = label;
    }

    /// <summary>The most characters of stream text that a cell shows.</summary>
    public int StreamLimit { get; init; } = 1_000_000;

    /// <summary>The most characters of one displayed form.</summary>
    public int DisplayLimit { get; init; } = 10_000_000;

    /// <inheritdoc/>
    public void Write(CellOutput output)
    {
        switch (output)
        {
            case StreamOutput stream:
                WriteStream(stream);
                break;
            case DisplayOutput display:
                _inner.Write(display with { Data = Capped(display.Data) });
                break;
            case ResultOutput result:
                _inner.Write(new ResultOutput(Capped(result.Data)));
                break;
            default:
                _inner.Write(output);
                break;
        }
    }

    /// <inheritdoc/>
    public void Update(string displayId, MimeBundle data) => _inner.Update(displayId, Capped(data));

    /// <inheritdoc/>
    public void Clear(bool wait) => _inner.Clear(wait);

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword) => _inner.ReadLine(prompt, isPassword);

    /// <summary>Ends the cell: closes the file of what was too large.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _overflow?.Dispose();
            _overflow = null;
        }
    }

    private void WriteStream(StreamOutput stream)
    {
        lock (_gate)
        {
            if (_overflow is not null)
            {
                _overflow.Write(stream.Text);
                return;
            }

            int room = StreamLimit - _head.Length;
            if (stream.Text.Length <= room)
            {
                _head.Append(stream.Text);
                _inner.Write(stream);
                return;
            }

            string path = OverflowPath("txt");
            _overflow = new StreamWriter(path) { AutoFlush = true };
            _overflow.Write(_head);
            _overflow.Write(stream.Text);
            _inner.Write(stream with { Text = stream.Text[..room] });
            _inner.Write(new StreamOutput(StreamOutput.StandardError, string.Create(CultureInfo.InvariantCulture,
                $"\nThe output was cut at {StreamLimit:N0} characters; the full text is in {path}\n")));
        }
    }

    private MimeBundle Capped(MimeBundle data)
    {
        foreach (var (mime, _) in data.Forms)
        {
            string text = data.Text(mime)!;
            if (text.Length <= DisplayLimit)
                continue;
            lock (_gate)
            {
                string path = OverflowPath(mime == MimeBundle.Html ? "html" : mime == MimeBundle.Svg ? "svg" : "txt");
                File.WriteAllText(path, text);
                return MimeBundle.OfPlain(string.Create(CultureInfo.InvariantCulture,
                    $"The display has {text.Length:N0} characters of {mime}, more than the {DisplayLimit:N0} a notebook keeps; "
                    + $"it is in {path}"));
            }
        }

        return data;
    }

    private string OverflowPath(string extension)
    {
        Directory.CreateDirectory(_overflowFolder);
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(_overflowFolder, $"{_label}-{number}.{extension}");
            if (!File.Exists(path))
                return path;
        }
    }
}
