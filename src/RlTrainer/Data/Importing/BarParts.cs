namespace RlTrainer.Data;

/// <summary>
/// Makes bars of their parts, trades or bars of seconds: the first open, the highest high, the lowest low, the last close, the
/// sum of the volumes. A bar without a part does not come to be: gaps stay gaps.
/// </summary>
internal sealed class BarParts
{
    private RawRow _bar;
    private long _firstLine, _lastPart;

    /// <summary>Takes a part.</summary>
    /// <param name="part">The part.</param>
    /// <param name="kind">How the file's parts make bars.</param>
    /// <param name="line">Where the part stands.</param>
    /// <param name="done">The bar before, where this part begins another.</param>
    /// <param name="doneLine">Where that bar began; 0 where none is done.</param>
    /// <returns>The rule that the part breaks, or null.</returns>
    public BarRule? Add(in RawRow part, PartKind kind, long line, out RawRow done, out long doneLine)
    {
        done = default;
        doneLine = 0;
        long start = part.UtcSeconds - ((part.UtcSeconds % kind.Seconds) + kind.Seconds) % kind.Seconds;
        if (_firstLine > 0)
        {
            if (part.UtcSeconds == _lastPart && !kind.IsTick) return BarRule.DuplicateTimestamp;
            if (kind.IsDescending ? part.UtcSeconds > _lastPart : part.UtcSeconds < _lastPart) return BarRule.OutOfOrder;
        }
        _lastPart = part.UtcSeconds;
        if (_firstLine > 0 && start == _bar.UtcSeconds)
        {
            Merge(part, kind.IsDescending);
            return null;
        }
        (done, doneLine) = (_bar, _firstLine);
        (_bar, _firstLine) = (part, line);
        _bar.UtcSeconds = start;
        return null;
    }

    /// <summary>The last bar; false where there was no part.</summary>
    public bool TryEnd(out RawRow bar, out long line)
    {
        (bar, line) = (_bar, _firstLine);
        _firstLine = 0;
        return line > 0;
    }

    private void Merge(in RawRow part, bool isDescending)
    {
        if (isDescending) _bar.Open = part.Open;
        else _bar.Close = part.Close;
        _bar.High = Math.Max(_bar.High, part.High);
        _bar.Low = Math.Min(_bar.Low, part.Low);
        _bar.Volume += part.Volume;
    }
}
