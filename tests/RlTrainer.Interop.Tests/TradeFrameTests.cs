using Microsoft.Data.Analysis;
using RlTrainer.Trading;

namespace RlTrainer.Interop.Tests;

public sealed class TradeFrameTests
{
    private static readonly Trade[] Trades =
    [
        new(1, Side.Long, 2, 10, 14, 67_401, 67_431.5, 30, 90, 30_000_000_001, 1_000, 5, 40, FillReason.Target),
        new(2, Side.Short, 1, 20, 21, 67_500, 67_531, 31, 93, -16_000, 1_000, 31, 0, FillReason.Stop),
        new(2, Side.Short, 7, 22, 23, 67_500, 67_531, 31, 93, -11_000, 500, 31, 0, FillReason.Stop, IsMicro: true),
    ];

    [Fact]
    public void Trades_come_back_as_they_were() => Assert.Equal(Trades, TradeFrame.ToTrades(TradeFrame.Of(Trades)));

    [Fact]
    public void A_frame_of_before_there_were_micros_has_none()
    {
        DataFrame frame = TradeFrame.Of(Trades);
        frame.Columns.Remove("is_micro");
        Assert.Equal(Trades.Select(trade => trade with { IsMicro = false }), TradeFrame.ToTrades(frame));
    }

    [Fact]
    public void Money_stays_whole_cents()
    {
        DataFrame frame = TradeFrame.Of(Trades);
        Assert.Equal(typeof(long), frame["net_cents"].DataType);
        // beyond Int32, and beyond what a Single can tell from its neighbour
        Assert.Equal(30_000_000_001L, frame["net_cents"][0]);
    }

    [Fact]
    public void An_unknown_word_is_refused_with_the_known_ones()
    {
        DataFrame frame = TradeFrame.Of(Trades);
        frame["side"][1] = "Sideways";
        var fault = Assert.Throws<ArgumentException>(() => TradeFrame.ToTrades(frame));
        Assert.Equal($"Column 'side', row 1: 'Sideways' is none of {string.Join(", ", Enum.GetNames<Side>())}.", fault.Message);
    }
}
