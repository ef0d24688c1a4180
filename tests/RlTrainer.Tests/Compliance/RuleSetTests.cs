using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Market;

namespace RlTrainer.Tests.Compliance;

public sealed class RuleSetTests
{
    [Fact]
    public void The_official_worked_example_of_the_legacy_account_passes()
    {
        // Start 50,000, threshold 47,500. Close +500: threshold 48,000. The
        // next trade peaks at 50,875 and closes at 50,100: threshold 48,375.
        DrawdownRule rule = RulePresets.ApexLegacy.Drawdown;
        Standing standing = Standing.Fresh(RulePresets.ApexLegacy);
        Assert.Equal(4_750_000, standing.ThresholdCents(rule));
        standing = standing.MarkedTo(5_050_000, 5_050_000, rule);
        Assert.Equal(4_800_000, standing.ThresholdCents(rule));
        standing = standing.MarkedTo(5_087_500, 5_050_000, rule).MarkedTo(5_010_000, 5_010_000, rule);
        Assert.Equal(4_837_500, standing.ThresholdCents(rule));
    }

    [Fact]
    public void A_locked_threshold_stops_trailing_at_its_level()
    {
        DrawdownRule rule = RulePresets.ApexLegacyFunded.Drawdown;
        Standing standing = Standing.Fresh(RulePresets.ApexLegacyFunded);
        Assert.Equal(5_009_999, standing.MarkedTo(5_259_999, 0, rule).ThresholdCents(rule));
        Assert.Equal(5_010_000, standing.MarkedTo(5_260_000, 0, rule).ThresholdCents(rule));
        Assert.Equal(5_010_000, standing.MarkedTo(5_900_000, 0, rule).MarkedTo(5_100_000, 0, rule).ThresholdCents(rule));
    }

    [Fact]
    public void An_end_of_day_threshold_moves_at_the_days_close_only()
    {
        DrawdownRule rule = RulePresets.ApexEndOfDay.Drawdown;
        Standing standing = Standing.Fresh(RulePresets.ApexEndOfDay).MarkedTo(5_200_000, 5_150_000, rule);
        Assert.Equal(4_800_000, standing.ThresholdCents(rule));
        Assert.Equal(4_950_000, standing.AfterDay(5_150_000, rule).ThresholdCents(rule));
        Assert.Equal(4_950_000, standing.AfterDay(5_150_000, rule).AfterDay(5_000_000, rule).ThresholdCents(rule));
    }

    [Fact]
    public void Ten_micros_count_as_one_mini_and_tiers_follow_the_end_of_day_balance()
    {
        ContractRule rule = RulePresets.ApexLegacyFunded.Contracts;
        Assert.Equal(5, rule.Limit(Instrument.NQ, 5_260_000));
        Assert.Equal(10, rule.Limit(Instrument.NQ, 5_260_001));
        Assert.Equal(50, rule.Limit(Instrument.MNQ, 5_000_000));
        Assert.Equal(60, RulePresets.ApexIntraday.Contracts.Limit(Instrument.MES, 5_000_000));
    }

    [Theory]
    [InlineData(0.30, false, 900, 3000, true)]
    [InlineData(0.30, false, 901, 3000, false)]
    [InlineData(0.50, true, 1500, 3000, false)]
    [InlineData(0.50, true, 1499, 3000, true)]
    public void The_best_day_may_reach_its_share_or_must_stay_below_it(
        double share, bool strict, long best, long profit, bool allowed)
    {
        Assert.Equal(allowed, new ConsistencyRule(share, strict).Allows(best, profit, 3000));
    }

    [Fact]
    public void Every_preset_is_consistent_and_found_by_its_name()
    {
        Assert.Equal(RulePresets.All.Count, RulePresets.All.Select(preset => preset.Name).Distinct().Count());
        foreach (RuleSet preset in RulePresets.All)
        {
            Assert.Same(preset, preset.Checked());
            Assert.Same(preset, RulePresets.Parse(" " + preset.Name.ToUpperInvariant()));
        }
    }

    [Fact]
    public void Contradictory_fields_are_listed_with_what_was_expected()
    {
        RuleSet rules = new()
        {
            Name = "bad",
            TargetCents = 0,
            DailyLoss = new DailyLossRule(-5),
            FlatTime = new LocalTime(18, 0),
            MinimumDays = 7,
            TimeLimitDays = 3,
            Drawdown = new DrawdownRule(200_000, Lock: new DrawdownLock(5_200_000, 4_900_000)),
            Contracts = new ContractRule(0),
        };
        ArgumentException error = Assert.Throws<ArgumentException>(() => rules.Checked());
        Assert.Equal(
            "Rule set 'bad' contradicts itself: TargetCents was 0; expected more than 0 (300000 is usual). "
            + "FlatTime was 18:00; expected a time after 09:30 and up to 17:00 (16:59 is usual). "
            + "TimeLimitDays was 3, below MinimumDays 7; nobody could pass. "
            + "Drawdown.Lock.LevelCents was 4900000, below the threshold 5000000 at its trigger; a lock must not lower the "
            + "threshold. "
            + "DailyLoss.AmountCents was -5; expected more than 0 (100000 is usual), or no daily rule at all. "
            + "Contracts.Minis was 0; expected at least 1 (10 is usual).", error.Message);
    }
}
