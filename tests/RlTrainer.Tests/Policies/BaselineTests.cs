using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;

namespace RlTrainer.Tests.Policies;

public sealed class BaselineTests
{
    private static readonly byte[] EntriesLegal = [1, 1, 1], HoldOnly = [1, 0, 0];

    [Fact]
    public void Always_flat_holds() => Assert.Equal(0, Act(new AlwaysFlat(), EntriesLegal, 0));

    [Fact]
    public void Always_long_buys_when_it_may()
    {
        Assert.Equal(1, Act(new AlwaysLong(), EntriesLegal, 0));
        Assert.Equal(0, Act(new AlwaysLong(), HoldOnly, 0));
    }

    [Fact]
    public void Buy_once_a_day_buys_at_the_first_chance_of_each_day_and_always_long_again_after_every_stop()
    {
        // Three days of four bars; a purchase is legal from each day's second bar on. Flat again after every bar, so that always
        // long would buy three times a day.
        var builder = new MarketBuilder(Instrument.NQ);
        for (int day = 0; day < 3; day++)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day));
            for (int bar = 0; bar < 4; bar++) builder.Add(600 + bar, HandPlayed.Quiet);
        }
        BarSeries bars = builder.Build();
        var once = new BuyOnceADay(bars);
        int[] bought = [.. Enumerable.Range(0, 12).Where(bar => Act(once, bar % 4 == 0 ? HoldOnly : EntriesLegal, bar) == 1)];
        Assert.Equal([1, 5, 9], bought);
        Assert.Equal(9, Enumerable.Range(0, 12)
            .Count(bar => Act(new AlwaysLong(), bar % 4 == 0 ? HoldOnly : EntriesLegal, bar) == 1));
    }

    [Fact]
    public void Random_entries_are_seeded_keep_their_rate_and_favour_no_side()
    {
        int[] first = Sample(new RandomEntries(3, 0.2)), second = Sample(new RandomEntries(3, 0.2)),
            other = Sample(new RandomEntries(4, 0.2));
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        int buys = first.Count(action => action == 1), sells = first.Count(action => action == 2);
        // 4,000 draws at 0.2: 800 entries, standard deviation 25; 400 a side.
        Assert.InRange(buys + sells, 700, 900);
        Assert.InRange(buys - sells, -120, 120);
        Assert.Throws<ArgumentException>(() => new RandomEntries(1, 1.5));
    }

    [Fact]
    public void Random_actions_are_seeded_legal_and_equally_likely()
    {
        byte[] masks = [1, 0, 0, 1, 0, 1, 1, 0, 0];
        int[] Sample(ulong seed)
        {
            var policy = new RandomActions(seed, 0.3);
            return [.. Enumerable.Range(0, 6000).Select(_ => Act(policy, masks, 0, side: 1))];
        }
        int[] first = Sample(3);
        Assert.Equal(first, Sample(3));
        Assert.NotEqual(first, Sample(4));
        // 6,000 draws at 0.3: 1,800 actions, 600 of each of the three legal ones; standard deviations 35 and 23.
        Assert.InRange(first.Count(action => action != 0), 1650, 1950);
        foreach (int action in new[] { 3, 5, 6 }) Assert.InRange(first.Count(chosen => chosen == action), 500, 700);
        Assert.All(first, action => Assert.NotEqual(0, masks[action]));
        Assert.Equal(0, Act(new RandomActions(1, 1), HoldOnly, 0));
        ArgumentException error = Assert.Throws<ArgumentException>(() => new RandomActions(1, 1.5));
        Assert.Equal("The share of decisions with an action was 1.5; expected a share in [0, 1] (0.03 is usual).", error.Message);
    }

    [Fact]
    public void A_trend_churner_enters_with_the_trend_and_closes_at_once()
    {
        (int, int, int, int)[] bars = [.. new[] { 10, 11, 12, 9, 12 }.Select(close => (close, close, close, close))];
        var policy = new TrendChurner(ActionSet.Phase2, TestMarket.Day(Instrument.NQ, 600, bars), 2);
        Assert.Equal([0, 0, 1, 2, 0], Enumerable.Range(0, 5).Select(bar => Act(policy, [1, 1, 1, 0], bar)));
        Assert.Equal(3, Act(policy, [1, 0, 0, 1], 2, side: 1));
        Assert.Equal(0, Act(policy, [1, 0, 0, 0], 2));
    }

    [Fact]
    public void A_moving_average_cross_buys_when_the_fast_average_crosses_above()
    {
        // Windows 1 and 3, closes 10, 10, 9, 12, 8: the fast average is below at bar 2, above at bar 3, below at bar 4.
        (int, int, int, int)[] bars = [.. new[] { 10, 10, 9, 12, 8 }.Select(close => (close, close, close, close))];
        var policy = new MovingAverageCross(TestMarket.Day(Instrument.NQ, 600, bars), 1, 3);
        Assert.Equal([0, 0, 0, 1, 2], Enumerable.Range(0, 5).Select(bar => Act(policy, EntriesLegal, bar)));
        Assert.Equal(0, Act(policy, HoldOnly, 3));
        Assert.Throws<ArgumentException>(() => new MovingAverageCross(TestMarket.Day(Instrument.NQ, 600, bars), 5, 5));
    }

    [Fact]
    public void A_moving_average_cross_looks_at_nothing_after_the_bar()
    {
        BarSeries bars = TestMarket.RandomWalk(2, 2, Instrument.NQ);
        BarSeries first = bars.SliceDays(0, 1);
        MovingAverageCross whole = new(bars), part = new(first);
        for (int bar = 0; bar < first.Count; bar++) Assert.Equal(Act(part, EntriesLegal, bar), Act(whole, EntriesLegal, bar));
    }

    [Theory]
    [InlineData(7, 0, 0.5f, 600, OrderRefusal.UnknownAction)]
    [InlineData(1, 1, 0.5f, 600, OrderRefusal.EntryInPosition)]
    [InlineData(3, 0, 0.5f, 600, OrderRefusal.ManagementWhileFlat)]
    [InlineData(1, 0, 0.5f, 16 * 60 + 57, OrderRefusal.EntryTooLate)]
    [InlineData(2, 0, 0f, 600, OrderRefusal.EntryWithoutRoom)]
    public void The_guard_refuses_an_illegal_order_with_its_reason(
        int action, int side, float room, int minute, OrderRefusal expected)
    {
        var guard = new OrderGuard(new Scripted(action), TestMarket.Day(Instrument.NQ, minute, HandPlayed.Quiet), new RuleSet());
        Assert.Equal(0, Act(guard, [1, 1, 1, 1], 0, side, room));
        Assert.Equal((1L, 1L), (guard.RefusedCount, guard.Refused(expected)));
    }

    [Fact]
    public void The_guard_refuses_what_the_mask_forbids_and_passes_what_is_legal()
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 16 * 60 + 56, HandPlayed.Quiet);      // fills at 16:57, the last entry
        var guard = new OrderGuard(new Scripted(1), bars, new RuleSet());
        Assert.Equal(1, Act(guard, [1, 1, 1, 0], 0));
        Assert.Equal(0, guard.RefusedCount);
        Assert.Equal(0, Act(guard, [1, 0, 0, 0], 0));
        Assert.Equal(1, guard.Refused(OrderRefusal.Masked));
        Assert.Equal("scripted (guarded)", guard.Name);
    }

    private static int[] Sample(RandomEntries policy) => [.. Enumerable.Range(0, 4000).Select(_ => Act(policy, EntriesLegal, 0))];

    private static int Act(IPolicy policy, byte[] masks, int bar, int side = 0, float room = 0.5f)
    {
        int[] actions = new int[1];
        policy.Act(new Observations(new[] { bar }, new[] { side, 0f, 0, 0, 0, room, 1, 0 }), masks, actions);
        return actions[0];
    }

    private sealed class Scripted(int action) : IPolicy
    {
        public string Name => "scripted";

        public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions) => actions.Fill(action);
    }
}
