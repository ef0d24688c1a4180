using RlTrainer.Compliance;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// The reference: one account, one bar at a time, nothing worked out beforehand, every second of every minute walked. Slow on
/// purpose; <see cref="TradingEnvironments"/> must agree with it step by step. It has its own order of prices, sizing, clock,
/// pacing and position management. It shares, and so does not check: the account's and the standing's arithmetic, the fill
/// model's rounding of distances and market prices, costs, the session calendar, the table's ATR, what an entry rule allows, the
/// conditions of a pass, what account rules have counted, and the reward's terms, which have tests of their own by hand. It
/// makes no observation, chooses no start and copies no account: those are held by the tests of layout, schedule and branches.
/// </summary>
internal sealed class ScalarTradingEnvironment
{
    private readonly BarSeries _bars;
    private readonly BarSeries? _seconds;
    private readonly EnvironmentConfig _config;
    private readonly RuleSet _rules;
    private readonly Costs _costs;
    private readonly ScalarSizing _sizing;
    private readonly FillModel _fills;
    private readonly ScalarSlippage _slippage;
    private readonly ScalarManagement _management;
    private readonly RewardModel _rewards;
    private readonly AccountRuleBook _book;
    private readonly ScalarClock _clock;
    private readonly ScalarPacing _pacing;
    private readonly float[] _terms;
    private readonly double[] _termMemory;
    private Account _account;
    private Standing _standing;
    private Ticket _ticket;
    private RewardMemory _memory;
    private int _bar, _startBar;
    private EpisodeEnd _end = EpisodeEnd.Truncated;
    private BarResult _result;
    private long _utc;

    /// <summary>A reference on the same market and rules as the environments it is compared with.</summary>
    public ScalarTradingEnvironment(FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        (_bars, _seconds, _config, _rules) = (features.Bars, seconds, config.Checked(), rules.Checked());
        _costs = Costs.Of(_bars.Instrument, config.Execution);
        _sizing = new ScalarSizing(features, config, rules);
        _fills = new FillModel(config.TargetFill);
        _slippage = new ScalarSlippage(_bars, config.Execution);
        _management = new ScalarManagement(features, config);
        _rewards = new RewardModel(config.Reward, rules);
        (_terms, _termMemory) = (new float[_rewards.TermCount], new double[_rewards.MemorySize]);
        (_book, _clock) = (new AccountRuleBook(rules, 1), new ScalarClock(_bars, _rules, _config));
        _pacing = new ScalarPacing(config.Pacing);
    }

    /// <summary>[terms] the terms of the last reward.</summary>
    public ReadOnlySpan<float> LastRewardTerms => _terms;

    /// <summary>Begins an episode with a fresh account.</summary>
    public void Begin(int startBar)
    {
        _account = Account.Fresh(1, _rules.StartCents);
        _standing = Standing.Fresh(_rules);
        _ticket = default;
        _memory = new RewardMemory { EquityCents = _rules.StartCents, PeakCents = _rules.StartCents };
        _pacing.Begin();
        _bar = _startBar = startBar;
        _book.Begin(0, _clock.CountedDate(_bar));
        _end = EpisodeEnd.None;
        Array.Clear(_terms);
        Array.Clear(_termMemory);
    }

    /// <summary>True if the action is legal now.</summary>
    public bool IsLegal(TradeAction action) => action switch
    {
        TradeAction.Hold => true,
        TradeAction.Buy or TradeAction.Sell => EntryContracts().Count > 0,
        _ => _end == EpisodeEnd.None && _management.IsLegal(action, _account, _ticket, _bar)
            && (action is not (TradeAction.Close or TradeAction.TakePartial)
                || _book.AllowsLeaving(_bars.UtcSeconds[_bar] + 60 - _bars.UtcSeconds[_ticket.EntryBar])),
    };

    /// <summary>The account at the close of the current bar.</summary>
    public AccountSnapshot Snapshot()
    {
        long equity = Equity(_bars.CloseTicks[_bar]);
        return new AccountSnapshot(
            _bar, _startBar, _account, _standing, equity, _standing.ThresholdCents(_rules.Drawdown),
            equity - _standing.DayStartCents, _ticket.StopTicks,
            _ticket.TargetTicks, EntryContracts().Count, _end, EntryContracts().AreMicros);
    }

