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
    public BarSeries Bars => Table.Bars;

    public static Scenario Of(ulong seed, int days = 4, bool? withSeconds = null)
    {
        Rng rng = Rng.Stream(seed, "scenario");
        Instrument instrument = Instrument.All[rng.NextInt32(Instrument.All.Count)];
        double riskCents = 1_500 + rng.NextInt32(20_000), atr = Math.Max(2, riskCents / instrument.TickValueCents);
        int ticksPerMinute = Math.Max(1, (int)(atr * (0.2 + rng.NextDouble())));
        BarSeries bars = TestMarket.RandomWalk(seed, days, instrument, ticksPerMinute, missingPerMille: rng.NextInt32(3) == 0 ? 60 : 5);
        FeatureTable table = TestMarket.RandomTable(bars, seed, (float)atr);
        BarSeries? seconds = withSeconds ?? rng.NextInt32(3) == 0 ? TestMarket.Seconds(bars, seed) : null;
        bool isPhase2 = rng.NextInt32(3) > 0;
        EnvironmentConfig config = (isPhase2 ? EnvironmentConfig.Phase2 : EnvironmentConfig.Phase1) with
        {
            EnvironmentCount = 3,
            Contracts = 1 + rng.NextInt32(12),
            StopAtr = 0.3 + 2 * rng.NextDouble(),
            TargetAtr = 0.5 + 5 * rng.NextDouble(),
            EpisodeBars = 50 + rng.NextInt32(500),
            EntryWindow = rng.NextInt32(2) == 0 ? EntryWindow.Full : EntryWindow.RegularSession,
            TargetFill = rng.NextInt32(2) == 0 ? TargetFill.Touched : TargetFill.TradedThrough,
            Actions = isPhase2 ? ActionSet.All[1 + rng.NextInt32(3)] : ActionSet.Phase1,
            Pacing = rng.NextInt32(3) == 0 ? RandomPacing(ref rng) : PacingLimits.None,
        };
        return new Scenario(seed, table, seconds, config, RandomRules(ref rng));
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

    private static RuleSet RandomRules(ref Rng rng)
    {
        RuleSet preset = RulePresets.All[rng.NextInt32(RulePresets.All.Count)];
        if (rng.NextInt32(2) == 0)                                     // small limits, so that many are reached
            preset = preset with
            {
                Drawdown = preset.Drawdown with { AmountCents = 30_000 + rng.NextInt32(60_000), Lock = null },
                TargetCents = 30_000 + rng.NextInt32(60_000),
                DailyLoss = rng.NextInt32(3) == 0 ? null : new DailyLossRule(20_000 + rng.NextInt32(40_000)),
            };
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
