using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>Lines of a text by byte, asked for from its beginning to its end: each byte is looked at once.</summary>
/// <param name="bytes">The text as UTF-8.</param>
/// <param name="origin">Its name.</param>
internal sealed class ConfigPlace(byte[] bytes, string origin)
{
    private int _seen, _line = 1;

    /// <summary>Values read so far.</summary>
    public int Values { get; set; }

    /// <summary>"run.json:3".</summary>
    /// <param name="index">A byte of the text; one before the last asked for has that one's line.</param>
    public string At(long index)
    {
        if (index > _seen)
        {
            _line += bytes.AsSpan(_seen, (int)index - _seen).Count((byte)'\n');
            _seen = (int)index;
        }
        return string.Create(CultureInfo.InvariantCulture, $"{origin}:{_line}");
    }
}
