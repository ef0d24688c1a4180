namespace RlTrainer.Data;

/// <summary>
/// The rows of one contract in the order of time. A row that is not after the last one waits for the next row, which
/// tells which of the two has the wrong time: one damaged time must not cost the rows after it. In a file whose newest row
/// stands first, "after" means before.
/// </summary>
internal sealed class ContractRows(string contract)
{
    private long _latestOfOtherFiles = long.MinValue, _last = long.MinValue, _beforeLast = long.MinValue;
    private RawRow _held;
    private long _heldLine, _lastLine, _firstRowOfFile;
    private string? _heldText;
    private FindingsLog? _log;
    private BarParts? _parts;
    private bool _isDescending;

    /// <summary>The contract's name in the file; empty where the file holds one contract only.</summary>
    public string Contract => contract;

    public RawRows Rows { get; } = new();

    /// <summary>Time of the last row in order.</summary>
    public long LastUtc => _last == long.MinValue ? (_isDescending ? long.MaxValue : long.MinValue) : KeyOf(_last);

    /// <summary>The newest row stands first in the file at hand.</summary>
    public bool IsDescending
    {
        get => _isDescending;
        set
        {
            _isDescending = value;
            if (value) Rows.NeedsSorting = true;
        }
    }

    /// <summary>The last sound close, ticks; 0 before the first.</summary>
    public int Level { get; set; }

    /// <summary>Rows with a price between two ticks.</summary>
    public long OffTickRows { get; set; }

    /// <summary>Adds a row, lists it, or holds it until the next row.</summary>
    public void Add(in RawRow row, long line, FindingsLog log, ReadOnlySpan<byte> text)
    {
        _log = log;
        long key = KeyOf(row.UtcSeconds);
        if (_heldText is not null) Settle(key);
        if (key > _last)
        {
            Accept(row, line, log);
            return;
        }
        if (log.Mode != CheckMode.Strict && key > _beforeLast && _beforeLast != long.MinValue)
        {
            (_held, _heldLine, _heldText) = (row, line, FindingsLog.Words(text));
            return;
        }
        Misplaced(row, line, log, FindingsLog.Words(text));
    }

    /// <summary>Adds a part of a bar: a trade, or a bar of seconds.</summary>
    /// <param name="row">The part.</param>
    /// <param name="seconds">How long each bar lasts.</param>
    /// <param name="isTick">Several parts may have one time.</param>
    /// <param name="line">Line of the file, counted from 1.</param>
    /// <param name="log">Takes what is wrong with it.</param>
    /// <param name="text">The line as it stands in the file.</param>
    public void AddPart(in RawRow row, int seconds, bool isTick, long line, FindingsLog log, ReadOnlySpan<byte> text)
    {
        _parts ??= new BarParts();
        BarRule? broken = _parts.Add(row, new(seconds, isTick, _isDescending), line, out RawRow done, out long doneLine);
        if (broken is { } rule) log.LeaveOut(rule, line, text);
        else if (doneLine > 0) Add(done, doneLine, log, default);
        _log = log;
    }

    /// <summary>No row follows in this file; rows of another may, and may overlap with these.</summary>
    public void EndFile()
    {
        if (_parts is not null && _parts.TryEnd(out RawRow done, out long line)) Add(done, line, _log!, default);
        if (_heldText is not null) Settle(long.MaxValue);
        if (_firstRowOfFile < Rows.Count)
            _latestOfOtherFiles = Math.Max(_latestOfOtherFiles, _isDescending ? Rows.UtcSeconds[_firstRowOfFile] : _last);
        _last = _beforeLast = long.MinValue;
        _firstRowOfFile = Rows.Count;
        _isDescending = false;
    }

    private long KeyOf(long utcSeconds) => _isDescending ? -utcSeconds : utcSeconds;

    /// <summary>Two rows in a row before the last one: the last one's time is wrong. Otherwise the held row came late.</summary>
    private void Settle(long nextKey)
    {
        (RawRow held, string text) = (_held, _heldText!);
        _heldText = null;
        if (nextKey > _last || nextKey <= KeyOf(held.UtcSeconds))
        {
            Misplaced(held, _heldLine, _log!, text);
            return;
        }
        Rows.RemoveLast();
        _log!.LeaveOut(BarRule.OutOfOrder, _lastLine,
            $"a time {(_isDescending ? "before" : "after")} those of the next two rows");
        _last = _beforeLast;
        Accept(held, _heldLine, _log!);
    }

    private void Accept(in RawRow row, long line, FindingsLog log)
    {
        (_beforeLast, _last, _lastLine) = (_last, KeyOf(row.UtcSeconds), line);
        if (row.UtcSeconds <= _latestOfOtherFiles) Rows.NeedsSorting = true;
        Rows.Add(row, line, log);
    }

    private void Misplaced(in RawRow row, long line, FindingsLog log, string text)
    {
        if (KeyOf(row.UtcSeconds) == _last || (!log.MayRepair && Rows.HasTime(_firstRowOfFile, row.UtcSeconds, _isDescending)))
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
