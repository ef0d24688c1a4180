using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Counts minutes that were compared with the sum of their seconds, and keeps the first that differ in words.</summary>
internal sealed class SecondsTally(Instrument instrument)
{
    private const int MostExamples = 20;
    private readonly List<string> _examples = [];

    /// <summary>Minutes that were compared.</summary>
    public int Compared { get; private set; }

    /// <summary>Those that are equal in every column.</summary>
    public int Agreeing { get; private set; }

    /// <summary>Those with another open, high, low or close.</summary>
    public int Prices { get; private set; }

    /// <summary>Those with another volume alone.</summary>
    public int Volumes { get; private set; }

    /// <summary>The first that differ, in words.</summary>
    public IReadOnlyList<string> Examples => _examples;

    /// <summary>Compares a minute with the sum of its seconds.</summary>
    public void Count(Bar minute, Bar sum)
    {
        Compared++;
        bool isSamePrice = sum.OpenTicks == minute.OpenTicks && sum.HighTicks == minute.HighTicks
            && sum.LowTicks == minute.LowTicks && sum.CloseTicks == minute.CloseTicks;
        if (isSamePrice && sum.Volume == minute.Volume)
        {
            Agreeing++;
            return;
        }
        if (isSamePrice) Volumes++;
        else Prices++;
        if (_examples.Count < MostExamples)
            _examples.Add($"{SeriesChecks.TextOf(minute.EasternSeconds)} New York: minute {Words(minute)}, its seconds "
                + $"{Words(sum)}");
    }

    private string Words(Bar bar) =>
        $"{instrument.PriceOf(bar.OpenTicks)},{instrument.PriceOf(bar.HighTicks)},{instrument.PriceOf(bar.LowTicks)},"
        + $"{instrument.PriceOf(bar.CloseTicks)},{bar.Volume}";
}
