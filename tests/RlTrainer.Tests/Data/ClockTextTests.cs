using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>Clock times as files write them. 09:30 is 34,200 seconds after midnight, 16:59 is 61,140.</summary>
public sealed class ClockTextTests
{
    [Theory]
    [InlineData("09:30", 34_200, 5)]
    [InlineData("9:30", 34_200, 4)]
    [InlineData("09:30:00", 34_200, 8)]
    [InlineData("09:30:01.999", 34_201, 12)]                            // the fraction is dropped, never rounded
    [InlineData("09:30:01,5", 34_201, 10)]
    [InlineData("0930", 34_200, 4)]
    [InlineData("930", 34_200, 3)]
    [InlineData("093000", 34_200, 6)]
    [InlineData("93059", 34_259, 5)]
    [InlineData("16:59", 61_140, 5)]
    [InlineData("4:59 PM", 61_140, 7)]
    [InlineData("04:59:00pm", 61_140, 10)]
    [InlineData("4:59 p.m.", 61_140, 9)]
    [InlineData("12:00 AM", 0, 8)]
    [InlineData("12:30 PM", 45_000, 8)]
    [InlineData("0", 0, 1)]
    [InlineData("24:00", 86_400, 5)]
    [InlineData("09:30 America/New_York", 34_200, 5)]
    public void A_time_is_read_and_what_follows_is_left(string text, int seconds, int used)
    {
        Assert.True(ClockText.TryParse(Encoding.UTF8.GetBytes(text), out int found, out int read));
        Assert.Equal((seconds, used), (found, read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("24:01")]
    [InlineData("25:00")]
    [InlineData("09:60")]
    [InlineData("09:30:60")]
    [InlineData("13:00 PM")]
    [InlineData("0:30 AM")]
    [InlineData("009:30")]
    [InlineData("09:")]
    [InlineData("09:30:")]
    [InlineData("2400001")]                                             // seven digits
    public void What_is_no_time_is_not_read_as_one(string text) =>
        Assert.False(ClockText.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));
}
