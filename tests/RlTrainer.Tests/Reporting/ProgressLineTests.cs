using RlTrainer.Reporting;

namespace RlTrainer.Tests.Reporting;

public sealed class ProgressLineTests
{
    // 180,000 steps are left at 8,000 a second: 22.5 s, rounded up.
    [Fact]
    public void Progress_shows_share_rate_and_time_left() =>
        Assert.Equal("120,000 of 300,000 steps (40 %), 8,000 steps/s, 23 s left", ProgressLine.Of(120_000, 300_000, 80_000, 10));

    [Fact]
    public void Without_a_rate_there_is_no_time_left() =>
        Assert.Equal("0 of 300,000 steps (0 %)", ProgressLine.Of(0, 300_000, 0, 0));

    [Theory]
    [InlineData(200, "3 min 20 s")]
    [InlineData(7_500, "2 h 5 min")]
    public void Times_are_written_in_two_units(double seconds, string expected) =>
        Assert.Equal(expected, ProgressLine.TimeLeft(seconds));
}
