using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>How many contracts of an entry the rules and the risk of one trade allow.</summary>
internal sealed class EntrySizing
{
    private readonly RuleSet _rules;
    private readonly Costs _costs, _microCosts;
    private readonly Instrument _instrument;
    private readonly Instrument? _micro;
    private readonly int _wanted;
    private readonly int _baseLimit;
    private readonly bool _hasTiers;

    public EntrySizing(RuleSet rules, MarketTape tape, EnvironmentConfig config)
    {
        _rules = rules;
        _instrument = tape.Bars.Instrument;
        _micro = config.MicrosNearThreshold ? _instrument.Micro : null;
        (_costs, _microCosts) = (tape.Costs, tape.MicroCosts);
        _wanted = config.Contracts;
        _baseLimit = rules.Contracts.Limit(_instrument, rules.StartCents);
        _hasTiers = rules.Contracts.Tiers is { Count: > 0 };
    }

    /// <summary>What one trade may lose before the drawdown threshold, US cents.</summary>
    public long ThresholdRoomCents(in Account account, in Standing standing) =>
        account.BalanceCents - standing.ThresholdCents(_rules.Drawdown);

    /// <summary>What one trade may lose before the daily limit, US cents; long.MaxValue without one.</summary>
    /// <param name="account">The flat account before the entry.</param>
    /// <param name="standing">Where its day started.</param>
    /// <param name="freshDay">The fill comes after a daily reset.</param>
    public long DayRoomCents(in Account account, in Standing standing, bool freshDay)
    {
        if (_rules.DailyLoss is null) return long.MaxValue;
        return freshDay ? _rules.DailyLoss.AmountCents : _rules.DailyLoss.AmountCents
            + account.BalanceCents - standing.DayStartCents;
    }

    /// <summary>True if a stop so far from its entry lies beyond the market at the moment of the fill.</summary>
    public static bool Clears(int stopTicks, int slippageTicks) => stopTicks > slippageTicks;

    /// <summary>Contracts of an entry from flat: as many as wanted,
    /// allowed and affordable; 0: masked. Says why when fewer.</summary>
    public int Fit(in Account account, in Standing standing, int stopTicks, int slippageTicks, bool freshDay,
        out EntryAdjustment adjustment)
    {
        adjustment = EntryAdjustment.None;
        if (standing.Day == DayStatus.Paused && !freshDay)
        {
            adjustment = EntryAdjustment.MaskedForPause;
            return 0;
        }
        if (!Clears(stopTicks, slippageTicks))
        {
            adjustment = EntryAdjustment.MaskedForSlippage;
            return 0;
        }
        int contracts = _wanted;
        int limit = _hasTiers ? _rules.Contracts.Limit(_instrument, standing) : _baseLimit;
        if (contracts > limit)
        {
            contracts = limit;
            adjustment = EntryAdjustment.SmallerForContractLimit;
        }
        long risk = _costs.RiskCents(stopTicks, slippageTicks);
        long thresholdRoom = ThresholdRoomCents(account, standing), dayRoom = DayRoomCents(account, standing, freshDay);
        long room = Math.Min(thresholdRoom, dayRoom);
        if (contracts * risk <= room) return contracts;
        contracts = (int)Math.Max(0, room / risk);
        bool isDaily = dayRoom < thresholdRoom;
        adjustment = contracts > 0
            ? isDaily ? EntryAdjustment.SmallerForDailyLimit : EntryAdjustment.SmallerForThreshold
            : isDaily ? EntryAdjustment.MaskedForDailyLimit : EntryAdjustment.MaskedForThreshold;
        return contracts;
    }

    /// <summary>Micros of an entry from flat where not one contract fits: as many as are wanted, allowed and affordable, ten for
    /// every contract; 0 where entries do not switch, or where the reason was none of room.</summary>
    /// <param name="account">The flat account before the entry.</param>
    /// <param name="standing">What the rules remember of it.</param>
    /// <param name="stopTicks">From the entry to its stop.</param>
    /// <param name="slippageTicks">Slippage of the exit.</param>
    /// <param name="freshDay">The fill comes after a daily reset.</param>
    /// <param name="adjustment">Why no contract fits; how the entry is made instead where micros fit.</param>
    public int FitMicros(in Account account, in Standing standing, int stopTicks, int slippageTicks, bool freshDay,
        ref EntryAdjustment adjustment)
    {
        if (_micro is null || adjustment is not (EntryAdjustment.MaskedForThreshold or EntryAdjustment.MaskedForDailyLimit))
            return 0;
        int micros = MostMicros(account, standing, stopTicks, slippageTicks, freshDay);
        if (micros > 0)
            adjustment = adjustment == EntryAdjustment.MaskedForThreshold ? EntryAdjustment.MicrosForThreshold
                : EntryAdjustment.MicrosForDailyLimit;
        return micros;
    }

    /// <summary>Micros that are wanted, allowed and affordable.</summary>
    public int MostMicros(in Account account, in Standing standing, int stopTicks, int slippageTicks, bool freshDay)
    {
        if (_micro is null || standing.Day == DayStatus.Paused && !freshDay || !Clears(stopTicks, slippageTicks)) return 0;
        long room = Math.Min(ThresholdRoomCents(account, standing), DayRoomCents(account, standing, freshDay));
        long affordable = Math.Max(0, room / _microCosts.RiskCents(stopTicks, slippageTicks));
        int allowed = Math.Min(_wanted * Instrument.MicrosOfAMini, _rules.Contracts.Limit(_micro, standing));
        return (int)Math.Min(allowed, affordable);
    }

    /// <summary>True if not one contract fits at any decision still ahead in the trading day, whatever the clock does.</summary>
    public bool NothingFitsAhead(in Account account, in Standing standing, int leastRiskTicksAhead, bool resetAhead)
    {
        if (leastRiskTicksAhead == int.MaxValue) return true;
        long risk = _costs.RiskCents(leastRiskTicksAhead, 0);
        if (_micro is not null) risk = Math.Min(risk, _microCosts.RiskCents(leastRiskTicksAhead, 0));
        if (risk > ThresholdRoomCents(account, standing)) return true;
        if (resetAhead)
            return _rules.DailyLoss is not null
                && risk > Math.Max(_rules.DailyLoss.AmountCents, DayRoomCents(account, standing, false));
        return standing.Day == DayStatus.Paused || risk > DayRoomCents(account, standing, false);
    }
}
