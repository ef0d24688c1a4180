using NodaTime;

namespace RlTrainer.Compliance;

/// <summary>
/// Rule sets of known programmes, all 50K accounts with a target of 3,000 dollars (the funded ones without one), each with its source, the date of the last
/// comparison and a confidence. Programmes change their rules: compare with the source before relying on one.
/// </summary>
public static class RulePresets
{
    private const string ApexSource = "Apex Trader Funding, help centre: evaluation and performance account rules";
    private const string ApexLegacySource = "Apex Trader Funding, help centre: full 50K accounts sold before 2026-03-01";
    private static readonly LocalDate Collected = new(2026, 11, 1), Corrected = new(2026, 11, 30);
    private static readonly LocalTime SessionOpen = new(18, 0);

    /// <summary>The original system's rules, the default: 2,500 live trailing drawdown, 1,000 daily from midnight.</summary>
    public static RuleSet Original { get; } = new();

    /// <summary>Legacy evaluation on Rithmic: the threshold locks at 53,000.</summary>
    public static RuleSet ApexLegacy { get; } = new()
    {
        Name = "apex-legacy",
        Title = "Apex legacy full 50K, evaluation (Rithmic)",
        Drawdown = new(250_000, Lock: new(5_550_000, 5_300_000)),
        DailyLoss = null,
        DailyReset = SessionOpen,
        Contracts = new(10),
        HalfDaysMerge = true,
        MinimumDays = 7,
        Automation = Automation.Forbidden,
        VerifiedOn = Collected,
        Source = ApexLegacySource,
    };

    /// <summary>Legacy evaluation on Tradovate: the threshold never locks.</summary>
    public static RuleSet ApexLegacyTradovate { get; } = ApexLegacy with
    {
        Name = "apex-legacy-tradovate",
        Title = "Apex legacy full 50K, evaluation (Tradovate)",
        Drawdown = new(250_000),
    };

    /// <summary>Legacy funded account: locks at 50,100, half the contracts until 52,600 at the end of a day, no day above 30 %.</summary>
    public static RuleSet ApexLegacyFunded { get; } = ApexLegacy with
    {
        Name = "apex-legacy-funded",
        Title = "Apex legacy full 50K, funded",
        Stage = AccountStage.Funded,
        Drawdown = new(250_000, Lock: new(5_260_000, 5_010_000)),
        Contracts = new(5, Tiers: [new(5_260_000, 10)]),
        MinimumDays = 0,
        Consistency = new(0.30),
    };

    /// <summary>Intraday trail evaluation from 2026-03-01.</summary>
    public static RuleSet ApexIntraday { get; } = new()
    {
        Name = "apex-intraday",
        Title = "Apex Intraday Trail 50K, evaluation (Rithmic)",
        Drawdown = new(200_000, Lock: new(5_500_000, 5_300_000)),
        DailyLoss = null,
        DailyReset = SessionOpen,
        Contracts = new(6),
        HalfDaysMerge = true,
        TimeLimitDays = 30,
        Automation = Automation.Forbidden,
        VerifiedOn = Collected,
        Source = ApexSource,
        Confidence = "high (contracts medium)",
    };

    /// <summary>Intraday trail evaluation on Tradovate: the threshold never locks.</summary>
    public static RuleSet ApexIntradayTradovate { get; } = ApexIntraday with
    {
        Name = "apex-intraday-tradovate",
        Title = "Apex Intraday Trail 50K, evaluation (Tradovate)",
        Drawdown = new(200_000),
    };

    /// <summary>Intraday trail, funded: locks at 50,100, the largest day strictly below half the profit.</summary>
    public static RuleSet ApexIntradayFunded { get; } = ApexIntraday with
    {
        Name = "apex-intraday-funded",
        Title = "Apex Intraday Trail 50K, funded",
        Stage = AccountStage.Funded,
        Drawdown = new(200_000, Lock: new(5_210_000, 5_010_000)),
        Contracts = new(4),
        TimeLimitDays = null,
        Consistency = new(0.50, IsStrict: true),
    };

    /// <summary>End-of-day trail evaluation from 2026-03-01: the threshold moves once at the day's close; a soft daily limit of 1,000.</summary>
    public static RuleSet ApexEndOfDay { get; } = ApexIntraday with
    {
        Name = "apex-eod",
        Title = "Apex EOD Trail 50K, evaluation (Rithmic)",
        Drawdown = new(200_000, DrawdownBasis.EndOfDay, Lock: new(5_500_000, 5_300_000)),
        DailyLoss = new(100_000),
    };

    /// <summary>End-of-day trail evaluation on Tradovate: the threshold never locks.</summary>
    public static RuleSet ApexEndOfDayTradovate { get; } = ApexEndOfDay with
    {
        Name = "apex-eod-tradovate",
        Title = "Apex EOD Trail 50K, evaluation (Tradovate)",
        Drawdown = new(200_000, DrawdownBasis.EndOfDay),
    };

