using Microsoft.Data.Analysis;
using RlTrainer.Market;

namespace RlTrainer.Interop.Tests;

public sealed class BarFrameTests
{
    [Fact]
    public void Times_stay_whole_seconds_and_prices_exact()
    {
        DataFrame frame = BarFrame.Of(SmallMarket.Bars());
        Assert.Equal(typeof(long), frame["utc_seconds"].DataType);
        Assert.Equal(typeof(decimal), frame["close"].DataType);
        Assert.Equal(1_704_205_860L, frame["utc_seconds"][1]);
        Assert.Equal(16_847.75m, frame["close"][1]);             // 67,391 ticks × 0.25
        Assert.Equal(16_777_217L, frame["volume"][1]);           // 2²⁴ + 1: the first whole number a Single cannot hold
        Assert.Equal(new DateTime(2024, 1, 3), frame["trading_day"][2]);
    }

    [Fact]
    public void Bars_come_back_as_they_were()
    {
        BarSeries bars = SmallMarket.Bars();
        BarSeries back = BarFrame.ToBars(BarFrame.Of(bars), bars.Instrument, bars.Interval, bars.Origin, bars.IsSynthetic);
        Assert.Equal(bars.Days, back.Days);
        for (int bar = 0; bar < bars.Count; bar++) Assert.Equal(bars[bar], back[bar]);
        Assert.Equal(bars.ToString(), back.ToString());
    }

    [Fact]
    public void A_column_of_single_precision_is_refused_with_the_reason()
    {
        DataFrame frame = BarFrame.Of(SmallMarket.Bars());
        frame.Columns["utc_seconds"] = new SingleDataFrameColumn("utc_seconds", [1f, 2f, 3f]);
        var fault = Assert.Throws<ArgumentException>(
            () => BarFrame.ToBars(frame, Instrument.NQ, BarInterval.Minute, "a test", true));
        Assert.Equal(
            "Column 'utc_seconds' holds Single; expected Int64. Convert it before, where the loss can be seen: "
            + "a Single keeps about seven digits, too few for prices and times.",
            fault.Message);
    }

    [Fact]
    public void A_price_between_two_ticks_is_refused_with_its_row()
    {
        DataFrame frame = BarFrame.Of(SmallMarket.Bars());
        frame["low"][2] = 16_997.6m;
        var fault = Assert.Throws<ArgumentException>(
            () => BarFrame.ToBars(frame, Instrument.NQ, BarInterval.Minute, "a test", true));
        Assert.Equal("Column 'low', row 2: 16997.6 is not a multiple of NQ's tick 0.25; round it to a tick before.",
            fault.Message);
    }

    [Fact]
    public void An_empty_cell_is_refused_with_its_row()
    {
        DataFrame frame = BarFrame.Of(SmallMarket.Bars());
        frame["open"][1] = null;
        var fault = Assert.Throws<ArgumentException>(
            () => BarFrame.ToBars(frame, Instrument.NQ, BarInterval.Minute, "a test", true));
        Assert.Equal("Column 'open' is empty in row 1; expected a value in every row.", fault.Message);
    }

    [Fact]
    public void A_missing_column_is_named_with_those_there_are()
    {
        DataFrame frame = BarFrame.Of(SmallMarket.Bars());
        frame.Columns.Remove("volume");
        var fault = Assert.Throws<ArgumentException>(
            () => BarFrame.ToBars(frame, Instrument.NQ, BarInterval.Minute, "a test", true));
        Assert.StartsWith("The frame has no column 'volume'; it has utc_seconds, eastern_seconds, open,", fault.Message,
            StringComparison.Ordinal);
    }
}