    /// <summary>Takes a legal action through the next bar and returns its reward.</summary>
    public float Step(TradeAction action, out EpisodeEnd end)
    {
        RewardStep step = _rewards.Blank;
        _result = default;
        (int Count, bool AreMicros) contracts = EntryContracts();
        int decided = _bar;
        if (action is not (TradeAction.Buy or TradeAction.Sell)) _management.Apply(action, _account, ref _ticket, _bar, ref step);
        if (_clock.ResetNumber(_bar + 1) != _clock.ResetNumber(_bar))
            _standing = _standing.AfterReset(Equity(_bars.CloseTicks[_bar]));
        _utc = _bars.UtcSeconds[++_bar];
        AtOpen(action, contracts, decided);
        if (!_account.IsFlat) InsideBar();
        if (!_account.IsFlat && _clock.IsLast(_bar)) Leave(_bars.CloseTicks[_bar], _account.Contracts, FillReason.FlatTime);
        Judge();
        if (_ticket.Trails != 0) _management.Trail(_account, ref _ticket, _bar);
        if (_result.IsClosed) _pacing.Closed(_bar, _result.NetCents);
        float reward = Reward(ref step);
        end = _end = End();
        return reward;
    }

    private int FirstOpen => FirstSecond(_bar) is { } first && first >= 0 ? _seconds!.OpenTicks[first] : _bars.OpenTicks[_bar];

    private long Equity(int priceTicks) => _account.EquityCents(priceTicks, _costs.TickValueCents);

    private void AtOpen(TradeAction action, (int Count, bool AreMicros) contracts, int decided)
    {
        int open = FirstOpen;
        bool isStopped = _account.Side == Side.Long ? open <= _ticket.StopTicks : _account.Side == Side.Short
            && open >= _ticket.StopTicks;
        bool isAtTarget = !_account.IsFlat && PassesTarget(open);
        _result.HighestCents = _result.LowestCents =
            Equity(isAtTarget && !_clock.FollowsBreak(_bar) ? _ticket.TargetTicks : open);
        if (!_account.IsFlat && !isStopped && !isAtTarget && action is TradeAction.Close or TradeAction.TakePartial)
        {
            Mark(open);
            Leave(open, action == TradeAction.Close ? _account.Contracts : _account.Contracts / 2, action == TradeAction.Close
                ? FillReason.Close : FillReason.Partial);
        }
        if (action is TradeAction.Buy or TradeAction.Sell)
            Enter(action == TradeAction.Buy ? Side.Long : Side.Short, contracts, decided);
    }

    private void Enter(Side side, (int Count, bool AreMicros) wanted, int decided)
    {
        (int contracts, bool areMicros) = wanted;
        Costs costs = _sizing.CostsOf(areMicros);
        if (!_clock.MayFillOn(_bar, _bars.EasternSeconds[_bar])) return;
        (int stop, int target) = _sizing.Distances(decided);
        if (stop <= _slippage.AtOpen(_bar, contracts, areMicros)) return;
        if (_clock.ResetNumber(_bar) != _clock.ResetNumber(_bar - 1)) contracts = Math.Min(contracts,
            areMicros ? _sizing.Micros(_account, _standing, stop, _slippage.AtOpen(_bar, contracts, true), freshDay: false)
                : _sizing.Contracts(_account, _standing, stop, _slippage.AtOpen(_bar, contracts, false), freshDay: false));
        if (contracts == 0) return;
        int slippage = _slippage.AtOpen(_bar, contracts, areMicros), price = FirstOpen + (int)side * slippage, sign = (int)side;
        var fill = new Fill(1, _bar, 0, side, contracts, price, slippage, costs.CommissionCents(contracts), FillReason.Entry,
            costs.FeesCents(contracts), areMicros);
        _ticket = new Ticket
        {
            BalanceBeforeCents = _account.BalanceCents,
            StopTicks = price - sign * stop,
            TargetTicks = price + sign * target,
            InitialStopTicks = stop,
            InitialTargetTicks = target,
            EntryContracts = contracts,
            EntryBar = _bar,
            EntryTicks = price,
            RewardedStopSigned = sign * price - stop,
        };
        _account = _account.After(fill, _costs.TickValueCents);
        _result.EnteredSide = side;
        _standing = _standing.AfterEntry();
        _book.Entered(0, _clock.CountedDate(_bar));
        _pacing.Entered(_bar, _bars.EasternSeconds[_bar]);
    }

