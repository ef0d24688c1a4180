namespace RlTrainer.Data;

/// <summary>
/// A JSON text of bars (an array, an object around one, objects over several lines) as one innermost object a line. Braces
/// decide, not the grammar: a damaged object costs itself and not the rest of the file. What stands around the array is no
/// row; any other text between two objects is passed on as a row, so that nothing goes missing unlisted.
/// </summary>
internal sealed class JsonObjectStream(Stream text) : ForwardStream
{
    private readonly byte[] _block = new byte[1 << 16];
    private readonly List<byte> _row = [], _ready = [];
    private int _given;
    private bool _isOpen, _hasObjects, _isAtEnd;

    public override int Read(Span<byte> buffer)
    {
        while (_given == _ready.Count && !_isAtEnd) Fill();
        int length = Math.Min(buffer.Length, _ready.Count - _given);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_ready).Slice(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) text.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _ready.Clear();
        _given = 0;
        int read = text.Read(_block);
        foreach (byte letter in _block.AsSpan(0, read)) Take(letter);
        if (read > 0) return;
        _isAtEnd = true;
        bool isAround = _isOpen ? !_hasObjects && _row.Contains((byte)'[') : !_hasObjects || StartsWithBracket();
        if (!isAround) Emit();
    }

    private void Take(byte letter)
    {
        switch (letter)
        {
            case (byte)'{':
                bool isAround = !_hasObjects && (!_isOpen || _row.Contains((byte)'['));
                if (!isAround) Emit();
                _row.Clear();
                _row.Add(letter);
                _isOpen = true;
                break;
            case (byte)'}':
                if (_isOpen || !StartsWithBracket())
                {
                    _row.Add(letter);
                    if (_isOpen || _row.Count > 1) Emit();
                }
                _row.Clear();
                _isOpen = false;
                break;
            default:
                if (_row.Count <= LineReader.LongestLine + 1) _row.Add(letter is (byte)'\n' or (byte)'\r' ? (byte)' ' : letter);
                break;
        }
    }

    /// <summary>The text since the last object closes the array: what follows it is no row.</summary>
    private bool StartsWithBracket() =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_row).TrimStart(" \t"u8) is [(byte)']', ..];

    private void Emit()
    {
        ReadOnlySpan<byte> row = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_row).Trim(" \t,[]"u8);
        if (row.IsEmpty) return;
        _hasObjects = true;
        foreach (byte letter in row) _ready.Add(letter);
        _ready.Add((byte)'\n');
    }
}
