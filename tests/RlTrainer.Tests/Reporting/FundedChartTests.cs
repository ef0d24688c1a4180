using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Reporting;

namespace RlTrainer.Tests.Reporting;

public sealed class FundedChartTests
{
    private static readonly RuleSet Rules = RulePresets.ApexLegacyFunded with { DailyLoss = new DailyLossRule(100_000) };

    // Day 1 qualifies, day 2 has 49 dollars only, day 3 pays 600, day 4 is the end.
    private static readonly FundedDay[] Life =
    [
        Day(1, 5_000, 5_005_000, 1, 1), Day(2, 4_900, 5_009_900, 2, 1),
        Day(3, 310_100, 5_260_000, 3, 2) with { PayoutCents = 60_000 },
        Day(4, -250_000, 5_010_000, 0, 0) with { IsLost = true },
    ];

    [Fact]
    public void A_life_is_drawn_with_every_limit_qualifying_days_payouts_and_its_end()
    {
        string svg = FundedChart.Of("a life", Life, Rules).Svg;
        foreach (string name in new[] { "balance before a payout", "drawdown threshold", "a payout must leave", "day limit" })
            Assert.Contains($">{name}<", svg, StringComparison.Ordinal);
        Assert.Equal(2, Count(svg, "<circle"));
        Assert.Equal(1, Count(svg, ">qualifying day 2<"));
        Assert.Equal(1, Count(svg, ">$600<"));
        Assert.Equal(1, Count(svg, "rl-cross\""));
    }

    [Fact]
    public void Limits_that_a_programme_lacks_are_left_out()
    {
        string svg = FundedChart.Of("a life", Life, RulePresets.Parse("topstep-funded")).Svg;
        Assert.DoesNotContain("day limit", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("a payout must leave", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_lived_and_no_payouts_are_said()
    {
        Assert.Contains("Nothing to draw", FundedChart.Of("none", [], Rules).Svg, StringComparison.Ordinal);
        Assert.StartsWith("The rule set 'topstep' has no payouts; expected a funded account's rules.",
            Assert.Throws<ArgumentException>(() => FundedChart.Of("none", [], RulePresets.Topstep)).Message,
            StringComparison.Ordinal);
    }

    private static FundedDay Day(int day, long profit, long balance, int trading, int qualifying) =>
        new(new LocalDate(2024, 1, day), profit, balance, 5_010_000, trading, qualifying, 0, 0, false);

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
