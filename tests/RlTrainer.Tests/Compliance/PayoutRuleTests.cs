using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

public sealed class PayoutRuleTests
{
    // The first 25,000 are the trader's whole, then 90 %: 24,000 were paid, 2,000 more are 1,000 + 900.
    [Theory]
    [InlineData(0, 200_000, 200_000)]
    [InlineData(2_400_000, 200_000, 190_000)]
    [InlineData(2_500_000, 200_000, 180_000)]
    public void The_full_share_is_used_up_first(long paid, long payout, long trader) =>
        Assert.Equal(trader, RulePresets.ApexLegacyFunded.Payouts!.TraderCents(paid, payout));

    [Fact]
    public void Caps_go_by_step_and_end()
    {
        var rule = new PayoutRule { CapsCents = [150_000, 200_000] };
        Assert.Equal((150_000L, 200_000L, long.MaxValue), (rule.CapCents(0), rule.CapCents(1), rule.CapCents(2)));
        Assert.Equal(rule, new PayoutRule { CapsCents = [150_000, 200_000] });
    }

    [Fact]
    public void Bad_numbers_are_named_and_an_evaluation_pays_nothing_out()
    {
        RuleSet funded = RulePresets.ApexLegacyFunded with
        {
            Name = "mine",
            Payouts = new PayoutRule { CapsCents = [100], ShareAfter = 0 },
            Fees = new FeeRule(-1)
        };
        Assert.Equal(
            "Rule set 'mine' contradicts itself: Payouts.CapsCents held 100, below MinimumCents 50000; nobody could be paid. "
            + "Payouts.ShareAfter was 0; expected a share in (0, 1] (0.9 is usual). Fees.EntryCents was -1; expected 0 or more.",
            Assert.Throws<ArgumentException>(() => funded.Checked()).Message);
        Assert.Equal("Rule set 'mine' contradicts itself: Payouts was given for an evaluation; expected Stage Funded, or no "
            + "payouts.",
            Assert.Throws<ArgumentException>(() => (new RuleSet { Name = "mine", Payouts = new PayoutRule() }).Checked())
                .Message);
    }
}
