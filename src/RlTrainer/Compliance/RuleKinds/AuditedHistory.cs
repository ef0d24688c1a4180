namespace RlTrainer.Compliance;

/// <summary>What the auditor has booked of one account, for the second half of account rules.</summary>
public sealed class AuditedHistory
{
    private readonly List<(long EntryUtc, long ExitUtc, long NetCents)> _trades = [];
    private readonly List<(int DayNumber, long ProfitCents, bool HasEntry)> _days = [];

    /// <summary>Closed trades in order: fill times in seconds since 1970-01-01T00:00Z, profit after costs in US cents.</summary>
    public IReadOnlyList<(long EntryUtc, long ExitUtc, long NetCents)> Trades => _trades;

    /// <summary>Ended trading days in order: days since 1970-01-01 of their dates, closed profit in US cents, whether an entry
    /// was made.</summary>
    public IReadOnlyList<(int DayNumber, long ProfitCents, bool HasEntry)> Days => _days;

    /// <summary>Date of the account's first trading day, days since 1970-01-01.</summary>
    public int FirstDayNumber { get; private set; } = -1;

    /// <summary>Date of the running trading day, days since 1970-01-01.</summary>
    public int DayNumber { get; private set; } = -1;

    /// <summary>When the open position was entered, seconds since 1970-01-01T00:00Z; null while flat.</summary>
    public long? OpenedUtc { get; private set; }

    /// <summary>The moment the auditor has come to, seconds since 1970-01-01T00:00Z.</summary>
    public long NowUtc { get; private set; }

    internal void At(int dayNumber, long utc)
    {
        if (FirstDayNumber < 0) FirstDayNumber = dayNumber;
        (DayNumber, NowUtc) = (dayNumber, utc);
    }

    internal void Opened(long utc) => OpenedUtc = utc;

    internal void Closed(long utc, long netCents)
    {
        _trades.Add((OpenedUtc ?? utc, utc, netCents));
        OpenedUtc = null;
    }

    internal void EndDay(long profitCents, bool hasEntry) => _days.Add((DayNumber, profitCents, hasEntry));
}
