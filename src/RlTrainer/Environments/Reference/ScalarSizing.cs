using RlTrainer.Compliance;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>Distances and sizes of entries as the scalar reference works them out: sizes are tried one by one.</summary>
internal sealed class ScalarSizing(FeatureTable features, EnvironmentConfig config, RuleSet rules)
{
    private const int MicrosForOne = 10;
    private readonly Instrument _instrument = features.Bars.Instrument;
    private readonly Costs _costs = Costs.Of(features.Bars.Instrument, config.Execution);
    private readonly Costs _micro = Costs.OfMicro(features.Bars.Instrument, config.Execution);

    /// <summary>What the contracts of a fill cost.</summary>
    public Costs CostsOf(bool areMicros) => areMicros ? _micro : _costs;

    /// <summary>Distances of stop and target of an entry decided at a bar's close, ticks.</summary>
    public (int Stop, int Target) Distances(int bar)
    {
        float atr = features.AtrTicks[bar];
        if (!(atr > 0) || float.IsInfinity(atr))
            atr = (float)(0.01 * Math.Abs((double)features.Bars.CloseTicks[bar]) / config.StopAtr);
        return (FillModel.DistanceTicks(config.StopAtr * atr), FillModel.DistanceTicks(config.TargetAtr * atr));
    }

    /// <summary>Contracts of an entry, from as many as wanted down.</summary>
    public int Contracts(in Account account, in Standing standing, int stopTicks, int slippageTicks, bool freshDay)
    {
        if (IsForbidden(standing, stopTicks, slippageTicks, freshDay)) return 0;
        int contracts = Math.Min(config.Contracts, rules.Contracts.Limit(_instrument, standing));
        long room = Room(account, standing, freshDay);
        while (contracts > 0 && contracts * _costs.RiskCents(stopTicks, slippageTicks) > room) contracts--;
        return contracts;
    }

    /// <summary>Micros of an entry, from none up; 0 where entries do not switch.</summary>
    public int Micros(in Account account, in Standing standing, int stopTicks, int slippageTicks, bool freshDay)
    {
        if (!config.MicrosNearThreshold || IsForbidden(standing, stopTicks, slippageTicks, freshDay)) return 0;
        int most = Math.Min(MicrosForOne * config.Contracts, rules.Contracts.Limit(_instrument.Micro!, standing)), micros = 0;
        long room = Room(account, standing, freshDay);
        while (micros < most && (micros + 1) * _micro.RiskCents(stopTicks, slippageTicks) <= room) micros++;
        return micros;
    }

    /// <summary>Contracts, or micros where not one contract fits.</summary>
    public bool AnythingFits(in Account account, in Standing standing, int stopTicks, int slippageTicks, bool freshDay) =>
        Contracts(account, standing, stopTicks, slippageTicks, freshDay) > 0
        || Micros(account, standing, stopTicks, slippageTicks, freshDay) > 0;

    private static bool IsForbidden(in Standing standing, int stopTicks, int slippageTicks, bool freshDay) =>
        standing.Day == DayStatus.Paused && !freshDay || stopTicks <= slippageTicks;

    /// <summary>What one trade may lose before a limit, US cents.</summary>
    private long Room(in Account account, in Standing standing, bool freshDay)
    {
        long room = account.BalanceCents - standing.ThresholdCents(rules.Drawdown);
        if (rules.DailyLoss is { } daily)
            room = Math.Min(room, freshDay ? daily.AmountCents : daily.AmountCents
                + account.BalanceCents - standing.DayStartCents);
        return room;
    }
}
