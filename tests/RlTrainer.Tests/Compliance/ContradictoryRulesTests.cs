using NodaTime;
using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>Each contradiction between or inside the fields of a rule set is refused, with the whole message.</summary>
public sealed class ContradictoryRulesTests
{
    private static readonly RuleSet Good = new() { Name = "mine" };

    public static TheoryData<RuleSet, string> Contradictions { get; } = new()
    {
        { Good with { StartCents = 0, Drawdown = new DrawdownRule(-1) },
            "StartCents was 0; expected more than 0 (5000000 is usual). Drawdown.AmountCents was -1; expected more than 0 "
            + "(250000 is usual)." },
        { Good with { StartCents = 100_000_000_001 },
            "StartCents was 100000000001; expected a billion dollars (100000000000) at most." },
        { Good with { TargetCents = long.MaxValue },
            "TargetCents was 9223372036854775807; expected a billion dollars (100000000000) at most." },
        { Good with { Contracts = new ContractRule(10_001) },
            "Contracts held 10001 minis of 10 micros each; expected at most 10000 of at most 1000." },
        { Good with { Contracts = new ContractRule(1, Tiers: [new ContractTier(1, int.MaxValue)]) },
            "Contracts held 2147483647 minis of 10 micros each; expected at most 10000 of at most 1000." },
        { Good with { Contracts = new ContractRule(1, 1_001) },
            "Contracts held 1 minis of 1001 micros each; expected at most 10000 of at most 1000." },
        { Good with { TargetCents = -1 }, "TargetCents was -1; expected more than 0 (300000 is usual)." },
        { Good with { Drawdown = new DrawdownRule(5_000_000) },
            "Drawdown.AmountCents was 5000000, not below StartCents 5000000; no account could be breached." },
        { Good with { Drawdown = new DrawdownRule(0) }, "Drawdown.AmountCents was 0; expected more than 0 (250000 is usual)." },
        {
            Good with { Drawdown = new DrawdownRule(200_000, Lock: new DrawdownLock(5_200_000, 4_900_000)) },
            "Drawdown.Lock.LevelCents was 4900000, below the threshold 5000000 at its trigger; a lock must not lower the "
            + "threshold."
        },
        {
            Good with { Drawdown = new DrawdownRule(200_000, Lock: new DrawdownLock(5_200_000, 5_200_000)) },
            "Drawdown.Lock.LevelCents was 5200000, not below its trigger 5200000; the account would be breached by locking."
        },
        { Good with { DailyLoss = new DailyLossRule(0) },
            "DailyLoss.AmountCents was 0; expected more than 0 (100000 is usual), or no daily rule at all." },
        { Good with { DailyReset = new LocalTime(0, 0, 30) },
            "DailyReset was 00:00:30; expected a whole minute (00:00 and 18:00 are usual)." },
        { Good with { FlatTime = new LocalTime(9, 30) },
            "FlatTime was 09:30; expected a time after 09:30 and up to 17:00 (16:59 is usual)." },
        { Good with { FlatTime = new LocalTime(17, 1) },
            "FlatTime was 17:01; expected a time after 09:30 and up to 17:00 (16:59 is usual)." },
        { Good with { FlatTime = new LocalTime(16, 59, 1) }, "FlatTime was 16:59:01; expected a whole minute (16:59 is usual)." },
        { Good with { MinimumDays = -1 }, "MinimumDays was -1; expected 0 or more." },
        { Good with { TimeLimitDays = 0 }, "TimeLimitDays was 0; expected at least 1, or no limit at all." },
        { Good with { MinimumDays = 7, TimeLimitDays = 6 }, "TimeLimitDays was 6, below MinimumDays 7; nobody could pass." },
        { Good with { Consistency = new ConsistencyRule(0) },
            "Consistency.MaximumShare was 0; expected a share in (0, 1] (0.5 is usual)." },
        { Good with { Consistency = new ConsistencyRule(1.5) },
            "Consistency.MaximumShare was 1.5; expected a share in (0, 1] (0.5 is usual)." },
        // 30 % a day: three days make at most 90 %. Strictly below 50 %: two days make less than all.
        { Good with { Consistency = new ConsistencyRule(0.3), TimeLimitDays = 3 },
            "TimeLimitDays was 3, below the 4 days that Consistency.MaximumShare 0.3 needs; nobody could pass." },
        { Good with { Consistency = new ConsistencyRule(0.5, IsStrict: true), TimeLimitDays = 2 },
            "TimeLimitDays was 2, below the 3 days that Consistency.MaximumShare 0.5 needs; nobody could pass." },
        { Good with { Contracts = new ContractRule(0) }, "Contracts.Minis was 0; expected at least 1 (10 is usual)." },
        { Good with { Contracts = new ContractRule(1, 0) }, "Contracts.MicrosPerMini was 0; expected at least 1 (10 is usual)." },
        {
            Good with { Contracts = new ContractRule(5, Tiers: [new(5_260_000, 10), new(5_260_000, 12)]) },
            "Contracts.Tiers held 12 minis above 5260000; expected ascending balances and at least 1 mini."
        },
        { Good with { Contracts = new ContractRule(5, Tiers: [new(5_260_000, 0)]) },
            "Contracts.Tiers held 0 minis above 5260000; expected ascending balances and at least 1 mini." },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction_is_refused_with_what_was_expected(RuleSet rules, string fault)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => rules.Checked());
        Assert.Equal($"Rule set 'mine' contradicts itself: {fault}", error.Message);
    }

    [Fact]
    public void A_rule_set_without_a_name_is_refused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => (Good with { Name = " " }).Checked());
        Assert.Equal("Rule set ' ' contradicts itself: Name was ' '; expected a short name, as typed on a command line.",
            error.Message);
    }

    [Fact]
    public void Fields_at_the_edge_of_a_contradiction_are_accepted()
    {
        RuleSet edge = Good with
        {
            MinimumDays = 7,
            TimeLimitDays = 7,
            FlatTime = new LocalTime(17, 0),
            Consistency = new ConsistencyRule(0.5),
            Drawdown = new DrawdownRule(200_000, Lock: new DrawdownLock(5_200_000, 5_000_000)),
        };
        Assert.Same(edge, edge.Checked());
        RuleSet twoDays = Good with { TimeLimitDays = 2, Consistency = new ConsistencyRule(0.5) };
        Assert.Same(twoDays, twoDays.Checked());
    }

    [Fact]
    public void An_unknown_preset_lists_those_there_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RulePresets.Parse("apx-eod"));
        Assert.Equal(
            $"The rule preset was 'apx-eod'; did you mean apex-eod? Expected one of "
            + $"{string.Join(", ", RulePresets.All.Select(preset => preset.Name))}.", error.Message);
    }
}
