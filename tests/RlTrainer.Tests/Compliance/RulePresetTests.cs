using NodaTime;
using RlTrainer.Compliance;

namespace RlTrainer.Tests.Compliance;

/// <summary>
/// Every field of every preset beside the collected table of rules:
/// dollars, written out a second time by hand. "–": no such rule.
/// </summary>
public sealed class RulePresetTests
{
    // name | drawdown, basis, lock "level at peak" | daily loss | reset | minis,
    // tiers | days at least, days at most | consistency | flat | automation
    [Theory]
    [InlineData("original", "2500 LiveEquity –", "1000", "00:00", "10", "0 –", "–", "16:59", "Forbidden")]
    [InlineData("apex-legacy", "2500 LiveEquity 53000 at 55500", "–", "18:00", "10", "7 –", "–", "16:59", "Forbidden")]
    [InlineData("apex-legacy-tradovate", "2500 LiveEquity –", "–", "18:00", "10", "7 –", "–", "16:59", "Forbidden")]
    [InlineData("apex-legacy-funded", "2500 LiveEquity 50100 at 52600", "–", "18:00", "5, 10 above 52600", "0 –",
        "30 % of profit", "16:59", "Forbidden")]
    [InlineData("apex-intraday", "2000 LiveEquity 53000 at 55000", "–", "18:00", "6", "0 30", "–", "16:59", "Forbidden")]
    [InlineData("apex-intraday-tradovate", "2000 LiveEquity –", "–", "18:00", "6", "0 30", "–", "16:59", "Forbidden")]
    [InlineData("apex-intraday-funded", "2000 LiveEquity 50100 at 52100", "–", "18:00", "4", "0 –", "below 50 % of profit",
        "16:59", "Forbidden")]
    [InlineData("apex-eod", "2000 EndOfDay 53000 at 55000", "1000", "18:00", "6", "0 30", "–", "16:59", "Forbidden")]
    [InlineData("apex-eod-tradovate", "2000 EndOfDay –", "1000", "18:00", "6", "0 30", "–", "16:59", "Forbidden")]
    [InlineData("apex-eod-funded", "2000 EndOfDay 50100 at 52100", "1000", "18:00", "4", "0 –", "below 50 % of profit", "16:59",
        "Forbidden")]
    [InlineData("topstep", "2000 EndOfDay 50000 at 52000", "–", "18:00", "5", "0 –", "50 % of profit", "16:10", "Unknown")]
    [InlineData("take-profit-trader", "2000 EndOfDay 50000 at 52000", "–", "18:00", "6", "5 –", "50 % of profit", "16:59",
        "Allowed")]
    [InlineData("my-funded-futures-rapid", "2000 LiveEquity –", "–", "18:00", "5", "2 –", "50 % of profit", "16:10", "Allowed")]
    [InlineData("my-funded-futures-pro", "1500 EndOfDay –", "–", "18:00", "5", "2 –", "50 % of profit", "16:10", "Allowed")]
    [InlineData("lucid-flex", "2000 EndOfDay 50100 at 52100", "–", "18:00", "4", "0 –", "50 % of profit", "16:59", "Unknown")]
    [InlineData("lucid-pro", "2000 EndOfDay 50100 at 52100", "1200", "18:00", "4", "5 –", "–", "16:59", "Unknown")]
    [InlineData("tradeify-growth", "2000 EndOfDay 50100 at 52100", "1250", "18:00", "5", "0 –", "–", "16:59", "Unknown")]
    [InlineData("tradeify-select", "2000 EndOfDay 50100 at 52100", "–", "18:00", "5", "3 –", "40 % of profit", "16:59",
        "Unknown")]
    [InlineData("topstep-funded", "2000 EndOfDay 50000 at 52000", "–", "18:00", "2, 3 above 51500, 5 above 52000", "0 –", "–",
        "16:10", "Unknown")]
    [InlineData("take-profit-trader-pro", "2000 LiveEquity 50000 at 52000", "–", "18:00", "6", "0 –", "–", "16:59", "Allowed")]
    [InlineData("my-funded-futures-rapid-funded", "2000 LiveEquity 50100 at 52100", "–", "18:00", "5", "0 –", "–", "16:10",
        "Allowed")]
    [InlineData("lucid-flex-funded", "2000 EndOfDay 50100 at 52100", "–", "18:00", "2, 3 above 51000, 4 above 52000", "0 –", "–",
        "16:59", "Unknown")]
    public void A_preset_has_the_collected_numbers(
        string name, string drawdown, string daily, string reset, string contracts, string days, string consistency, string flat,
        string automation)
    {
        RuleSet rules = RulePresets.Parse(name);
        Assert.Equal((50_000L * 100, 3_000L * 100), (rules.StartCents, rules.TargetCents));
        DrawdownLock? stop = rules.Drawdown.Lock;
        Assert.Equal(drawdown,
            $"{rules.Drawdown.AmountCents / 100} {rules.Drawdown.Basis} "
            + $"{(stop is null ? "–" : $"{stop.LevelCents / 100} at {stop.TriggerCents / 100}")}");
        Assert.Equal(DrawdownCheck.Live, rules.Drawdown.Check);
        Assert.Equal(daily, rules.DailyLoss is null ? "–" : $"{rules.DailyLoss.AmountCents / 100}");
        Assert.Equal((false, true), (rules.DailyLoss?.EndsAccount ?? false, rules.DailyLoss?.IncludesOpen ?? true));
        Assert.Equal(reset, $"{rules.DailyReset:HH':'mm}");
        Assert.Equal(contracts,
            string.Join(", ", [$"{rules.Contracts.Minis}",
                .. (rules.Contracts.Tiers ?? []).Select(tier => $"{tier.Minis} above {tier.EndOfDayBalanceAboveCents / 100}")]));
        Assert.Equal(10, rules.Contracts.MicrosPerMini);
        Assert.Equal(days, $"{rules.MinimumDays} "
            + $"{rules.TimeLimitDays?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"}");
        Assert.Equal(consistency, rules.Consistency is not { } rule ? "–"
            : $"{(rule.IsStrict ? "below " : "")}{rule.MaximumShare * 100} % of {(rule.OfTarget ? "target" : "profit")}");
        Assert.Equal((flat, automation), ($"{rules.FlatTime:HH':'mm}", rules.Automation.ToString()));
    }

