using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>Everything one seed decides: market, seconds, configuration, rules.</summary>
internal sealed record Scenario(ulong Seed, FeatureTable Table, BarSeries? Seconds, EnvironmentConfig Config, RuleSet Rules)
{
    /// <summary>Days before a weekend on which the clock changes, and ordinary ones.</summary>
    private static readonly LocalDate[] FirstDays =
    [
        new(2024, 3, 8), new(2024, 11, 1), new(2023, 3, 10), new(2025, 10, 31), new(2024, 1, 8), new(2021, 6, 30),
        new(2022, 8, 18), new(2020, 2, 14),
    ];

    private const ulong FirstLateSeed = 10_000;

    private static readonly RuleSet[] FirstPresets = [.. RulePresets.All.Where(preset => preset.StartCents == 5_000_000
        && (preset.Stage == AccountStage.Evaluation || preset.Name.StartsWith("apex", StringComparison.Ordinal)))];

    public BarSeries Bars => Table.Bars;

    public static Scenario Of(ulong seed, int days = 4, bool? withSeconds = null)
    {
        Rng rng = Rng.Stream(seed, "scenario");
        Instrument instrument = Instrument.All[rng.NextInt32(Instrument.All.Count)];
        double riskCents = 1_500 + rng.NextInt32(rng.NextInt32(2) == 0 ? 4_000 : 20_000),
            atr = Math.Max(2, riskCents / instrument.TickValueCents);
        int ticksPerMinute = Math.Max(1, (int)(atr * (0.05 + rng.NextDouble() * (rng.NextInt32(2) == 0 ? 0.3 : 1.1))));
        LocalDate first = FirstDays[rng.NextInt32(FirstDays.Length)];
        bool isExact = rng.NextInt32(3) == 0;                          // limits that prices reach to the cent
        BarSeries bars = TestMarket.RandomWalk(
            seed, days, instrument, ticksPerMinute, missingPerMille: rng.NextInt32(3) == 0 ? 60 : 5, first: first);
        FeatureTable table = TestMarket.RandomTable(bars, seed, (float)atr);
        BarSeries? seconds = withSeconds ?? rng.NextInt32(3) == 0 ? TestMarket.Seconds(bars, seed) : null;
        bool isPhase2 = rng.NextInt32(3) > 0;
        EnvironmentConfig config = (isPhase2 ? EnvironmentConfig.Phase2 : EnvironmentConfig.Phase1) with
        {
            EnvironmentCount = 3,
            Contracts = isExact ? 1 : 1 + rng.NextInt32(12),
            MaskActions = rng.NextInt32(8) != 0,
            StopAtr = 0.3 + 3 * rng.NextDouble(),
            TargetAtr = 0.5 + 8 * rng.NextDouble(),
            EpisodeBars = 50 + rng.NextInt32(500),
            EntryWindow = rng.NextInt32(2) == 0 ? EntryWindow.Full : EntryWindow.RegularSession,
            TargetFill = rng.NextInt32(2) == 0 ? TargetFill.Touched : TargetFill.TradedThrough,
            AfterTarget = isPhase2 && seed % 3 > 0 ? TargetOutcome.RaisesFloor : TargetOutcome.Ends,
            Actions = isPhase2 ? ActionSet.All[1 + rng.NextInt32(3)] : ActionSet.Phase1,
            Pacing = rng.NextInt32(3) == 0 ? RandomPacing(ref rng) : PacingLimits.None,
        };
        if (seed % 3 == 0)                                             // a stop beyond most slippage, or nothing would be traded
            config = config with { Execution = RandomExecution(seed, first), StopAtr = Math.Max(config.StopAtr, 12 / atr) };
        RuleSet rules = RandomRules(seed, ref rng);
        if (rng.NextInt32(3) == 0) rules = Near(rules, (long)(config.StopAtr * riskCents) * config.Contracts, ref rng);
        if (seed % 4 == 0) rules = WithOwnRules(rules, bars, seed);
        if (seed % 5 == 0 && !instrument.IsMicro) config = config with { MicrosNearThreshold = true };
        return new Scenario(seed, table, seconds, config, isExact ? Exact(rules, instrument) : rules);
    }

    /// <summary>Every part of the model, from a stream of its own, so that the other scenarios stay as they are.</summary>
    private static ExecutionModel RandomExecution(ulong seed, LocalDate first)
    {
        Rng rng = Rng.Stream(seed, "execution");
        return new ExecutionModel
        {
            RangeShare = rng.NextInt32(2) * 0.2 * rng.NextDouble(),
            ContractsPerTick = rng.NextInt32(2) == 0 ? 3 + rng.NextInt32(5) : null,
            ForcedExitTicks = rng.NextInt32(4),
            ExchangeFeeCents = rng.NextInt32(150),
            PlatformFeeCents = rng.NextInt32(50),
            MicroFeeCents = (int)(seed % 40),
            Hours = rng.NextInt32(2) == 0
                ? [new SlippageHours(new LocalTime(18, 0), new LocalTime(9, 30), 1)]
                : [new SlippageHours(new LocalTime(11, 0), new LocalTime(13, 0), 1)],
            Events = [new SlippageEvent(first, new LocalTime(10, 0), 30, 90, 2)],
        };
    }

