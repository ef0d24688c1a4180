using RlTrainer.Compliance;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>The accounts of all environments: begins episodes, takes one account through one bar, decides whether an episode
/// ends.</summary>
internal sealed class TradingAccounts
{
    private readonly EnvironmentConfig _config;
    private readonly RuleSet _rules;
    private readonly MarketTape _tape;
    private readonly EntrySizing _sizing;
    private readonly AccountWalk _walk;
    private readonly AccountRuleBook _book;
    private readonly QuietBars _quiet;
    private readonly PositionManagement _management;
    private readonly Pacing _pacing;
    private readonly RewardModel _rewards;
    private readonly EpisodeStarts? _starts;
    private readonly DayRoute? _route;
    private readonly TradingJournal? _journal;
    private readonly EnvironmentColumns _columns;
    private readonly TradeAction[] _actions;
    private readonly float[] _terms;
    private readonly bool[] _hasTerms;
    private readonly bool _canManage;

    public TradingAccounts(
        MarketTape tape, EnvironmentConfig config, RuleSet rules, EpisodeStarts? starts, DayRoute? route, TradingJournal? journal)
    {
        _config = config;
        _rules = rules;
        _tape = tape;
        _starts = starts;
        _route = route;
        _journal = journal;
        _sizing = new EntrySizing(rules, tape, config);
        _book = new AccountRuleBook(rules, config.EnvironmentCount);
        _walk = new AccountWalk(tape, config, rules, _sizing, journal, _book);
        _quiet = new QuietBars(tape, config, rules);
        _management = new PositionManagement(tape);
        _pacing = new Pacing(config.Pacing);
        _rewards = new RewardModel(config.Reward, rules);
        _actions = [.. config.Actions.Actions];
        _canManage = _actions.Length > 3;
        _columns = new EnvironmentColumns(config.EnvironmentCount, _rewards.MemorySize) { Book = _book };
        _terms = new float[config.EnvironmentCount * _rewards.TermCount];
        _hasTerms = new bool[config.EnvironmentCount];
        Statistics = new EnvironmentStatistics(_actions.Length, _rewards.Names);
    }

    /// <summary>The state of every environment.</summary>
    public EnvironmentColumns Columns => _columns;

    /// <summary>Counts and sums since their last reset.</summary>
    public EnvironmentStatistics Statistics { get; }

    /// <summary>Share of the costs that the reward sees.</summary>
    public double RewardedCostShare { get; set; } = 1;

    /// <summary>[terms] the terms of one environment's last reward.</summary>
    public Span<float> Terms(int env) => _terms.AsSpan(env * _rewards.TermCount, _rewards.TermCount);

    /// <summary>Begins an episode.</summary>
    public void Begin(int env)
    {
        int start;
        if (_route is null)
        {
            start = _starts!.Next(ref _columns.Streams[env], _columns.ListPositions[env]);
            _columns.ListPositions[env] += _config.EnvironmentCount;
            _columns.Accounts[env] = Account.Fresh(1, _rules.StartCents);
            _columns.Standings[env] = Standing.Fresh(_rules);
        }
        else start = _route.BeginDay(ref _columns.Accounts[env], ref _columns.Standings[env]);
        Start(env, start);
    }

    /// <summary>Puts a fresh account at a bar, whatever the episodes' starts are.</summary>
    public void BeginAt(int env, int bar)
    {
        _columns.Accounts[env] = Account.Fresh(1, _rules.StartCents);
        _columns.Standings[env] = Standing.Fresh(_rules);
        Start(env, bar);
    }

    private void Start(int env, int start)
    {
        Account account = _columns.Accounts[env];
        if (!_book.IsOff && _route is not { ContinuesAccount: true }) _book.Begin(env, _tape.DayNumber[start]);
        _columns.Tickets[env] = default;
        long peak = Math.Max(account.BalanceCents, _columns.Standings[env].PeakCents);
        _columns.Memories[env] = new RewardMemory { EquityCents = account.BalanceCents, PeakCents = peak };
        _columns.TermMemory(env).Clear();
        if (_route is not { ContinuesDay: true }) _columns.Paces[env] = default;
        _columns.Bars[env] = _columns.StartBars[env] = start;
        _columns.Ends[env] = EpisodeEnd.None;
        ClearTerms(env);
        Refresh(env);
    }

