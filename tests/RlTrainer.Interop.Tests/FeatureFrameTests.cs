using Microsoft.Data.Analysis;
using RlTrainer.Features;

namespace RlTrainer.Interop.Tests;

public sealed class FeatureFrameTests
{
    private static readonly string[] Names = ["rsi", "momentum"];

    private static FeatureTable Table() => new(
        SmallMarket.Bars(), "by hand", Names, [0.5f, -1f, 0.25f, float.MaxValue, 0.1f, 1e-38f], [float.NaN, 12.5f, 13f])
    { WarmUpBars = 1 };

    [Fact]
    public void Every_feature_is_a_column_of_its_own_type()
    {
        DataFrame frame = FeatureFrame.Of(Table());
        Assert.Equal(["utc_seconds", "rsi", "momentum", "atr_ticks"], frame.Columns.Select(column => column.Name));
        Assert.Equal([typeof(long), typeof(float), typeof(float), typeof(float)],
            frame.Columns.Select(column => column.DataType));
        Assert.Equal(0.1f, frame["rsi"][2]);
    }

    [Fact]
    public void A_table_comes_back_bit_for_bit()
    {
        FeatureTable table = Table();
        FeatureTable back = FeatureFrame.ToTable(
            FeatureFrame.Of(table), table.Bars, table.SetName, Names, table.WarmUpBars, table.IsNormalized);
        Assert.Equal(table.Values.ToArray(), back.Values.ToArray());
        Assert.Equal(table.AtrTicks.ToArray(), back.AtrTicks.ToArray());
        Assert.Equal((table.SetName, table.WarmUpBars, table.IsNormalized), (back.SetName, back.WarmUpBars, back.IsNormalized));
    }

    [Fact]
    public void A_frame_in_another_order_than_the_bars_is_refused()
    {
        FeatureTable table = Table();
        DataFrame frame = FeatureFrame.Of(table).OrderByDescending("utc_seconds");
        var fault = Assert.Throws<ArgumentException>(() => FeatureFrame.ToTable(frame, table.Bars, "by hand", Names, 1, false));
        Assert.Equal("Row 0 of the frame is of 1704292200 s and bar 0 starts at 1704205800 s; keep the rows in the bars' order.",
            fault.Message);
    }

    [Fact]
    public void A_frame_with_fewer_rows_than_bars_is_refused()
    {
        FeatureTable table = Table();
        var fault = Assert.Throws<ArgumentException>(
            () => FeatureFrame.ToTable(FeatureFrame.Of(table).Head(2), table.Bars, "by hand", Names, 1, false));
        Assert.Equal("The frame has 2 rows and the series 3 bars; expected one row a bar.", fault.Message);
    }
}