    private void InsideBar()
    {
        _result.IsExposed = true;
        int first = FirstSecond(_bar);
        if (first < 0)
        {
            Range(_bars.OpenTicks[_bar], _bars.HighTicks[_bar], _bars.LowTicks[_bar], _clock.FollowsBreak(_bar));
            return;
        }
        for (int second = first; second < _seconds!.Count && _seconds.UtcSeconds[second] < _bars.UtcSeconds[_bar] + 60
            && !_account.IsFlat; second++)
        {
            _utc = _seconds.UtcSeconds[second];
            Range(_seconds.OpenTicks[second], _seconds.HighTicks[second], _seconds.LowTicks[second], second == first
                && _clock.FollowsBreak(_bar));
        }
        _utc = _bars.UtcSeconds[_bar];
    }

    /// <summary>One range of prices in the fill model's order, long and short written out.</summary>
    private void Range(int open, int high, int low, bool isAfterBreak)
    {
        bool isLong = _account.Side == Side.Long;
        int served = PassesTarget(open) && !isAfterBreak ? _ticket.TargetTicks : open;
        Mark(served);
        (int limit, FillReason reason) = Limit();
        if (isLong ? open <= limit : open >= limit)
        {
            Leave(open, _account.Contracts, reason);
            return;
        }
        if (PassesTarget(open))
        {
            Leave(served, _account.Contracts, FillReason.Target);
            return;
        }
        Mark(isLong ? Math.Min(high, _ticket.TargetTicks) : Math.Max(low, _ticket.TargetTicks));
        (limit, reason) = Limit();
        if (isLong ? low <= limit : high >= limit)
        {
            Leave(limit, _account.Contracts, reason);
            return;
        }
        Mark(isLong ? low : high);
        if (PassesTarget(isLong ? high : low)) Leave(_ticket.TargetTicks, _account.Contracts, FillReason.Target);
    }

    private bool PassesTarget(int price) => _account.Side == Side.Long
        ? price >= _ticket.TargetTicks + (int)_fills.TargetFill : price <= _ticket.TargetTicks - (int)_fills.TargetFill;

    /// <summary>The first price on the adverse way at which the position must leave; found by trying ticks.</summary>
    private (int Ticks, FillReason Reason) Limit()
    {
        int stop = _ticket.StopTicks, side = (int)_account.Side;
        long breach = _rules.Drawdown.Check == DrawdownCheck.Live ? _standing.ThresholdCents(_rules.Drawdown) : long.MinValue;
        long daily = _rules.DailyLoss is { IncludesOpen: true } rule ? _standing.DayStartCents - rule.AmountCents : long.MinValue;
        long highest = Math.Max(breach, daily);
        if (Equity(stop) > highest) return (stop, FillReason.Stop);
        int price = stop;                                              // towards better prices while still at or below a limit
        while (Equity(price + side) <= highest) price += side;
        return (price, Equity(price) <= breach ? FillReason.Breach : FillReason.DailyLimit);
    }

