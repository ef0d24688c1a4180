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
public sealed class TradingEnvironments : IBranchingEnvironment
{
    private const int MostForcedBars = 1_000_000;
    private readonly FeatureTable _features;
    private readonly EnvironmentConfig _config;
    private readonly RuleSet _rules;
    private readonly MarketTape _tape;
    private readonly DenseFeatures _dense;
    private readonly TradingAccounts _accounts;
    private readonly EpisodeStarts? _starts;
    private readonly DayRoute? _route;
    private readonly EnvironmentColumns _columns;
    private readonly TradeAction[] _actions;
    private readonly AccountBrancher? _brancher;
    private ManagedBrancher? _managed;

    /// <summary>Environments for training: random starts, a fresh account at every episode.</summary>
    /// <param name="features">The normalised feature table; its bars are the market.</param>
    /// <param name="config">How episodes are cut, what a policy may do and what it is paid for.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seed">Seed of the start streams, one a environment.</param>
    /// <param name="seconds">Second bars that decide the order inside a minute; null: the minute rule.</param>
    /// <param name="schedule">Where episodes start; null: uniformly random over the valid starts.</param>
    /// <exception cref="ArgumentException">A configuration, a rule set or a series does not fit; the message says what and
    /// what to do.</exception>
    public TradingEnvironments(
        FeatureTable features, EnvironmentConfig config, RuleSet rules, ulong seed, BarSeries? seconds = null,
        EpisodeSchedule? schedule = null)
        : this(features, config, rules, seconds, schedule ?? EpisodeSchedule.Random, null)
    {
        for (int env = 0; env < Count; env++)
        {
            _columns.Streams[env] = Rng.Stream(seed, "episode starts", env);
            _columns.ListPositions[env] = env;
        }
    }

