using RlTrainer.Compliance;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>
/// N trading accounts in lockstep over one shared market. The action chosen at the close of bar t fills at the open of bar
/// t + 1; the <see cref="FillModel"/> decides inside the bar, the rule set afterwards. Observation: a window of the feature
/// table, then the dense part of <see cref="DenseFeatures"/>. Nothing is allocated in a step.
/// </summary>
public sealed class TradingEnvironments : IVectorEnvironment
{
    private readonly FeatureTable _features;
    private readonly EnvironmentConfig _config;
    private readonly RuleSet _rules;
    private readonly MarketTape _tape;
    private readonly EntrySizing _sizing;
    private readonly AccountWalk _walk;
    private readonly QuietBars _quiet;
    private readonly PositionManagement _management;
    private readonly Pacing _pacing;
    private readonly RewardModel _rewards;
    private readonly DenseFeatures _dense;
    private readonly EpisodeStarts? _starts;
    private readonly DayRoute? _route;
    private readonly TradingJournal? _journal;
    private readonly EnvironmentColumns _columns;
    private readonly TradeAction[] _actions;
    private readonly float[] _terms;
    private readonly bool[] _hasTerms;
    private readonly bool _canManage;

    /// <summary>Environments for training: random starts, a fresh account at every episode.</summary>
    /// <param name="features">The normalised feature table; its bars are the market.</param>
    /// <param name="config">How episodes are cut, what a policy may do and what it is paid for.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seed">Seed of the start streams, one a environment.</param>
    /// <param name="seconds">Second bars that decide the order inside a minute; null: the minute rule.</param>
    /// <param name="schedule">Where episodes start; null: uniformly random over the valid starts.</param>
    /// <exception cref="ArgumentException">A configuration, a rule set or a series does not fit; the message says what and what to do.</exception>
    public TradingEnvironments(
        FeatureTable features, EnvironmentConfig config, RuleSet rules, ulong seed, BarSeries? seconds = null, EpisodeSchedule? schedule = null)
        : this(features, config, rules, seconds, null)
    {
        _starts = new EpisodeStarts(_tape, config, features.WarmUpBars, schedule ?? EpisodeSchedule.Random);
        for (int env = 0; env < Count; env++)
        {
            _columns.Streams[env] = Rng.Stream(seed, "episode starts", env);
            _columns.ListPositions[env] = env;
        }
    }

