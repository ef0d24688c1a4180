using RlTrainer.Market;

namespace RlTrainer.Audit;

/// <summary>The prices inside each minute: its seconds where there are any, else the minute itself.</summary>
internal sealed class AuditPrices
{
    private readonly BarSeries _minutes;
    private readonly BarSeries? _seconds;
    private readonly Dictionary<long, (int First, int Count)> _ofMinute = [];

    public AuditPrices(BarSeries minutes, BarSeries? seconds)
    {
        _minutes = minutes;
        _seconds = seconds;
        for (int second = 0; second < (seconds?.Count ?? 0); second++)
        {
            long minute = seconds!.UtcSeconds[second] / 60;
            _ofMinute[minute] = _ofMinute.TryGetValue(minute, out (int First, int Count) range) ? (range.First, range.Count + 1)
                : (second, 1);
        }
    }

    /// <summary>First price of a minute.</summary>
    public int Open(int bar) => Parts(bar)[0].OpenTicks;

    /// <summary>The parts of a minute in order.</summary>
    public IReadOnlyList<Bar> Parts(int bar)
    {
        if (_seconds is null || !_ofMinute.TryGetValue(_minutes.UtcSeconds[bar] / 60, out (int First, int Count) range))
            return [_minutes[bar]];
        var parts = new Bar[range.Count];
        for (int index = 0; index < parts.Length; index++) parts[index] = _seconds[range.First + index];
        return parts;
    }
}
