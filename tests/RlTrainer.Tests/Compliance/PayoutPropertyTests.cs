using FsCheck;
using FsCheck.Fluent;
using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>Laws that hold for every payout rule and every run of days.</summary>
public sealed class PayoutPropertyTests
{
    private static readonly RuleSet[] Paying = [.. RulePresets.All.Where(preset => preset.Payouts is not null)];

    [Fact]
    public void No_payout_breaks_a_law_of_its_programme() =>
        Prop.ForAll(Gen.Choose(0, Paying.Length - 1).ToArbitrary(), Gen.Choose(-60_000, 120_000).ArrayOf(60).ToArbitrary(), Obeys)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(15, 3));

    // Days of −600 to +1,200 dollars on one account; nothing trails here, so that every law is the payout's own.
    private static void Obeys(int which, int[] days)
    {
        RuleSet rules = Paying[which];
        PayoutRule rule = rules.Payouts!;
        long balance = rules.StartCents, threshold = rules.StartCents - rules.Drawdown.AmountCents, won = 0, paid = 0, trader = 0;
        int since = 0, qualifying = 0;
        PayoutStanding standing = default;
        foreach (int profit in days)
        {
            (balance, won, since) = (balance + profit, won + profit, since + 1);
            if (profit >= rule.QualifyingProfitCents) qualifying++;
            standing = standing.AfterDay(rule, profit, hasEntry: true);
            long payout = standing.PayableCents(rules, balance, threshold);
            if (payout == 0) continue;
            Assert.True(since >= rule.TradingDays && qualifying >= rule.QualifyingDays, "paid before its days");
            Assert.True(payout >= rule.MinimumCents && payout <= rule.CapCents(standing.Step) && payout % 100 == 0,
                $"{payout} is below the least, above the cap or no whole dollars");
            Assert.True(payout <= (decimal)rule.ShareOfProfit * (balance - rules.StartCents),
                "more than the share of the profit");
            balance -= payout;
            Assert.True(balance > Math.Max(threshold, rule.FloorAfterCents ?? 0) && balance > rules.StartCents,
                "the payout itself ends the account");
            if (standing.Step < rule.SafetyNetSteps) Assert.True(balance >= rule.SafetyNetCents, "below the safety net");
            PayoutStanding after = standing.AfterPayout(rule, payout);
            Assert.Equal((standing.Step + 1, paid + payout, 0, 0, 0L),
                (after.Step, after.PaidCents, after.TradingDays, after.QualifyingDays, after.ProfitCents));
            Assert.InRange(after.TraderCents - trader, (long)(payout * (decimal)rule.ShareAfter) - 1, payout);
            (standing, paid, trader, since, qualifying) = (after, after.PaidCents, after.TraderCents, 0, 0);
            threshold = Math.Max(threshold, rule.FloorAfterCents ?? 0);
        }
        Assert.Equal(rules.StartCents + won, balance + paid);          // no cent is lost or made
    }
}