    private void Leave(int marketTicks, int contracts, FillReason reason)
    {
        _result.IsExposed = true;
        Side order = _account.Side == Side.Long ? Side.Short : Side.Long;
        int slippage = reason == FillReason.Target ? 0 : reason is FillReason.Close or FillReason.Partial
            ? _slippage.AtOpen(_bar, contracts, _account.IsMicro)
            : _slippage.Inside(_bar, contracts, reason, _account.IsMicro), side = (int)_account.Side;
        Costs costs = _sizing.CostsOf(_account.IsMicro);
        var fill = new Fill(1, _bar, 0, order, contracts, marketTicks + (int)order * slippage, slippage,
            costs.CommissionCents(contracts), reason, costs.FeesCents(contracts), _account.IsMicro);
        double risk = costs.ValueCents(_ticket.InitialStopTicks, _ticket.EntryContracts);
        _result.IsPartial |= reason == FillReason.Partial;
        if (reason == FillReason.Partial)
            _result.PartialR = Math.Max(0, costs.ValueCents(side * (fill.PriceTicks - _account.EntryTicks), contracts) / risk);
        _account = _account.After(fill, _costs.TickValueCents);
        _standing = _standing.MarkedTo(long.MinValue, _account.BalanceCents, _rules.Drawdown);
        if (reason == FillReason.Breach) _result.Verdict = Verdict.DrawdownBreach;
        if (reason == FillReason.DailyLimit) Pause();
        if (!_account.IsFlat) return;
        _book.Closed(0, new ClosedTrade(_account.BalanceCents - _ticket.BalanceBeforeCents,
            _utc - _bars.UtcSeconds[_ticket.EntryBar], _ticket.EntryContracts));
        _result.IsClosed = true;
        _result.NetCents = _account.BalanceCents - _ticket.BalanceBeforeCents;
        _result.RMultiple = _result.NetCents / risk;
        _result.RiskCents = (long)risk;
        _ticket = default;
        Note(_account.BalanceCents);
    }

    private void Mark(int priceTicks)
    {
        _standing = _standing.MarkedTo(Equity(priceTicks), _account.BalanceCents, _rules.Drawdown);
        Note(Equity(priceTicks));
    }

    private void Note(long equity)
    {
        _result.HighestCents = Math.Max(_result.HighestCents, equity);
        _result.LowestCents = Math.Min(_result.LowestCents, equity);
    }

    private void Judge()
    {
        int close = _bars.CloseTicks[_bar];
        bool endsDay = _clock.IsLast(_bar) && !_clock.BelongsToNextDay(_bar),
            checks = _rules.Drawdown.Check == DrawdownCheck.Live || endsDay;
        if (checks && !_account.IsFlat && Equity(close) <= _standing.ThresholdCents(_rules.Drawdown))
            Leave(close, _account.Contracts, FillReason.Breach);
        if (_rules.DailyLoss is { } daily
            && (daily.IncludesOpen ? Equity(close) : _account.BalanceCents) - _standing.DayStartCents <= -daily.AmountCents)
        {
            Pause();
            if (!_account.IsFlat) Leave(close, _account.Contracts, FillReason.DailyLimit);
        }
        if (endsDay) _book.EndDay(0, new EndedDay(_account.BalanceCents - _standing.DayOpenCents, _standing.HasTradedToday));
        if (endsDay) _standing = _standing.AfterDay(_account.BalanceCents, _rules.Drawdown);
        if (checks && Equity(close) <= _standing.ThresholdCents(_rules.Drawdown)) _result.Verdict = Verdict.DrawdownBreach;
        if (_result.Verdict == Verdict.Within && _account.BalanceCents >= _rules.TargetBalanceCents) JudgeTarget();
        if (_result.Verdict == Verdict.Within && endsDay && _book.Closing(0, _standing, _account.BalanceCents,
            _clock.CountedDate(_bar)) is not null) _result.Verdict = Verdict.Closed;
    }

    private void JudgeTarget()
    {
        bool ends = _config.AfterTarget == TargetOutcome.Ends;
        if (!PassConditions.Hold(_rules, _standing.PassFacts(_account.BalanceCents, isFlat: true))
            || !_book.AllowsPass(0, _standing, _account.BalanceCents, _clock.CountedDate(_bar))) return;
        if (_account.IsFlat) _standing = _standing with { HasPassed = true };
        if (_account.IsFlat && (ends || _account.BalanceCents == _rules.TargetBalanceCents)) _result.Verdict = Verdict.Passed;
        else if (!ends) _standing = _standing with { FloorCents = _rules.TargetBalanceCents };
    }

    private void Pause()
    {
        _standing = _standing with { Day = DayStatus.Paused };
        if (_rules.DailyLoss!.EndsAccount && _result.Verdict == Verdict.Within) _result.Verdict = Verdict.DailyBreach;
    }