    private TradingEnvironments(
        FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds, EpisodeSchedule? schedule,
        TradingJournal? journal)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        _features = features;
        _config = config.Checked();
        _rules = rules.Checked();
        _tape = new MarketTape(features, config, rules, seconds);
        _starts = schedule is null ? null : new EpisodeStarts(_tape, config, features.WarmUpBars, schedule);
        _route = schedule is null ? new DayRoute(_tape, rules, features.WarmUpBars, config.WindowBars) : null;
        _accounts = new TradingAccounts(_tape, config, rules, _starts, _route, journal);
        _columns = _accounts.Columns;
        _brancher = journal is null ? new AccountBrancher(_tape, config, rules) : null;
        _dense = new DenseFeatures(_tape, config, rules);
        _actions = [.. config.Actions.Actions];
        Layout = new ObservationLayout(config.WindowBars, features.FeatureCount, _dense.Count);
        for (int env = 0; env < Count; env++)
        {
            _columns.Streams[env] = Rng.Stream(0, "no starts", env);
            _columns.Bars[env] = -1;
            _columns.Ends[env] = EpisodeEnd.Truncated;
        }
    }

    /// <summary>
    /// One environment that walks every trading day of the series in order with one account carried through: each day is an
    /// episode from its first valid bar to flat time. After a breach, once it has passed where that ends the account, when
    /// its time is over, or after a
    /// day on which its room to the threshold allowed no contract, a fresh
    /// account starts the next day. The journal receives everything.
    /// </summary>
    /// <param name="features">[bars, features] the normalised table of the days to walk.</param>
    /// <param name="config">The environment; its number of environments is not used.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="journal">Receives fills, protections, trades, equity and accounts.</param>
    /// <param name="seconds">Second bars that decide inside a minute; null: the minute rule.</param>
    /// <returns>The environment, reset to the first day.</returns>
    /// <exception cref="ArgumentException">No day has a valid bar, or a
    /// configuration, a rule set or a series does not fit.</exception>
    public static TradingEnvironments Walk(
        FeatureTable features, EnvironmentConfig config, RuleSet rules, TradingJournal journal, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(journal);
        return new TradingEnvironments(features, config with { EnvironmentCount = 1 }, rules, seconds, null, journal);
    }

    /// <summary>Bars at which an episode may start, ascending: what
    /// <see cref="EpisodeSchedule.Listed"/> may choose from.</summary>
    /// <param name="features">[bars, features] the table of the days.</param>
    /// <param name="config">Its window, entry hours and flat time say what a valid start is.</param>
    /// <param name="rules">Their flat time and trading hours count too.</param>
    /// <returns>Indices of bars; the same for every run with these settings.</returns>
    public static IReadOnlyList<int> ValidStarts(FeatureTable features, EnvironmentConfig config, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        return EpisodeStarts.Valid(
            new MarketTape(features, config.Checked(), rules.Checked(), null), config, features.WarmUpBars);
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
    public EnvironmentStatistics Statistics => _accounts.Statistics;

    /// <summary>How much of the market the episodes have seen; in a walk all zero.</summary>
    public Coverage Coverage => _starts?.Coverage ?? default;

    /// <summary>In a walk: the last day is over. Without a walk always false.</summary>
    public bool WalkDone => _route is { IsDone: true } && _columns.Ends[0] != EpisodeEnd.None;

    /// <summary>
    /// Share of the trading costs that the reward sees, in [0, 1]; 1 is the truth and the default. A trainer that ramps costs
    /// up raises it between rollouts; the account always pays all of them.
    /// </summary>
    public double RewardedCostShare
    {
        get => _accounts.RewardedCostShare;
        set => _accounts.RewardedCostShare = value is >= 0 and <= 1 ? value
            : throw new ArgumentException($"RewardedCostShare was {value}; expected a share in [0, 1] (1 is usual).");
    }

    /// <inheritdoc/>
    public void Reset()
    {
        for (int env = 0; env < Count; env++)
        {
            _columns.ListPositions[env] = env;
            _accounts.Begin(env);
        }
    }

    /// <inheritdoc/>
    public void ResetEnded()
    {
        for (int env = 0; env < Count; env++)
            if (_columns.Ends[env] != EpisodeEnd.None && !WalkDone)
                _accounts.Begin(env);
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
            for (int action = 3; action < width; action++) row[action] = (byte)(_accounts.IsLegal(env, _actions[action]) ? 1 : 0);
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> actions, Span<float> rewards, Span<EpisodeEnd> ends)
    {
        for (int env = 0; env < Count; env++) Check(env, actions[env]);
        for (int env = 0; env < Count; env++)
        {
            rewards[env] = Take(env, actions[env]);
            ends[env] = _columns.Ends[env];
        }
    }

    /// <inheritdoc/>
    public void SeekDecisions()
    {
        for (int env = 0; env < Count; env++)
        {
            if (_columns.Bars[env] < 0) throw NotRunning(env);
            for (int bars = 0; _columns.Ends[env] != EpisodeEnd.None || !_accounts.IsDecision(env); bars++)
            {
                if (bars > MostForcedBars || WalkDone) throw NothingToDecide(env, bars);
                if (_columns.Ends[env] != EpisodeEnd.None) _accounts.Begin(env);
                else Take(env, 0);
            }
        }
    }

    /// <inheritdoc/>
    public void Decide(ReadOnlySpan<int> actions, double discount, DecisionOutcomes outcomes)
    {
        for (int env = 0; env < Count; env++) Check(env, actions[env]);
        for (int env = 0; env < Count; env++)
        {
            float reward = Take(env, actions[env]), sum = reward;
            double discounted = reward, reach = discount;
            int bars = 1;
            for (; _columns.Ends[env] == EpisodeEnd.None && !_accounts.IsDecision(env); bars++)
            {
                reward = Take(env, 0);
                sum += reward;
                discounted += reach * reward;
                reach *= discount;
            }
            (outcomes.Rewards[env], outcomes.DiscountedRewards[env], outcomes.Discounts[env]) =
                (sum, (float)discounted, (float)reach);
            (outcomes.Bars[env], outcomes.Ends[env]) = (bars, _columns.Ends[env]);
        }
    }

    /// <inheritdoc/>
    public void Branch(ReadOnlySpan<byte> masks, double discount, BranchOutcomes outcomes)
    {
        if (_brancher is null)
            throw new InvalidOperationException("A walk writes a journal and is not branched; make environments for training.");
        for (int env = 0; env < Count; env++)
        {
            if (_columns.Ends[env] != EpisodeEnd.None) throw NotRunning(env);
            for (int action = 0; action < _actions.Length; action++)
            {
                int slot = env * _actions.Length + action;
                if (masks[slot] == 0) continue;
                (outcomes.Rewards[slot], outcomes.Discounts[slot], outcomes.Ends[slot]) =
                    _brancher.Follow(_columns, env, action, discount, RewardedCostShare);
                outcomes.Observations.Bars[slot] = _brancher.Columns.Bars[0];
                _dense.Write(_brancher.Columns, 0, outcomes.Observations.Dense.Slice(slot * _dense.Count, _dense.Count));
            }
        }
    }

    /// <inheritdoc/>
    public void Branch(ReadOnlySpan<byte> masks, double discount, BranchChoice choose, BranchReach reach,
        BranchOutcomes outcomes)
    {
        ArgumentNullException.ThrowIfNull(choose);
        if (_brancher is null) throw new InvalidOperationException(
            "A walk writes a journal and is not branched; make environments for training.");
        for (int env = 0; env < Count; env++)
            if (_columns.Ends[env] != EpisodeEnd.None)
                throw NotRunning(env);
        _managed ??= new ManagedBrancher(_tape, _config, _rules);
        _managed.RewardedCostShare = RewardedCostShare;
        _managed.Follow(_columns, masks, discount, choose, reach, outcomes);
    }

    /// <summary>One environment's account at the close of its current bar.</summary>
    /// <param name="env">Index of the environment, in [0, envs).</param>
    /// <returns>A copy: the environment's next step does not change it.</returns>
    public AccountSnapshot Snapshot(int env)
    {
        int bar = _columns.Bars[env];
        Account account = _columns.Accounts[env];
        Standing standing = _columns.Standings[env];
        long equity = account.EquityCents(_tape.Close[bar], _tape.Bars.Instrument.TickValueCents);
        return new AccountSnapshot(
            bar, _columns.StartBars[env], account, standing, equity, standing.ThresholdCents(_rules.Drawdown),
            equity - standing.DayStartCents,
            _columns.Tickets[env].StopTicks, _columns.Tickets[env].TargetTicks, _columns.Fits[env], _columns.Ends[env],
            _columns.Fits[env] > 0 && _columns.FitsMicros[env]);
    }

    /// <summary>[terms] the terms of one environment's last reward, in the order of
    /// <see cref="EnvironmentStatistics.TermNames"/>.</summary>
    /// <param name="env">Index of the environment, in [0, envs).</param>
    /// <returns>A view of the environment's memory; its next step overwrites it.</returns>
    public ReadOnlySpan<float> LastRewardTerms(int env) => _accounts.Terms(env);

    /// <inheritdoc/>
    public byte[] SaveState() => new EnvironmentState(_config, _rules, _tape.Bars).Save(_columns, Statistics, _starts);

    /// <inheritdoc/>
    public void RestoreState(ReadOnlySpan<byte> state)
    {
        new EnvironmentState(_config, _rules, _tape.Bars).Restore(state, _columns, Statistics, _starts);
        for (int env = 0; env < Count; env++) _accounts.ClearTerms(env);
    }

    /// <summary>Takes one environment through one bar; its reward.</summary>
    private float Take(int env, int number)
    {
        TradeAction action = _actions[number];
        if (_accounts.HasChoice(env)) _accounts.Chose(number);
        if (action != TradeAction.Hold && !_accounts.IsLegal(env, action))
        {
            Statistics.IllegalActions++;
            action = TradeAction.Hold;
        }
        Statistics.Steps++;
        return _accounts.Advance(env, action);
    }

    /// <summary>Everything is checked before anything moves: a refused step leaves no environment half-way.</summary>
    private void Check(int env, int action)
    {
        if (_columns.Ends[env] != EpisodeEnd.None) throw NotRunning(env);
        if ((uint)action >= (uint)_actions.Length) throw Illegal(env, action);
        if (action != 0 && _config.MaskActions && !_accounts.IsLegal(env, _actions[action])) throw Illegal(env, action);
    }

    private InvalidOperationException NotRunning(int env) => new(
        _columns.Bars[env] < 0
            ? $"Environment {env} has no episode yet; call Reset before the first Step."
            : $"The episode of environment {env} ended at bar {_columns.Bars[env]} ({_columns.Ends[env]}); call ResetEnded "
                + $"before the next Step.");

    private static InvalidOperationException NothingToDecide(int env, int bars) => new(
        $"Environment {env} came to no state with a choice in {bars:N0} bars: no entry is ever legal. Look at the contracts, the "
        + $"rules and the entry window.");

    private InvalidOperationException Illegal(int env, int action) => new(
        (uint)action < (uint)_actions.Length
            ? $"Action {action} ({_actions[action]}) of environment {env} is illegal at bar {_columns.Bars[env]}; choose an "
                + $"action whose mask is 1."
            : $"Action {action} of environment {env} does not exist; expected 0 to {_actions.Length - 1} "
                + $"({string.Join(", ", _actions)}).");
}
