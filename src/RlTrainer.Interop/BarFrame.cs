using System.Globalization;
using Microsoft.Data.Analysis;
using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Interop;

/// <summary>
/// Bars as a frame and back, without loss: times stay whole seconds (Int64), prices are exact index points (Decimal), and
/// each row carries its trading day as the calendar knew it.
/// </summary>
public static class BarFrame
{
    /// <summary>Bars → a frame [bars, 11], one row a bar.</summary>
    /// <param name="bars">Bars of any instrument and interval.</param>
    /// <returns>The frame, prices in index points; its columns are copies.</returns>
    public static DataFrame Of(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        TradingDay[] days = [.. bars.Days.SelectMany(day => Enumerable.Repeat(day, day.BarCount))];
        return new DataFrame(
            new Int64DataFrameColumn("utc_seconds", bars.UtcSeconds.ToArray()),
            new Int64DataFrameColumn("eastern_seconds", bars.EasternSeconds.ToArray()),
            Prices("open", bars.OpenTicks, bars.Instrument),
            Prices("high", bars.HighTicks, bars.Instrument),
            Prices("low", bars.LowTicks, bars.Instrument),
            Prices("close", bars.CloseTicks, bars.Instrument),
            new Int64DataFrameColumn("volume", bars.Volumes.ToArray()),
            new DateTimeDataFrameColumn("trading_day", days.Select(day => day.Date.ToDateTimeUnspecified())),
            new Int64DataFrameColumn("day_open_eastern_seconds", days.Select(day => day.OpenEasternSeconds)),
            new Int64DataFrameColumn("day_close_eastern_seconds", days.Select(day => day.CloseEasternSeconds)),
            new BooleanDataFrameColumn("is_early_close", days.Select(day => day.IsEarlyClose)));
    }

    /// <summary>A frame as <see cref="Of"/> makes it → the bars.</summary>
    /// <param name="frame">[bars, …] further columns are not read.</param>
    /// <param name="instrument">What the bars are of; its tick turns prices into ticks.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="origin">Where the bars came from, in words.</param>
    /// <param name="isSynthetic">Made by a generator; reports then say so.</param>
    /// <returns>The series, cut into the trading days of the frame.</returns>
    /// <exception cref="ArgumentException">A column is missing, has another type or an empty cell, a price lies between two
    /// ticks, or time does not ascend.</exception>
    public static BarSeries ToBars(DataFrame frame, Instrument instrument, BarInterval interval, string origin, bool isSynthetic)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(instrument);
        var columns = new BarColumns(
            frame.Numbers<long>("utc_seconds"), frame.Numbers<long>("eastern_seconds"),
            Ticks(frame, "open", instrument), Ticks(frame, "high", instrument), Ticks(frame, "low", instrument),
            Ticks(frame, "close", instrument), frame.Numbers<long>("volume"));
        return new BarSeries(instrument, interval, origin, isSynthetic, columns, Days(frame));
    }

    private static DecimalDataFrameColumn Prices(string name, ReadOnlySpan<int> ticks, Instrument instrument)
    {
        var prices = new decimal[ticks.Length];
        for (int bar = 0; bar < prices.Length; bar++) prices[bar] = instrument.PriceOf(ticks[bar]);
        return new DecimalDataFrameColumn(name, prices);
    }

    private static int[] Ticks(DataFrame frame, string name, Instrument instrument)
    {
        decimal[] prices = frame.Numbers<decimal>(name);
        var ticks = new int[prices.Length];
        for (int bar = 0; bar < ticks.Length; bar++)
        {
            decimal exact = prices[bar] / instrument.TickSize;
            if (decimal.Truncate(exact) != exact || Math.Abs(exact) > int.MaxValue)
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Column '{name}', row {bar}: {prices[bar]} is not a multiple of {instrument.Symbol}'s tick "
                    + $"{instrument.TickSize}; round it to a tick before."));
            ticks[bar] = (int)exact;
        }
        return ticks;
    }

    private static List<TradingDay> Days(DataFrame frame)
    {
        DateTime[] dates = frame.Numbers<DateTime>("trading_day");
        long[] opens = frame.Numbers<long>("day_open_eastern_seconds"), closes = frame.Numbers<long>("day_close_eastern_seconds");
        bool[] early = frame.Numbers<bool>("is_early_close");
        var days = new List<TradingDay>();
        for (int first = 0, end; first < dates.Length; first = end)
        {
            for (end = first + 1; end < dates.Length && dates[end] == dates[first];) end++;
            days.Add(new TradingDay(LocalDate.FromDateTime(dates[first]), first, end, opens[first], closes[first], early[first]));
        }
        return days;
    }
}
