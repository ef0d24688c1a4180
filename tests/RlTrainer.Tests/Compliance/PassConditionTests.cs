using NodaTime;
using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>The one definition of passing, condition by condition; money in dollars × 100.</summary>
public sealed class PassConditionTests
{
    private static readonly RuleSet Plain = new();                        // 50,000 and +3,000

    [Theory]
    [InlineData(5_300_000, true, true)]
    [InlineData(5_299_999, true, false)]
    [InlineData(5_300_000, false, false)]                                 // something is open
    public void The_target_counts_from_the_cent_and_only_while_flat(long balance, bool isFlat, bool passes) =>
        Assert.Equal(passes, PassConditions.Hold(Plain, new PassFacts(balance, isFlat, 1, 300_000)));

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void The_minimum_number_of_days_is_enough_and_one_less_is_not(int days, bool passes) =>
        Assert.Equal(passes, PassConditions.Hold(Plain with { MinimumDays = 7 }, new PassFacts(5_300_000, true, days, 0)));

    // Half of 4,000 is 2,000: allowed when "at most", not when "below". Half of the target of 3,000 is 1,500.
    [Theory]
    [InlineData(200_000, false, false, true)]
    [InlineData(200_001, false, false, false)]
    [InlineData(200_000, true, false, false)]
    [InlineData(199_999, true, false, true)]
    [InlineData(150_000, false, true, true)]
    [InlineData(150_001, false, true, false)]
    public void The_best_day_is_held_against_its_share_of_profit_or_target(
        long best, bool isStrict, bool ofTarget, bool passes) =>
        Assert.Equal(passes,
            PassConditions.Hold(Plain with { Consistency = new ConsistencyRule(0.5, isStrict, ofTarget) },
                new PassFacts(5_400_000, true, 2, best)));

    [Fact]
    public void A_funded_account_never_passes() =>
        Assert.False(PassConditions.Hold(Plain with { Stage = AccountStage.Funded }, new PassFacts(9_000_000, true, 100, 0)));

    // 30 calendar days from 1 March are 1 to 30 March.
    [Theory]
    [InlineData(30, false)]
    [InlineData(31, true)]
    public void The_time_limit_counts_calendar_days_and_the_first_is_the_accounts_first(int dayOfMarch, bool isOver) =>
        Assert.Equal(isOver,
            PassConditions.IsTimeOver(
                Plain with { TimeLimitDays = 30 }, new LocalDate(2026, 3, 1), new LocalDate(2026, 3, dayOfMarch)));

    [Fact]
    public void Without_a_limit_time_is_never_over() =>
        Assert.False(PassConditions.IsTimeOver(Plain, new LocalDate(2000, 1, 1), new LocalDate(2026, 1, 1)));

    [Fact]
    public void What_is_missing_is_said_with_what_there_is_and_what_it_takes()
    {
        RuleSet rules = Plain with { MinimumDays = 5, Consistency = new ConsistencyRule(0.5) };
        Assert.Equal(
            ["$2,990.00 of $3,000.00 profit", "a position is open", "3 of 5 trading days",
                "best day 97 % of the profit, allowed 50 %"],
            PassConditions.Missing(rules, new PassFacts(5_299_000, false, 3, 290_000)));
        Assert.Empty(PassConditions.Missing(rules, new PassFacts(5_300_000, true, 5, 150_000)));
        Assert.Equal(["a funded account has nothing to pass"],
            PassConditions.Missing(rules with { Stage = AccountStage.Funded }, new PassFacts(0, true, 0, 0)));
        Assert.Equal(["-$250.50 of $3,000.00 profit"], PassConditions.Missing(Plain, new PassFacts(4_974_950, true, 0, 0)));
    }

    [Fact]
    public void Passing_is_told_in_one_phrase()
    {
        Assert.Equal("a closed balance of $53,000.00 while flat", PassConditions.InWords(Plain));
        Assert.Equal(
            "a closed balance of $53,000.00 while flat, 2 trading days, best day below 40 % of the profit, within 30 "
            + "calendar days",
            PassConditions.InWords(
                Plain with { MinimumDays = 2, TimeLimitDays = 30, Consistency = new ConsistencyRule(0.4, IsStrict: true) }));
    }

    [Fact]
    public void Of_two_traded_days_the_better_is_the_best_whether_it_has_ended_or_runs()
    {
        Standing first = Standing.Fresh(Plain).AfterEntry().AfterEntry();
        Assert.Equal(new PassFacts(5_100_000, true, 1, 100_000), first.PassFacts(5_100_000, true));
        Standing second = first.AfterDay(5_100_000, Plain.Drawdown).AfterEntry();
        Assert.Equal(new PassFacts(5_150_000, true, 2, 100_000), second.PassFacts(5_150_000, true));     // +1,000, then +500
        Assert.Equal(new PassFacts(5_250_000, true, 2, 150_000), second.PassFacts(5_250_000, true));     // +1,000, then +1,500
        Assert.Equal(new PassFacts(5_050_000, true, 2, 100_000), second.PassFacts(5_050_000, true));     // a loss today
    }
}