    /// <summary>Takes one environment through the next bar and returns its reward.</summary>
    public float Advance(int env, TradeAction action)
    {
        ref Account account = ref _columns.Accounts[env];
        ref Standing standing = ref _columns.Standings[env];
        int bar = _columns.Bars[env], next = bar + 1;
        BarFlags flags = _tape.Flags[next];
        if ((flags & BarFlags.ResetBefore) != 0)
            standing = standing.AfterReset(account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents));
        _starts?.Saw(next);
        if (account.IsFlat && action == TradeAction.Hold && _journal is null && (flags & BarFlags.Last) == 0
            && !_rewards.PaysWhileFlat)
        {
            _columns.Bars[env] = next;
            ClearTerms(env);
            Settle(env, Verdict.Within);
            return 0;
        }
        return Trade(env, action, ref account, ref standing);
    }

    private float Trade(int env, TradeAction action, ref Account account, ref Standing standing)
    {
        ref Ticket ticket = ref _columns.Tickets[env];
        int bar = _columns.Bars[env], next = bar + 1;
        DayStatus day = standing.Day;
        RewardStep step = _rewards.Blank;
        Order order = OrderFor(env, action, bar, ref step);
        var passage = new BarPassage(ref account, ref standing, ref ticket, order, next) { Env = env };
        if (order.Kind == OrderKind.None && !account.IsFlat && _journal is null && _quiet.TryPass(ref passage))
            passage.Result.IsExposed = true;
        else _walk.Step(ref passage);
        ref readonly BarResult result = ref passage.Result;
        if (ticket.Trails != 0)
        {
            _management.Trail(account, ref ticket, next);
            JournalizeProtection(env, next + 1);
        }
        _columns.Bars[env] = next;
        if (standing.Day != day) Statistics.DayPauses++;
        Note(env, result);
        Journalize(account, standing, ticket, next, result);
        float reward = Reward(env, account, ref step, result);
        Settle(env, result.Verdict);
        return reward;
    }

    private Order OrderFor(int env, TradeAction action, int bar, ref RewardStep step)
    {
        switch (action)
        {
            case TradeAction.Hold:
                return Order.None;
            case TradeAction.Buy or TradeAction.Sell:
                Side side = action == TradeAction.Buy ? Side.Long : Side.Short;
                if ((_tape.Flags[bar] & BarFlags.AtrFallback) != 0) FellBack();
                if (_columns.Adjustments[env] != EntryAdjustment.None) Adjusted(_columns.Adjustments[env]);
                return new Order(OrderKind.Enter, side, _columns.Fits[env], _tape.StopTicks[bar], _tape.TargetTicks[bar],
                    _columns.FitsMicros[env]);
            case TradeAction.Close:
                return new Order(OrderKind.Close, Side.Flat, 0, 0, 0);
            case TradeAction.TakePartial:
                return new Order(OrderKind.Partial, Side.Flat, 0, 0, 0);
            default:
                _management.Apply(action, _columns.Accounts[env], ref _columns.Tickets[env], bar, ref step);
                JournalizeProtection(env, bar + 1);
                return Order.None;
        }
    }

    /// <summary>Statistics and pacing after a bar.</summary>
    private void Note(int env, in BarResult result)
    {
        int bar = _columns.Bars[env];
        if (result.IsExposed) Statistics.ExposedSteps++;
        if (result.LacksSeconds) Statistics.MinutesWithoutSeconds++;
        if (result.Adjustment != EntryAdjustment.None) Adjusted(result.Adjustment);
        if (result.EnteredSide != Side.Flat)
            _pacing.Entered(ref _columns.Paces[env], bar, _tape.Bars.EasternSeconds[bar]);
        if (!result.IsClosed) return;
        _pacing.Closed(ref _columns.Paces[env], bar, result.NetCents);
        Statistics.Trades++;
        if (result.NetCents > 0) Statistics.WinningTrades++;
        Statistics.NetCents += result.NetCents;
        Statistics.RMultipleSum += result.RMultiple;
        Statistics.CostRSum += result.CostR;
    }

    private void Journalize(in Account account, in Standing standing, in Ticket ticket, int bar, in BarResult result)
    {
        if (_journal is null) return;
        long equity = account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents);
        _journal.Equity.Add(new EquityPoint(
            account.Number, bar, equity, Math.Min(result.LowestCents, equity), Math.Max(result.HighestCents, equity),
            account.BalanceCents,
            standing.ThresholdCents(_rules.Drawdown), equity - standing.DayStartCents, account.Side, account.Contracts,
            ticket.StopTicks, ticket.TargetTicks));
    }

    private void JournalizeProtection(int env, int firstBar)
    {
        if (_journal is null) return;
        ref readonly Ticket ticket = ref _columns.Tickets[env];
        ProtectionChange last = _journal.Protections[^1];
        if (last.StopTicks != ticket.StopTicks || last.TargetTicks != ticket.TargetTicks)
            _journal.Protections.Add(
                new ProtectionChange(_columns.Accounts[env].Number, firstBar, ticket.StopTicks, ticket.TargetTicks));
    }

    private float Reward(int env, in Account account, ref RewardStep step, in BarResult result)
    {
        ref RewardMemory memory = ref _columns.Memories[env];
        int bar = _columns.Bars[env];
        if (RewardedCostShare < 1) memory.ForgivenCents += (long)Math.Round((1 - RewardedCostShare) * result.CostCents);
        step.EquityBeforeCents = memory.EquityCents;
        step.PeakBeforeCents = memory.PeakCents;
        step.EquityCents = account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents) + memory.ForgivenCents;
        step.PeakCents = Math.Max(memory.PeakCents, Math.Max(result.HighestCents + memory.ForgivenCents, step.EquityCents));
        step.IsExposed = result.IsExposed;
        step.EnteredSide = result.EnteredSide;
        (step.Bar, step.Side, step.Contracts) = (bar, account.Side, account.Contracts);
        step.IsClosed = result.IsClosed;
        step.RMultiple = result.RMultiple + (1 - RewardedCostShare) * result.CostR;
        step.RiskCents = account.IsFlat ? result.RiskCents : RiskCents(account, _columns.Tickets[env]);
        step.BarsHeld = account.IsFlat ? 0 : bar - _columns.Tickets[env].EntryBar;
        step.IsPartial = result.IsPartial;
        step.PartialR = result.PartialR;
        Span<float> terms = Terms(env);
        float reward = _rewards.Score(step, _columns.TermMemory(env), terms);
        _hasTerms[env] = true;
        memory.EquityCents = step.EquityCents;
        memory.PeakCents = step.PeakCents;
        Statistics.Add(terms);
        return reward;
    }

    /// <summary>What the first stop of an open trade risked.</summary>
    private long RiskCents(in Account account, in Ticket ticket) => (long)ticket.InitialStopTicks * ticket.EntryContracts
        * account.TickCents(_tape.Bars.Instrument.TickValueCents);

    /// <summary>Decides whether the episode ends at its current bar, and what an entry could be.</summary>
    private void Settle(int env, Verdict verdict)
    {
        int bar = _columns.Bars[env];
        BarFlags flags = _tape.Flags[bar];
        EpisodeEnd end = EpisodeEnd.None;
        if (verdict != Verdict.Within)
        {
            end = EpisodeEnd.Terminated;
            if (verdict == Verdict.Passed) Statistics.TargetsReached++;
            else Statistics.Breaches++;
        }
        else if ((flags & BarFlags.Last) != 0 || (_route is null && bar - _columns.StartBars[env] >= _config.EpisodeBars))
            end = EpisodeEnd.Truncated;
        Refresh(env);
        if (end == EpisodeEnd.None && _route is null && _columns.Fits[env] == 0 && _columns.Accounts[env].IsFlat
            && _sizing.NothingFitsAhead(_columns.Accounts[env], _columns.Standings[env], _tape.LeastRiskTicksAhead[bar],
                (flags & BarFlags.ResetAhead) != 0))
        {
            end = EpisodeEnd.Terminated;
            Statistics.NothingFits++;
        }
        if (end == EpisodeEnd.None) return;
        _columns.Ends[env] = end;
        _columns.Fits[env] = 0;
        Statistics.Episodes++;
        if (_route is null) return;
        string[] missing = _book.IsOff ? [] : [.. _book.Missing(env, _columns.Standings[env],
            _columns.Accounts[env].BalanceCents, _tape.DayNumber[bar])];
        string? closing = _book.IsOff ? null : _book.Closing(env, _columns.Standings[env], _columns.Accounts[env].BalanceCents,
            _tape.DayNumber[bar]);
        _route.EndDay(new DayEnd(_columns.Accounts[env], _columns.Standings[env], bar, verdict, missing, closing), _journal!);
    }

    /// <summary>How many contracts an entry decided at the current bar would have.</summary>
    private void Refresh(int env)
    {
        int bar = _columns.Bars[env];
        _columns.Fits[env] = 0;
        _columns.FitsMicros[env] = false;
        _columns.Adjustments[env] = EntryAdjustment.None;
        BarFlags flags = _tape.Flags[bar];
        if ((flags & BarFlags.MayDecideEntry) == 0 || !_columns.Accounts[env].IsFlat) return;
        bool freshDay = (flags & BarFlags.ResetNext) != 0;
        int fit = _sizing.Fit(_columns.Accounts[env], _columns.Standings[env], _tape.StopTicks[bar], _tape.EntrySlippage[bar],
            freshDay, out EntryAdjustment adjustment);
        if (fit == 0)
        {
            fit = _sizing.FitMicros(_columns.Accounts[env], _columns.Standings[env], _tape.StopTicks[bar],
                _tape.EntrySlippage[bar], freshDay, ref adjustment);
            _columns.FitsMicros[env] = fit > 0;
        }
        if (fit > 0 && !_pacing.IsOff)
        {
            long dayProfit = freshDay ? 0 : _columns.Accounts[env].BalanceCents - _columns.Standings[env].DayStartCents;
            if (!_pacing.Allows(_columns.Paces[env], bar + 1, _tape.Bars.EasternSeconds[bar] + 60, dayProfit))
                (fit, adjustment) = (0, EntryAdjustment.MaskedForPacing);
        }
        if (fit > 0 && !_book.IsOff && !_book.AllowsEntry(env, _columns.Standings[env], _columns.Accounts[env].BalanceCents,
            _tape.DayNumber[bar]))
            (fit, adjustment) = (0, EntryAdjustment.MaskedForRule);
        _columns.Fits[env] = fit;
        _columns.Adjustments[env] = adjustment;
        _route?.Saw(fit > 0, adjustment == EntryAdjustment.MaskedForThreshold);
        if (fit == 0) Adjusted(adjustment);
    }

    private void Adjusted(EntryAdjustment adjustment)
    {
        Statistics.Adjusted(adjustment);
        JournalizeWords(adjustment.InWords());
    }

    private void FellBack()
    {
        Statistics.AtrFallbacks++;
        JournalizeWords(EntryAdjustmentWords.AtrFallback);
    }

    private void JournalizeWords(string words)
    {
        if (_journal is not null) _journal.EntryAdjustments[words] = _journal.EntryAdjustments.GetValueOrDefault(words) + 1;
    }

    /// <summary>Counts a decision: an action where at least two were legal.</summary>
    public void Chose(int action)
    {
        Statistics.Chose(action);
        if (_journal is not null) _journal.DecisionCount++;
    }

    /// <summary>True if the action would do something now.</summary>
    public bool IsLegal(int env, TradeAction action) => action switch
    {
        TradeAction.Hold => true,
        TradeAction.Buy or TradeAction.Sell => _columns.Fits[env] > 0,
        _ => _management.IsLegal(action, _columns.Accounts[env], _columns.Tickets[env], _columns.Bars[env])
            && (_book.IsOff || action is not (TradeAction.Close or TradeAction.TakePartial)
                || _book.AllowsLeaving(HeldSeconds(env))),
    };

    /// <summary>Seconds from the entry to the earliest fill of an order decided now.</summary>
    private long HeldSeconds(int env) =>
        _tape.Bars.UtcSeconds[_columns.Bars[env]] + 60 - _tape.Bars.UtcSeconds[_columns.Tickets[env].EntryBar];


    /// <summary>True if at least two actions are legal.</summary>
    public bool HasChoice(int env)
    {
        if (_columns.Fits[env] > 0) return true;
        if (!_canManage || _columns.Accounts[env].IsFlat) return false;
        for (int action = 3; action < _actions.Length; action++)
            if (IsLegal(env, _actions[action]))
                return true;
        return false;
    }

    /// <summary>True if a policy is asked: at least two actions are legal, or masking is off and it may name any.</summary>
    public bool IsDecision(int env) => !_config.MaskActions || HasChoice(env);

    /// <summary>Forgets the last reward's terms.</summary>
    public void ClearTerms(int env)
    {
        if (!_hasTerms[env]) return;
        Terms(env).Clear();
        _hasTerms[env] = false;
    }
}
