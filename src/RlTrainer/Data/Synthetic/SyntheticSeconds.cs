using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Data;

/// <summary>
/// One-second bars inside given minute bars: they start at the minute's open, reach its high and its low, end at its
/// close and share out its volume, so that they add up to the minute exactly. Quiet seconds have no bar, as in a market.
/// </summary>
internal static class SyntheticSeconds
{
    private const int MostSeconds = 50, FewestSeconds = 4;

    /// <summary>The seconds of some days of a series.</summary>
    public static BarSeries Of(BarSeries minutes, int firstDay, int days, ulong seed)
    {
        var writer = new Writer();
        Rng random = Rng.Stream(seed, "seconds");
        var cut = new TradingDay[days];
        for (int day = 0; day < days; day++)
        {
            TradingDay source = minutes.Days[firstDay + day];
            int first = writer.Count;
            for (int bar = source.FirstBar; bar < source.EndBar; bar++) writer.Split(minutes[bar], ref random);
            cut[day] = source with { FirstBar = first, EndBar = writer.Count };
        }
        return new BarSeries(minutes.Instrument, BarInterval.Second, minutes.Origin, isSynthetic: true, writer.ToColumns(), cut);
    }

    private sealed class Writer
    {
        private readonly List<Bar> _bars = [];
        private readonly int[] _slots = new int[60];
        private readonly int[] _closes = new int[MostSeconds];

        public int Count => _bars.Count;

        public void Split(Bar minute, ref Rng random)
        {
            int count = (int)Math.Min(minute.Volume, Math.Clamp(minute.Volume / 12, FewestSeconds, MostSeconds));
            ChooseSlots(count, ref random);
            int high = random.NextInt32(count), low = random.NextInt32(count);
            Closes(minute, count, high, low, ref random);
            long volumeLeft = minute.Volume;
            for (int second = 0; second < count; second++)
            {
                int open = second == 0 ? minute.OpenTicks : _closes[second - 1], close = _closes[second];
                int top = second == high ? minute.HighTicks : Math.Max(open, close);
                int bottom = second == low ? minute.LowTicks : Math.Min(open, close);
                int left = count - second - 1;
                long share = left == 0 ? volumeLeft : 1
                    + random.NextInt32((int)Math.Max(1, 2 * (volumeLeft - left) / (left + 1)));
                share = Math.Min(share, volumeLeft - left);
                volumeLeft -= share;
                _bars.Add(new Bar(minute.UtcSeconds + _slots[second], minute.EasternSeconds + _slots[second], open, top, bottom,
                    close, share));
            }
        }

        /// <summary>So many different seconds of the minute, ascending.</summary>
        private void ChooseSlots(int count, ref Rng random)
        {
            for (int slot = 0; slot < 60; slot++) _slots[slot] = slot;
            random.Shuffle(_slots);
            Array.Sort(_slots, 0, count);
        }

        /// <summary>A noisy way from the open over both extremes to the close, inside the minute's range.</summary>
        private void Closes(Bar minute, int count, int high, int low, ref Rng random)
        {
            (int first, int firstTicks, int second, int secondTicks) = high <= low
                ? (high, minute.HighTicks, low, minute.LowTicks) : (low, minute.LowTicks, high, minute.HighTicks);
            double noise = (minute.HighTicks - minute.LowTicks) / 12.0;
            for (int index = 0; index < count; index++)
            {
                double way = index <= first ? Between(-1, minute.OpenTicks, first, firstTicks, index)
                    : index <= second ? Between(first, firstTicks, second, secondTicks, index)
                    : Between(second, secondTicks, count - 1, minute.CloseTicks, index);
                _closes[index] = Math.Clamp(
                    (int)Math.Round(way + noise * random.NextGaussian()), minute.LowTicks, minute.HighTicks);
            }
            _closes[count - 1] = minute.CloseTicks;
        }

        private static double Between(int from, double fromTicks, int to, double toTicks, int index) =>
            to == from ? toTicks : fromTicks + (toTicks - fromTicks) * (index - from) / (to - from);

        public BarColumns ToColumns() => new(
            [.. _bars.Select(b => b.UtcSeconds)], [.. _bars.Select(b => b.EasternSeconds)], [.. _bars.Select(b => b.OpenTicks)],
            [.. _bars.Select(b => b.HighTicks)], [.. _bars.Select(b => b.LowTicks)], [.. _bars.Select(b => b.CloseTicks)],
            [.. _bars.Select(b => b.Volume)]);
    }
}
