namespace RlTrainer.Data;

/// <summary>
/// The rows of one contract in the order of time. A row that is not after the last one waits for the next row, which
/// tells which of the two has the wrong time: one damaged time must not cost the rows after it.
/// </summary>
internal sealed class ContractRows(string contract)
{
    private long _latestOfOtherFiles = long.MinValue, _lastUtc = long.MinValue, _beforeLastUtc = long.MinValue;
    private RawRow _held;
    private long _heldLine, _lastLine, _firstRowOfFile;
    private string? _heldText;
    private FindingsLog? _log;

    /// <summary>The contract's name in the file; empty where the file holds one contract only.</summary>
    public string Contract => contract;

    public RawRows Rows { get; } = new();

    /// <summary>Time of the last row in order.</summary>
    public long LastUtc => _lastUtc;

    /// <summary>The last sound close, ticks; 0 before the first.</summary>
    public int Level { get; set; }

    /// <summary>Adds a row, lists it, or holds it until the next row.</summary>
    public void Add(in RawRow row, long line, FindingsLog log, ReadOnlySpan<byte> text)
    {
        _log = log;
        if (_heldText is not null) Settle(row.UtcSeconds);
        if (row.UtcSeconds > _lastUtc)
        {
            Accept(row, line, log);
            return;
        }
        if (log.Mode != CheckMode.Strict && row.UtcSeconds > _beforeLastUtc && _beforeLastUtc != long.MinValue)
        {
            (_held, _heldLine, _heldText) = (row, line, FindingsLog.Words(text));
            return;
        }
        Misplaced(row, line, log, FindingsLog.Words(text));
    }

    /// <summary>No row follows in this file; rows of another may, and may overlap with these.</summary>
    public void EndFile()
    {
        if (_heldText is not null) Settle(long.MaxValue);
        _latestOfOtherFiles = Math.Max(_latestOfOtherFiles, _lastUtc);
        _lastUtc = _beforeLastUtc = long.MinValue;
        _firstRowOfFile = Rows.Count;
    }

    /// <summary>Two rows in a row before the last one: the last one's time is wrong. Otherwise the held row came late.</summary>
    private void Settle(long nextUtc)
    {
        (RawRow held, string text) = (_held, _heldText!);
        _heldText = null;
        if (nextUtc > _lastUtc || nextUtc <= held.UtcSeconds)
        {
            Misplaced(held, _heldLine, _log!, text);
            return;
        }
        Rows.RemoveLast();
        _log!.LeaveOut(BarRule.OutOfOrder, _lastLine, "a time after those of the next two rows");
        _lastUtc = _beforeLastUtc;
        Accept(held, _heldLine, _log!);
    }

    private void Accept(in RawRow row, long line, FindingsLog log)
    {
        (_beforeLastUtc, _lastUtc, _lastLine) = (_lastUtc, row.UtcSeconds, line);
        if (row.UtcSeconds <= _latestOfOtherFiles) Rows.NeedsSorting = true;
        Rows.Add(row, line, log);
    }

    private void Misplaced(in RawRow row, long line, FindingsLog log, string text)
    {
        if (row.UtcSeconds == _lastUtc || (!log.MayRepair && Rows.HasTime(_firstRowOfFile, row.UtcSeconds)))
        {
            log.LeaveOut(BarRule.DuplicateTimestamp, line, text);
            return;
        }
        if (!log.MayRepair)
        {
            log.LeaveOut(BarRule.OutOfOrder, line, text);
            return;
        }
        log.Mend(BarRule.OutOfOrder, line, text);
        Rows.NeedsSorting = true;
        Rows.Add(row, line, log);
    }
}
