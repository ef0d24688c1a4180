using RlTrainer.Environments;

namespace RlTrainer.Tests.Environments;

/// <summary>The reference's own pacing by hand, and beside the fast one on every limit at once.</summary>
public sealed class ScalarPacingTests
{
    [Fact]
    public void An_entry_waits_its_bars_and_a_loss_its_own()
    {
        var pacing = new ScalarPacing(new PacingLimits { BarsBetweenEntries = 3, PauseBarsAfterLoss = 2 });
        pacing.Entered(10, 36_000);
        Assert.Equal([false, false, true], new[] { 11, 12, 13 }.Select(bar => pacing.Allows(bar, 36_000, 0)));     // 13 − 10 = 3
        pacing.Closed(13, -1);
        // 14 and 15 are the pause
        Assert.Equal([false, false, true], new[] { 14, 15, 16 }.Select(bar => pacing.Allows(bar, 36_000, 0)));
        pacing.Begin();
        Assert.True(pacing.Allows(14, 36_000, 0));
    }

    [Fact]
    public void It_says_what_the_fast_one_says()
    {
        var limits = new PacingLimits
        {
            BarsBetweenEntries = 2,
            EntriesPerSession = 9,
            EntriesPerHour = 3,
            PauseBarsAfterLoss = 4,
            DayLossStopCents = 300,
            DayProfitStopCents = 500,
        };
        var plain = new ScalarPacing(limits);
        var fast = new Pacing(limits);
        PaceState state = default;
        long profit = 0;
        int refused = 0;
        for (int bar = 1; bar < 400; bar++)
        {
            long time = 36_000 + bar * 60L;
            bool allows = plain.Allows(bar, time, profit);
            Assert.Equal(fast.Allows(state, bar, time, profit), allows);
            if (!allows) refused++;
            if (allows && bar % 3 == 0)
            {
                plain.Entered(bar, time);
                fast.Entered(ref state, bar, time);
            }
            if (bar % 7 != 0) continue;
            long net = bar % 2 == 0 ? 60 : -70;
            profit += net;
            plain.Closed(bar, net);
            fast.Closed(ref state, bar, net);
        }
        // both answers were met
        Assert.InRange(refused, 50, 390);
    }
}