    private float Reward(ref RewardStep step)
    {
        step.EquityBeforeCents = _memory.EquityCents;
        step.PeakBeforeCents = _memory.PeakCents;
        step.EquityCents = Equity(_bars.CloseTicks[_bar]);
        step.PeakCents = Math.Max(_memory.PeakCents, Math.Max(_result.HighestCents, step.EquityCents));
        step.IsExposed = _result.IsExposed;
        step.EnteredSide = _result.EnteredSide;
        (step.Bar, step.Side, step.Contracts) = (_bar, _account.Side, _account.Contracts);
        step.IsClosed = _result.IsClosed;
        step.RMultiple = _result.RMultiple;
        step.RiskCents = _account.IsFlat ? _result.RiskCents
            : _sizing.CostsOf(_account.IsMicro).ValueCents(_ticket.InitialStopTicks, _ticket.EntryContracts);
        step.BarsHeld = _account.IsFlat ? 0 : _bar - _ticket.EntryBar;
        (step.IsPartial, step.PartialR) = (_result.IsPartial, _result.PartialR);
        float reward = _rewards.Score(step, _termMemory, _terms);
        (_memory.EquityCents, _memory.PeakCents) = (step.EquityCents, step.PeakCents);
        return reward;
    }

    private EpisodeEnd End()
    {
        if (_result.Verdict != Verdict.Within) return EpisodeEnd.Terminated;
        if (_clock.IsLast(_bar) || _bar - _startBar >= _config.EpisodeBars) return EpisodeEnd.Truncated;
        return _account.IsFlat && !AnyEntryAhead() ? EpisodeEnd.Terminated : EpisodeEnd.None;
    }

    /// <summary>Looks at every decision still ahead in the day: does one
    /// contract fit at any of them, whatever a reset may bring?</summary>
    private bool AnyEntryAhead()
    {
        bool resets = false;
        for (int bar = _bar + 1; bar < _clock.DayOf(_bar)
            .EndBar; bar++) resets |= _clock.ResetNumber(bar) != _clock.ResetNumber(bar - 1);
        if (EntryContracts().Count > 0) return true;
        for (int bar = _bar; bar < _clock.DayOf(_bar).EndBar; bar++)
        {
            if (!_clock.MayDecide(bar)) continue;
            (int stop, int slippage) = (_sizing.Distances(bar).Stop, _slippage.Expected(bar, _config.Contracts));
            if (_sizing.AnythingFits(_account, _standing, stop, slippage, freshDay: false)) return true;
            if (resets && _sizing.AnythingFits(_account, _standing, stop, slippage, freshDay: true)) return true;
            Standing open = _standing with { Day = DayStatus.Open };
            if (resets && _rules.DailyLoss is not null
                && _sizing.AnythingFits(_account, open, stop, slippage, freshDay: false)) return true;
        }
        return false;
    }

    private (int Count, bool AreMicros) EntryContracts()
    {
        if (_end != EpisodeEnd.None || !_account.IsFlat || !_clock.MayDecide(_bar)) return (0, false);
        long next = _bars.EasternSeconds[_bar] + 60;
        bool freshDay = _clock.ResetNumberAt(next) != _clock.ResetNumber(_bar);
        int stop = _sizing.Distances(_bar).Stop, slippage = _slippage.Expected(_bar, _config.Contracts),
            fit = _sizing.Contracts(_account, _standing, stop, slippage, freshDay),
            micros = fit > 0 ? 0 : _sizing.Micros(_account, _standing, stop, slippage, freshDay);
        long dayProfit = freshDay ? 0 : _account.BalanceCents - _standing.DayStartCents;
        if (!_book.AllowsEntry(0, _standing, _account.BalanceCents, _clock.CountedDate(_bar))) return (0, false);
        return _pacing.Allows(_bar + 1, next, dayProfit) ? (fit + micros, micros > 0) : (0, false);
    }

    private int FirstSecond(int bar)
    {
        if (_seconds is null) return -1;
        int found = _seconds.UtcSeconds.BinarySearch(_bars.UtcSeconds[bar]);
        int first = found >= 0 ? found : ~found;
        return first < _seconds.Count && _seconds.UtcSeconds[first] < _bars.UtcSeconds[bar] + 60 ? first : -1;
    }
}