    // name | start, target | drawdown, basis, lock "level at peak" | minis, tiers; what is not here is that of the 50K account
    [Theory]
    [InlineData("apex-legacy-25k", "25000 1500", "1500 LiveEquity 26500 at 28000", "4", "apex-legacy")]
    [InlineData("apex-legacy-100k", "100000 6000", "3000 LiveEquity 106000 at 109000", "14", "apex-legacy")]
    [InlineData("apex-legacy-150k", "150000 9000", "5000 LiveEquity 159000 at 164000", "17", "apex-legacy")]
    [InlineData("apex-legacy-funded-25k", "25000 1500", "1500 LiveEquity 25100 at 26600", "2, 4 above 26600",
        "apex-legacy-funded")]
    [InlineData("apex-legacy-funded-100k", "100000 6000", "3000 LiveEquity 100100 at 103100", "7, 14 above 103100",
        "apex-legacy-funded")]
    [InlineData("apex-legacy-funded-150k", "150000 9000", "5000 LiveEquity 150100 at 155100", "8, 17 above 155100",
        "apex-legacy-funded")]
    [InlineData("topstep-100k", "100000 6000", "3000 EndOfDay 100000 at 103000", "10", "topstep")]
    [InlineData("topstep-150k", "150000 9000", "4500 EndOfDay 150000 at 154500", "15", "topstep")]
    [InlineData("take-profit-trader-25k", "25000 1500", "1500 EndOfDay 25000 at 26500", "3", "take-profit-trader")]
    [InlineData("take-profit-trader-100k", "100000 6000", "3000 EndOfDay 100000 at 103000", "12", "take-profit-trader")]
    [InlineData("take-profit-trader-150k", "150000 9000", "4500 EndOfDay 150000 at 154500", "15", "take-profit-trader")]
    [InlineData("lucid-flex-100k", "100000 6000", "3000 EndOfDay 100100 at 103100", "6", "lucid-flex")]
    [InlineData("lucid-flex-150k", "150000 9000", "4500 EndOfDay 150100 at 154600", "10", "lucid-flex")]
    public void A_preset_of_another_size_differs_in_amounts_only(
        string name, string money, string drawdown, string contracts, string like)
    {
        (RuleSet rules, RuleSet half) = (RulePresets.Parse(name), RulePresets.Parse(like));
        Assert.Equal(money, $"{rules.StartCents / 100} {rules.TargetCents / 100}");
        Assert.Equal(drawdown,
            $"{rules.Drawdown.AmountCents / 100} {rules.Drawdown.Basis} {rules.Drawdown.Lock!.LevelCents / 100} at "
            + $"{rules.Drawdown.Lock.TriggerCents / 100}");
        Assert.Equal(contracts,
            string.Join(", ", [$"{rules.Contracts.Minis}",
                .. (rules.Contracts.Tiers ?? []).Select(tier => $"{tier.Minis} above {tier.EndOfDayBalanceAboveCents / 100}")]));
        RuleSet amountsOf50K = rules with
        {
            Name = half.Name,
            Title = half.Title,
            Source = half.Source,
            Confidence = half.Confidence,
            OpenQuestions = half.OpenQuestions,
            VerifiedOn = half.VerifiedOn,
            StartCents = half.StartCents,
            TargetCents = half.TargetCents,
            Drawdown = half.Drawdown,
            Contracts = half.Contracts,
            Fees = half.Fees,
            Payouts = rules.Payouts is null ? null : rules.Payouts with
            {
                SafetyNetCents = half.Payouts!.SafetyNetCents,
                CapsCents = half.Payouts.CapsCents
            },
        };
        Assert.Equal(half, amountsOf50K);
        Assert.Equal(rules.StartCents + rules.Drawdown.AmountCents + 10_000, rules.Payouts?.SafetyNetCents ?? rules.StartCents
            + rules.Drawdown.AmountCents + 10_000);
        Assert.DoesNotContain(
            "high", rules.Confidence.Replace("amounts high", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEmpty(rules.OpenQuestions);
    }

    // dollars: most of each of the first five payouts | activation | for the evaluation: reset, month
    [Theory]
    [InlineData("25k", 1_500, 130, 80, 147)]
    [InlineData("", 2_000, 140, 80, 167)]
    [InlineData("100k", 2_500, 220, 80, 207)]
    [InlineData("150k", 2_750, 260, 80, 297)]
    public void The_legacy_accounts_of_Apex_have_caps_and_fees_by_size(
        string size, long cap, long activation, long reset, long month)
    {
        string end = size.Length > 0 ? $"-{size}" : "";
        RuleSet funded = RulePresets.Parse($"apex-legacy-funded{end}"), evaluation = RulePresets.Parse($"apex-legacy{end}");
        Assert.Equal([.. Enumerable.Repeat(cap * 100, 5), long.MaxValue],
            Enumerable.Range(0, 6).Select(step => funded.Payouts!.CapCents(step)));
        Assert.Equal((new FeeRule(activation * 100), new FeeRule(0, reset * 100, month * 100)), (funded.Fees, evaluation.Fees));
    }

    [Fact]
    public void Half_days_join_the_next_trading_day_at_Apex_and_nowhere_else()
    {
        Assert.Equal(RulePresets.All.Where(preset => preset.Name.StartsWith("apex", StringComparison.Ordinal)),
            RulePresets.All.Where(preset => preset.HalfDaysMerge));
    }

    [Fact]
    public void The_funded_accounts_have_nothing_to_pass()
    {
        string[] funded = [.. RulePresets.All.Where(preset => preset.Stage == AccountStage.Funded).Select(preset => preset.Name)];
        Assert.Equal(
            [
                "apex-legacy-funded", "apex-intraday-funded", "apex-eod-funded", "apex-legacy-funded-25k",
                "apex-legacy-funded-100k",
                "apex-legacy-funded-150k", "lucid-flex-funded", "my-funded-futures-rapid-funded", "take-profit-trader-pro",
                "topstep-funded",
            ], funded);
        Assert.Equal("nothing (funded: no target)", PassConditions.InWords(RulePresets.ApexIntradayFunded));
    }

    [Fact]
    public void The_default_is_the_rule_set_without_any_change() => Assert.Equal(new RuleSet(), RulePresets.Original);

    [Fact]
    public void A_programme_without_numbers_has_no_preset_and_says_why()
    {
        Programme alpha = RulePresets.Programmes.Single(programme => programme.Name == "Alpha Futures");
        Assert.Empty(alpha.Presets);
        Assert.Equal((Automation.Forbidden, "No number was collected, so there is no preset. The programme forbids automation."),
            (alpha.Facts.Automation, alpha.Facts.OpenQuestions));
        Assert.Equal("The original system", RulePresets.Programmes[0].Name);
    }

    [Theory]
    [InlineData("""{ "Programme": "x" }""", "x.json has no Source; expected Programme, Source, VerifiedOn, Confidence, Automation, Presets in every programme's file.")]
    [InlineData(
        """{ "Programme": "x", "Source": "s", "VerifiedOn": "2026-01-01", "Confidence": "low", "Automation": "Unknown", "Presets": { "a": { "From": "b" } } }""",
        "x.json: the preset 'a' is made from 'b'; expected one that stands before it in the file.")]
    [InlineData(
        """{ "Programme": "x", "Source": "s", "VerifiedOn": "2026-01-01", "Confidence": "low", "Automation": "Unknown", "Presets": { "a": { "TargetCents": 0 } } }""",
        "x.json: Rule set 'a' contradicts itself: TargetCents was 0; expected more than 0 (300000 is usual).")]
    public void A_programmes_file_that_is_wrong_is_refused_with_its_name(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Programme.Read(text, "x.json")).Message);

    [Fact]
    public void A_key_that_no_rule_has_is_refused()
    {
        const string Text = """{ "Programme": "x", "Source": "s", "VerifiedOn": "2026-01-01", "Confidence": "low", "Automation": "Unknown", "Presets": { "a": { "Targets": 1 } } }""";
        Assert.Contains("Targets", Assert.Throws<InvalidDataException>(() => Programme.Read(Text, "x.json")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_presets_is_current() =>
        Assert.True(RuleTable.Page() == File.ReadAllText(Path.Combine(Architecture.Repository.Root, "src", "rules.md")),
            "src/rules.md is not what the presets say; write it again with `rltrainer rules page`.");

    [Fact]
    public void Every_preset_is_in_the_table_above_dated_and_sourced()
    {
        int rows = typeof(RulePresetTests)
            .GetMethod(nameof(A_preset_has_the_collected_numbers))!.GetCustomAttributes(
                typeof(InlineDataAttribute), false).Length;
        int sizes = typeof(RulePresetTests)
            .GetMethod(nameof(A_preset_of_another_size_differs_in_amounts_only))!.GetCustomAttributes(
                typeof(InlineDataAttribute), false).Length;
        Assert.Equal(RulePresets.All.Count, rows + sizes);
        (string Start, string Source, string Confidence)[] sources =
        [
            ("original", "Description of the original Python system", "high"),
            ("apex-legacy", "Apex Trader Funding, help centre: full 50K accounts sold before 2026-03-01", "high"),
            ("apex-intraday", "Apex Trader Funding, help centre: evaluation and performance account rules",
                "high (contracts medium)"),
            ("apex-eod", "Apex Trader Funding, help centre: evaluation and performance account rules", "high (contracts medium)"),
            ("topstep", "Topstep, help centre: Trading Combine rules", "numbers high, rest medium"),
            ("take-profit-trader", "Take Profit Trader, help centre: Test rules; the lock by two guides",
                "numbers high, lock medium"),
            ("my-funded-futures-rapid", "MyFundedFutures, help centre: Rapid plan",
                "amounts high; trail, consistency and flat time low"),
            ("my-funded-futures-pro", "MyFundedFutures, help centre: Pro plan", "consistency high; drawdown and flat time low"),
            ("tradeify-growth", "Tradeify, help centre: essential trading rules; tradeify.co: evaluation and instant funding; "
                + "two guides", "drawdown, lock and daily limit high; target and contracts medium"),
            ("tradeify-select", "Tradeify, help centre: essential trading rules; tradeify.co: evaluation and instant funding; "
                + "two guides", "consistency, days and drawdown high; contracts low"),
            ("lucid", "Lucid Trading, help centre: Flex and Pro rules", "numbers high, price and days of Pro low"),
            ("topstep-funded", "Topstep, help centre: Express Funded Account, activation fee; two guides on payouts",
                "days, share and floor of payouts high; contract levels medium; cap and least payout low"),
            ("topstep-1", "Topstep, sizes by two guides", "amounts high, rest medium"),
            ("take-profit-trader-pro", "Take Profit Trader, PRO rules by five guides",
                "trail, buffer, share and activation medium; least payout low (one guide)"),
            ("take-profit-trader-25k", "Take Profit Trader, sizes by two guides", "amounts medium, contracts low"),
            ("take-profit-trader-1", "Take Profit Trader, sizes by two guides", "amounts medium, contracts low"),
            ("my-funded-futures-rapid-funded", "MyFundedFutures, Rapid plan by three guides",
                "buffer and least payout medium; share, lock and flat time low"),
            ("lucid-flex-funded", "Lucid Trading, Flex payouts and scaling by five guides",
                "share, least payout and trail medium; days, cap and contract levels low"),
            ("lucid-flex-1", "Lucid Trading, sizes by two guides", "drawdown and contracts medium, target low"),
            ("apex-legacy-25k", "Apex Trader Funding, sizes by four guides", "medium"),
            ("apex-legacy-1", "Apex Trader Funding, sizes by four guides", "medium"),
            ("apex-legacy-funded-", "Apex Trader Funding, sizes by four guides", "medium"),
        ];
        foreach (RuleSet preset in RulePresets.All)
        {
            (_, string source, string confidence) =
                sources.Where(entry => preset.Name.StartsWith(entry.Start, StringComparison.Ordinal))
                    .MaxBy(entry => entry.Start.Length);
            int day = preset.Name.StartsWith("apex", StringComparison.Ordinal) && preset.StartCents == 5_000_000
                || preset.Name == "original" ? 1 : 30;
            Assert.Equal((preset.Name, source, confidence, new LocalDate(2026, 11, day)),
                (preset.Name, preset.Source, preset.Confidence, preset.VerifiedOn));
        }
    }
}