    private TradingEnvironments(FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds, TradingJournal? journal)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        _features = features;
        _config = config.Checked();
        _rules = rules.Checked();
        _journal = journal;
        _tape = new MarketTape(features, config, rules, seconds);
        _sizing = new EntrySizing(rules, features.Bars.Instrument, config.Contracts);
        _walk = new AccountWalk(_tape, config, rules, _sizing, journal);
        _quiet = new QuietBars(_tape, config, rules);
        _management = new PositionManagement(_tape);
        _pacing = new Pacing(config.Pacing);
        _rewards = new RewardModel(config.Reward, rules);
        _dense = new DenseFeatures(_tape, config, rules);
        _actions = [.. config.Actions.Actions];
        _canManage = _actions.Length > 3;
        _columns = new EnvironmentColumns(config.EnvironmentCount);
        _terms = new float[config.EnvironmentCount * RewardModel.TermCount];
        _hasTerms = new bool[config.EnvironmentCount];
        Layout = new ObservationLayout(config.WindowBars, features.FeatureCount, _dense.Count);
        Statistics = new EnvironmentStatistics(_actions.Length);
        for (int env = 0; env < Count; env++)
        {
            _columns.Streams[env] = Rng.Stream(0, "no starts", env);
            _columns.Bars[env] = -1;
            _columns.Ends[env] = EpisodeEnd.Truncated;
        }
    }

    private TradingEnvironments(FeatureTable features, EnvironmentConfig config, RuleSet rules, TradingJournal journal, BarSeries? seconds)
        : this(features, config with { EnvironmentCount = 1 }, rules, seconds, journal)
    {
        _route = new DayRoute(_tape, features.WarmUpBars, config.WindowBars);
    }

    /// <summary>
    /// One environment that walks every trading day of the series in order with one account carried through: each day is an
    /// episode from its first valid bar to flat time. After a breach, or at the target where that ends the account, a fresh
    /// account starts the next day. The journal receives everything.
    /// </summary>
    /// <exception cref="ArgumentException">No day has a valid bar, or a configuration, a rule set or a series does not fit.</exception>
    public static TradingEnvironments Walk(FeatureTable features, EnvironmentConfig config, RuleSet rules, TradingJournal journal, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(journal);
        return new TradingEnvironments(features, config, rules, journal, seconds);
    }

    /// <summary>Bars at which an episode may start, ascending: what <see cref="EpisodeSchedule.Listed"/> may choose from.</summary>
    public static IReadOnlyList<int> ValidStarts(FeatureTable features, EnvironmentConfig config, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        return EpisodeStarts.Valid(new MarketTape(features, config.Checked(), rules.Checked(), null), config, features.WarmUpBars);
    }

    /// <inheritdoc/>
    public int Count => _config.EnvironmentCount;

    /// <inheritdoc/>
    public int ActionCount => _actions.Length;

    /// <inheritdoc/>
    public ObservationLayout Layout { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Table => _features.Values;

    /// <summary>How episodes are cut, what a policy may do and what it is paid for.</summary>
    public EnvironmentConfig Config => _config;

    /// <summary>The programme's rules.</summary>
    public RuleSet Rules => _rules;

    /// <summary>Counts and sums since their last reset.</summary>
    public EnvironmentStatistics Statistics { get; }

    /// <summary>How much of the market the episodes have seen; in a walk all zero.</summary>
    public Coverage Coverage => _starts?.Coverage ?? default;

    /// <summary>In a walk: the last day is over. Without a walk always false.</summary>
    public bool WalkDone => _route is { IsDone: true } && _columns.Ends[0] != EpisodeEnd.None;

    /// <summary>
    /// Share of the trading costs that the reward sees, in [0, 1]; 1 is the truth and the default. A trainer that ramps costs
    /// up raises it between rollouts; the account always pays all of them.
    /// </summary>
    public double RewardedCostShare { get; set; } = 1;

    /// <inheritdoc/>
    public void Reset()
    {
        for (int env = 0; env < Count; env++)
        {
            _columns.ListPositions[env] = env;
            Begin(env);
        }
    }

    /// <inheritdoc/>
    public void ResetEnded()
    {
        for (int env = 0; env < Count; env++)
            if (_columns.Ends[env] != EpisodeEnd.None && !WalkDone)
                Begin(env);
    }

    /// <inheritdoc/>
    public void Observe(Observations observations)
    {
        for (int env = 0; env < Count; env++)
        {
            observations.Bars[env] = _columns.Bars[env];
            _dense.Write(_columns, env, observations.Dense.Slice(env * _dense.Count, _dense.Count));
        }
    }

    /// <inheritdoc/>
    public void Masks(Span<byte> masks)
    {
        int width = _actions.Length;
        if (!_config.MaskActions)
        {
            masks[..(Count * width)].Fill(1);
            return;
        }
        for (int env = 0; env < Count; env++)
        {
            Span<byte> row = masks.Slice(env * width, width);
            row[0] = 1;
            byte entry = (byte)(_columns.Fits[env] > 0 ? 1 : 0);
            row[1] = entry;
            row[2] = entry;
            for (int action = 3; action < width; action++) row[action] = (byte)(IsLegal(env, _actions[action]) ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends)
    {
        for (int env = 0; env < Count; env++)
        {
            if (_columns.Ends[env] != EpisodeEnd.None) throw NotRunning(env);
            int chosen = actions[env];
            if ((uint)chosen >= (uint)_actions.Length) throw Illegal(env, chosen);
            if (HasChoice(env)) Chose(chosen);
            TradeAction action = _actions[chosen];
            if (action != TradeAction.Hold && !IsLegal(env, action))
            {
                if (_config.MaskActions) throw Illegal(env, chosen);
                Statistics.IllegalActions++;
                action = TradeAction.Hold;
            }
            rewards[env] = Advance(env, action);
            ends[env] = _columns.Ends[env];
        }
        Statistics.Steps += Count;
    }

    /// <summary>One environment's account at the close of its current bar.</summary>
    public AccountSnapshot Snapshot(int env)
    {
        int bar = _columns.Bars[env];
        Account account = _columns.Accounts[env];
        Standing standing = _columns.Standings[env];
        long equity = account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents);
        return new AccountSnapshot(
            bar, _columns.StartBars[env], account, standing, equity, standing.ThresholdCents(_rules.Drawdown), equity - standing.DayStartCents,
            _columns.Tickets[env].StopTicks, _columns.Tickets[env].TargetTicks, _columns.Fits[env], _columns.Ends[env]);
    }

    /// <summary>[terms] the terms of one environment's last reward, in the order of <see cref="RewardTerm"/>.</summary>
    public ReadOnlySpan<float> LastRewardTerms(int env) => _terms.AsSpan(env * RewardModel.TermCount, RewardModel.TermCount);

    /// <inheritdoc/>
    public byte[] SaveState() => new EnvironmentState(_config, _rules, _tape.Bars).Save(_columns, Statistics, _starts, _route, _journal is not null);

    /// <inheritdoc/>
    public void RestoreState(ReadOnlySpan<byte> state)
    {
        new EnvironmentState(_config, _rules, _tape.Bars).Restore(state, _columns, Statistics, _starts, _route, _journal is not null);
        Array.Clear(_terms);
        Array.Clear(_hasTerms);
    }

    private void Begin(int env)
    {
        int start;
        if (_route is null)
        {
            start = _starts!.Next(ref _columns.Streams[env], _columns.ListPositions[env]);
            _columns.ListPositions[env] += Count;
            _columns.Accounts[env] = Account.Fresh(1, _rules.StartCents);
            _columns.Standings[env] = Standing.Fresh(_rules);
        }
        else start = _route.BeginDay(ref _columns.Accounts[env], ref _columns.Standings[env], _rules);
        Account account = _columns.Accounts[env];
        _columns.Tickets[env] = default;
        _columns.Memories[env] = new RewardMemory { EquityCents = account.BalanceCents, PeakCents = _route is null ? account.BalanceCents : Math.Max(account.BalanceCents, _columns.Standings[env].PeakCents) };
        _columns.Paces[env] = default;
        _columns.Bars[env] = _columns.StartBars[env] = start;
        _columns.Ends[env] = EpisodeEnd.None;
        ClearTerms(env);
        Refresh(env);
    }

    /// <summary>Takes one environment through the next bar and returns its reward.</summary>
    private float Advance(int env, TradeAction action)
    {
        ref Account account = ref _columns.Accounts[env];
        ref Standing standing = ref _columns.Standings[env];
        int bar = _columns.Bars[env], next = bar + 1;
        BarFlags flags = _tape.Flags[next];
        if ((flags & BarFlags.ResetBefore) != 0)
            standing = standing.AfterReset(account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents));
        _starts?.Saw(next);
        if (account.IsFlat && action == TradeAction.Hold && _journal is null && (flags & BarFlags.Last) == 0)
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
        StepFacts facts = default;
        BarResult result = default;
        Order order = OrderFor(env, action, bar, ref facts);
        if (order.Kind == OrderKind.None && !account.IsFlat && _journal is null && _quiet.TryPass(account, ref standing, ref ticket, next, out result.HighestCents))
            result.IsExposed = true;
        else
            _walk.Step(ref account, ref standing, ref ticket, order, next, ref result);
        if (ticket.Trails != 0) _management.Trail(account, ref ticket, next);
        _columns.Bars[env] = next;
        if (standing.Day != day) Statistics.DayPauses++;
        Note(env, result);
        Journalize(account, standing, ticket, next, result);
        float reward = Reward(env, account, ref facts, result);
        Settle(env, result.Verdict);
        return reward;
    }

    private Order OrderFor(int env, TradeAction action, int bar, ref StepFacts facts)
    {
        switch (action)
        {
            case TradeAction.Hold:
                return Order.None;
            case TradeAction.Buy or TradeAction.Sell:
                Side side = action == TradeAction.Buy ? Side.Long : Side.Short;
                if ((_tape.Flags[bar] & BarFlags.AtrFallback) != 0) Statistics.AtrFallbacks++;
                if (_columns.Adjustments[env] != EntryAdjustment.None) Adjusted(_columns.Adjustments[env]);
                return new Order(OrderKind.Enter, side, _columns.Fits[env], _tape.StopTicks[bar], _tape.TargetTicks[bar]);
            case TradeAction.Close:
                return new Order(OrderKind.Close, Side.Flat, 0, 0, 0);
            case TradeAction.TakePartial:
                return new Order(OrderKind.Partial, Side.Flat, 0, 0, 0);
            default:
                _management.Apply(action, _columns.Accounts[env], ref _columns.Tickets[env], bar, ref facts);
                return Order.None;
        }
    }

    /// <summary>Statistics, pacing and traded days after a bar.</summary>
    private void Note(int env, in BarResult result)
    {
        int bar = _columns.Bars[env];
        if (result.IsExposed) Statistics.ExposedSteps++;
        if (result.LacksSeconds) Statistics.MinutesWithoutSeconds++;
        if (result.Adjustment != EntryAdjustment.None) Adjusted(result.Adjustment);
        if (result.EnteredSide != Side.Flat)
        {
            if (_columns.Paces[env].Entries == 0)
                _columns.Standings[env] = _columns.Standings[env] with { TradedDays = _columns.Standings[env].TradedDays + 1 };
            _pacing.Entered(ref _columns.Paces[env], bar, _tape.Bars.EasternSeconds[bar]);
        }
        if (!result.IsClosed) return;
        _pacing.Closed(ref _columns.Paces[env], bar, result.NetCents);
        Statistics.Trades++;
        if (result.NetCents > 0) Statistics.WinningTrades++;
        Statistics.NetCents += result.NetCents;
        Statistics.RMultipleSum += result.RMultiple;
    }

    private void Journalize(in Account account, in Standing standing, in Ticket ticket, int bar, in BarResult result)
    {
        if (_journal is null) return;
        long equity = account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents);
        _journal.Equity.Add(new EquityPoint(
            account.Number, bar, equity, Math.Min(result.LowestCents, equity), Math.Max(result.HighestCents, equity), account.BalanceCents,
            standing.ThresholdCents(_rules.Drawdown), equity - standing.DayStartCents, account.Side, account.Contracts, ticket.StopTicks, ticket.TargetTicks));
    }

    private float Reward(int env, in Account account, ref StepFacts facts, in BarResult result)
    {
        ref RewardMemory memory = ref _columns.Memories[env];
        int bar = _columns.Bars[env];
        if (RewardedCostShare < 1) memory.ForgivenCents += (long)Math.Round((1 - RewardedCostShare) * result.CostCents);
        facts.EquityBeforeCents = memory.EquityCents;
        facts.PeakBeforeCents = memory.PeakCents;
        facts.EquityCents = account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents) + memory.ForgivenCents;
        facts.PeakCents = Math.Max(memory.PeakCents, Math.Max(result.HighestCents + memory.ForgivenCents, facts.EquityCents));
        facts.IsExposed = result.IsExposed;
        facts.EnteredSide = (int)result.EnteredSide;
        facts.IsClosed = result.IsClosed;
        facts.RMultiple = result.RMultiple;
        facts.BarsHeld = account.IsFlat ? 0 : bar - _columns.Tickets[env].EntryBar;
        facts.PartialR = result.PartialR;
        Span<float> terms = _terms.AsSpan(env * RewardModel.TermCount, RewardModel.TermCount);
        float reward = _rewards.Score(facts, ref memory, terms);
        _hasTerms[env] = true;
        memory.EquityCents = facts.EquityCents;
        memory.PeakCents = facts.PeakCents;
        Statistics.Add(terms);
        return reward;
    }

    /// <summary>Decides whether the episode ends at its current bar, and what an entry could be.</summary>
    private void Settle(int env, Verdict verdict)
    {
        int bar = _columns.Bars[env];
        BarFlags flags = _tape.Flags[bar];
        EpisodeEnd end = EpisodeEnd.None;
        if (verdict != Verdict.Within)
        {
            end = EpisodeEnd.Terminated;
            if (verdict == Verdict.TargetReached) Statistics.TargetsReached++;
            else Statistics.Breaches++;
        }
        else if ((flags & BarFlags.Last) != 0 || (_route is null && bar - _columns.StartBars[env] >= _config.EpisodeBars))
            end = EpisodeEnd.Truncated;
        Refresh(env);
        if (end == EpisodeEnd.None && _route is null && _columns.Fits[env] == 0 && _columns.Accounts[env].IsFlat
            && _sizing.NothingFitsAhead(_columns.Accounts[env], _columns.Standings[env], _tape.LeastStopAhead[bar], (flags & BarFlags.ResetAhead) != 0))
        {
            end = EpisodeEnd.Terminated;
            Statistics.NothingFits++;
        }
        if (end == EpisodeEnd.None) return;
        _columns.Ends[env] = end;
        _columns.Fits[env] = 0;
        Statistics.Episodes++;
        _route?.EndDay(_columns.Accounts[env], bar, verdict, _journal!);
    }

    /// <summary>How many contracts an entry decided at the current bar would have.</summary>
    private void Refresh(int env)
    {
        int bar = _columns.Bars[env];
        _columns.Fits[env] = 0;
        _columns.Adjustments[env] = EntryAdjustment.None;
        BarFlags flags = _tape.Flags[bar];
        if ((flags & BarFlags.MayDecideEntry) == 0 || !_columns.Accounts[env].IsFlat) return;
        bool freshDay = (flags & BarFlags.ResetNext) != 0;
        int fit = _sizing.Fit(_columns.Accounts[env], _columns.Standings[env], _tape.StopTicks[bar], freshDay, out EntryAdjustment adjustment);
        if (fit > 0 && !_pacing.IsOff)
        {
            long dayProfit = freshDay ? 0 : _columns.Accounts[env].BalanceCents - _columns.Standings[env].DayStartCents;
            if (!_pacing.Allows(_columns.Paces[env], bar + 1, _tape.Bars.EasternSeconds[bar] + 60, dayProfit))
                (fit, adjustment) = (0, EntryAdjustment.MaskedForPacing);
        }
        _columns.Fits[env] = fit;
        _columns.Adjustments[env] = adjustment;
        if (fit == 0) Adjusted(adjustment);
    }

    private void Adjusted(EntryAdjustment adjustment)
    {
        Statistics.Adjusted(adjustment);
        if (_journal is null) return;
        string words = adjustment.InWords();
        _journal.EntryAdjustments[words] = _journal.EntryAdjustments.GetValueOrDefault(words) + 1;
    }

    private void Chose(int action)
    {
        Statistics.Chose(action);
        if (_journal is not null) _journal.DecisionCount++;
    }

    private bool IsLegal(int env, TradeAction action) => action switch
    {
        TradeAction.Hold => true,
        TradeAction.Buy or TradeAction.Sell => _columns.Fits[env] > 0,
        _ => _management.IsLegal(action, _columns.Accounts[env], _columns.Tickets[env], _columns.Bars[env]),
    };

    private bool HasChoice(int env)
    {
        if (_columns.Fits[env] > 0) return true;
        if (!_canManage || _columns.Accounts[env].IsFlat) return false;
        for (int action = 3; action < _actions.Length; action++)
            if (IsLegal(env, _actions[action]))
                return true;
        return false;
    }

    private void ClearTerms(int env)
    {
        if (!_hasTerms[env]) return;
        _terms.AsSpan(env * RewardModel.TermCount, RewardModel.TermCount).Clear();
        _hasTerms[env] = false;
    }

    private InvalidOperationException NotRunning(int env) => new(
        _columns.Bars[env] < 0
            ? $"Environment {env} has no episode yet; call Reset before the first Step."
            : $"The episode of environment {env} ended at bar {_columns.Bars[env]} ({_columns.Ends[env]}); call ResetEnded before the next Step.");

    private InvalidOperationException Illegal(int env, int action) => new(
        (uint)action < (uint)_actions.Length
            ? $"Action {action} ({_actions[action]}) of environment {env} is illegal at bar {_columns.Bars[env]}; choose an action whose mask is 1."
            : $"Action {action} of environment {env} does not exist; expected 0 to {_actions.Length - 1} ({string.Join(", ", _actions)}).");
}