    /// <summary>End-of-day trail, funded; the evaluation's daily limit is taken over, since the source names no other.</summary>
    public static RuleSet ApexEndOfDayFunded { get; } = ApexEndOfDay with
    {
        Name = "apex-eod-funded",
        Title = "Apex EOD Trail 50K, funded",
        Stage = AccountStage.Funded,
        Drawdown = new(200_000, DrawdownBasis.EndOfDay, Lock: new(5_210_000, 5_010_000)),
        Contracts = new(4),
        TimeLimitDays = null,
        Consistency = new(0.50, IsStrict: true),
    };

    /// <summary>Topstep: end-of-day trail checked live, locks at the start, flat by 15:10 Central; trades on until the best day is at most half of the profit.</summary>
    public static RuleSet Topstep { get; } = new()
    {
        Name = "topstep",
        Title = "Topstep Trading Combine 50K",
        Drawdown = new(200_000, DrawdownBasis.EndOfDay, Lock: new(5_200_000, 5_000_000)),
        DailyLoss = null,
        DailyReset = SessionOpen,
        Contracts = new(5),
        FlatTime = new(16, 10),
        Consistency = new(0.50),
        Automation = Automation.Unknown,
        VerifiedOn = Corrected,
        Source = "Topstep, help centre: Trading Combine rules",
        Confidence = "numbers high, rest medium",
    };

    /// <summary>Take Profit Trader, Test: end-of-day trail that locks at the start, five days at least, best day at most half of the profit.</summary>
    public static RuleSet TakeProfitTrader { get; } = new()
    {
        Name = "take-profit-trader",
        Title = "Take Profit Trader Test 50K",
        Drawdown = new(200_000, DrawdownBasis.EndOfDay, Lock: new(5_200_000, 5_000_000)),
        DailyLoss = null,
        DailyReset = SessionOpen,
        Contracts = new(6),
        MinimumDays = 5,
        Consistency = new(0.50),
        Automation = Automation.Allowed,
        VerifiedOn = Corrected,
        Source = "Take Profit Trader, help centre: Test rules; the lock by two guides",
        Confidence = "numbers high, lock medium",
    };

    /// <summary>MyFundedFutures Rapid: intraday trail. Sources are split between an intraday and an end-of-day trail.</summary>
    public static RuleSet MyFundedFuturesRapid { get; } = new()
    {
        Name = "my-funded-futures-rapid",
        Title = "MyFundedFutures Rapid 50K",
        Drawdown = new(200_000),
        DailyLoss = null,
        DailyReset = SessionOpen,
        Contracts = new(5),
        FlatTime = new(16, 10),
        MinimumDays = 2,
        Consistency = new(0.50),
        Automation = Automation.Allowed,
        VerifiedOn = Corrected,
        Source = "MyFundedFutures, help centre: Rapid plan",
        Confidence = "amounts high; trail, consistency and flat time low",
    };

    /// <summary>MyFundedFutures Pro: end-of-day trail of 1,500; other sources say 2,000.</summary>
    public static RuleSet MyFundedFuturesPro { get; } = MyFundedFuturesRapid with
    {
        Name = "my-funded-futures-pro",
        Title = "MyFundedFutures Pro 50K",
        Drawdown = new(150_000, DrawdownBasis.EndOfDay),
        Source = "MyFundedFutures, help centre: Pro plan",
        Confidence = "consistency high; drawdown and flat time low",
    };

    /// <summary>Lucid Flex: end-of-day trail, locks at 50,100; best day at most half of the profit.</summary>
    public static RuleSet LucidFlex { get; } = new()
    {
        Name = "lucid-flex",
        Title = "Lucid Flex 50K",
        Drawdown = new(200_000, DrawdownBasis.EndOfDay, Lock: new(5_210_000, 5_010_000)),
        DailyLoss = null,
        DailyReset = SessionOpen,
        Contracts = new(4),
        Consistency = new(0.50),
        Automation = Automation.Unknown,
        VerifiedOn = Corrected,
        Source = "Lucid Trading, help centre: Flex and Pro rules",
        Confidence = "numbers high, contracts of Pro unverified",
    };

    /// <summary>Lucid Pro with its optional daily limit of 1,200: five days at least, no consistency rule. The contract limit is taken over from Flex.</summary>
    public static RuleSet LucidPro { get; } = LucidFlex with
    {
        Name = "lucid-pro",
        Title = "Lucid Pro 50K with daily limit",
        DailyLoss = new(120_000),
        MinimumDays = 5,
        Consistency = null,
    };

    /// <summary>Every preset, the default first.</summary>
    public static IReadOnlyList<RuleSet> All { get; } =
    [
        Original, ApexLegacy, ApexLegacyTradovate, ApexLegacyFunded, ApexIntraday, ApexIntradayTradovate, ApexIntradayFunded, ApexEndOfDay,
        ApexEndOfDayTradovate, ApexEndOfDayFunded, Topstep, TakeProfitTrader, MyFundedFuturesRapid, MyFundedFuturesPro, LucidFlex, LucidPro,
    ];

    /// <summary>The preset of a typed name; case does not matter.</summary>
    /// <exception cref="ArgumentException">No such preset: the message lists those there are.</exception>
    public static RuleSet Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(preset => string.Equals(preset.Name, name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The rule preset was '{name}'; expected one of {string.Join(", ", All.Select(preset => preset.Name))}.");
    }
}