    /// <summary>Further kinds of rule, one of them defined in code, from a stream of their own.</summary>
    private static RuleSet WithOwnRules(RuleSet rules, BarSeries bars, ulong seed)
    {
        Rng rng = Rng.Stream(seed, "own rules");
        string[] events = new string[6];
        for (int index = 0; index < events.Length; index++)
            events[index] = new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(bars.EasternSeconds[rng.NextInt32(bars.Count)])
                .ToString("uuuu-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        int hour = rng.NextInt32(24);
        return rules with
        {
            News = rng.NextInt32(2) == 0
                ? new NewsBlackout(rng.NextInt32(30), rng.NextInt32(30)) { EventsEastern = events } : null,
            Holding = rng.NextInt32(2) == 0 ? new MinimumHolding(1 + rng.NextInt32(600), rng.NextInt32(3) / 2.0) : null,
            Inactivity = rng.NextInt32(3) == 0 ? new InactivityRule(1 + rng.NextInt32(3)) : null,
            Qualifying = rng.NextInt32(3) == 0 ? new QualifyingDaysRule(1, 1 + rng.NextInt32(20_000)) : null,
            Contracts = rng.NextInt32(2) == 0
                ? new ContractRule(1, Tiers: [new(rules.StartCents - 20_000, 2), new(rules.StartCents + 5_000, 4)],
                    Shrinks: rng.NextInt32(2) == 0) : rules.Contracts,
            EntryRules = [EntryRule.When(
                "an hour without entries", moment => moment.Eastern.Hour != hour, entry =>
                    entry.FillEasternSeconds / 3600 % 24 != hour)],
            AccountRules =
            [
                new AccountRule("ten trades")
                {
                    CountsTrade = _ => 1,
                    MayEnter = facts => facts.Count < 10,
                    Audited = history => AuditedStand.Free with { MayEnter = history.Trades.Count <= 9 },
                },
            ],
        };
    }

    private static PacingLimits RandomPacing(ref Rng rng) => new()
    {
        BarsBetweenEntries = rng.NextInt32(2) == 0 ? 1 + rng.NextInt32(30) : null,
        EntriesPerSession = rng.NextInt32(2) == 0 ? 1 + rng.NextInt32(10) : null,
        EntriesPerHour = rng.NextInt32(2) == 0 ? 1 + rng.NextInt32(4) : null,
        PauseBarsAfterLoss = rng.NextInt32(2) == 0 ? 1 + rng.NextInt32(40) : null,
        DayLossStopCents = rng.NextInt32(2) == 0 ? 40_000 : null,
        DayProfitStopCents = rng.NextInt32(2) == 0 ? 80_000 : null,
    };

    /// <summary>Limits hardly wider than one trade's risk: a position that was in profit meets them before its stop.</summary>
    private static RuleSet Near(RuleSet rules, long riskCents, ref Rng rng)
    {
        long Amount(ref Rng rng) => riskCents + riskCents * rng.NextInt32(100) / 100 + 2_000;
        return rules with
        {
            Drawdown = rules.Drawdown with { AmountCents = Math.Min(4_000_000, Amount(ref rng)), Lock = null },
            DailyLoss = rng.NextInt32(2) == 0 ? null : new DailyLossRule(Amount(ref rng), EndsAccount: rng.NextInt32(4) == 0),
        };
    }

    /// <summary>Amounts that one contract's equity equals at some tick: whole ticks
    /// of drawdown from a peak, whole ticks and a commission of day loss.</summary>
    private static RuleSet Exact(RuleSet rules, Instrument instrument)
    {
        int tick = instrument.TickValueCents;
        long Whole(long cents) => cents / tick * tick;
        return rules with
        {
            Drawdown = rules.Drawdown with { AmountCents = Whole(rules.Drawdown.AmountCents) },
            DailyLoss = rules.DailyLoss is { } daily
                ? daily with { AmountCents = Whole(daily.AmountCents) + instrument.CommissionPerSideCents } : null,
        };
    }

    /// <summary>The first presets there were, so that scenarios of low
    /// seeds stay as they are; high seeds draw from all of them.</summary>
    private static RuleSet RandomPreset(ulong seed, ref Rng rng)
    {
        RuleSet first = FirstPresets[rng.NextInt32(FirstPresets.Length)];
        if (seed < FirstLateSeed) return first;
        Rng own = Rng.Stream(seed, "preset");
        RuleSet late = own.NextInt32(2) == 0 ? first : RulePresets.All[own.NextInt32(RulePresets.All.Count)];
        if (own.NextInt32(5) > 0) return late;
        // calendar days, within the four or five that a scenario has
        int limit = 1 + own.NextInt32(3);
        return late with
        {
            TimeLimitDays = limit,
            MinimumDays = Math.Min(late.MinimumDays, limit),
            Consistency = limit < late.Consistency?.LeastDays ? null : late.Consistency
        };
    }

    private static RuleSet RandomRules(ulong seed, ref Rng rng)
    {
        RuleSet preset = RandomPreset(seed, ref rng);
        if (rng.NextInt32(3) > 0)                                      // small limits, so that many are reached
            preset = preset with
            {
                Drawdown = preset.Drawdown with { AmountCents = 20_000 + rng.NextInt32(60_000), Lock = null },
                TargetCents = 10_000 + rng.NextInt32(60_000),
                DailyLoss = rng.NextInt32(3) == 0 ? null : new DailyLossRule(10_000 + rng.NextInt32(40_000)),
            };
        if (rng.NextInt32(3) == 0) preset = preset with { DailyReset = new LocalTime(rng.NextInt32(24), 30 * rng.NextInt32(2)) };
        return rng.NextInt32(6) switch
        {
            0 => preset with { DailyLoss = new DailyLossRule(30_000 + rng.NextInt32(90_000), EndsAccount: true) },
            1 => preset with { DailyLoss = new DailyLossRule(30_000 + rng.NextInt32(90_000), IncludesOpen: false) },
            2 => preset with { Drawdown = preset.Drawdown with { Check = DrawdownCheck.Close } },
            3 => preset with { Drawdown = preset.Drawdown with { Basis = DrawdownBasis.ClosedBalance } },
            _ => preset,
        };
    }
}
