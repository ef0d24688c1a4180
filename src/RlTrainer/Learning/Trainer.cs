using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The loop of a run: fill a rollout, learn from it, yield a report. Evaluating, saving, drawing and stopping are the caller's,
/// between two reports. Same environment, configuration and seed: the same reports and weights, byte for byte.
/// </summary>
public sealed class Trainer
{
    private readonly IVectorEnvironment _environment;
    private readonly RolloutCollector _collector;
    private readonly PpoLearner _learner;
    private readonly RewardScale _rewards;
    private readonly EpisodeLedger _ledger;
    private readonly Rollout _rollout;
    private readonly PartClock _clock;
    private readonly PolicyAnchor? _anchor;

    /// <summary>Binds the engine to the environment's table and starts an episode in every environment.</summary>
    /// <param name="environment">N environments in lockstep.</param>
    /// <param name="engine">Networks that take the environment's observations; stays the caller's.</param>
    /// <param name="config">Hyperparameters.</param>
    /// <param name="seed">Decides action draws and minibatches; the environment and the engine have their own.</param>
    /// <param name="time">Times the parts of an update for the reports; null leaves the times 0.</param>
    /// <param name="anchor">The policy the run started from, to measure the distance to it; null without.</param>
    /// <exception cref="ArgumentException">A hyperparameter is out of range, or engine and environment do not fit.</exception>
    public Trainer(IVectorEnvironment environment, IPpoEngine engine, PpoConfig config, ulong seed, TimeProvider? time = null, PolicyAnchor? anchor = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(config);
        (_environment, Engine, Config) = (environment, engine, config.Checked());
        if (engine.Layout != environment.Layout || engine.Network.Actions != environment.ActionCount)
            throw new ArgumentException(
                $"The engine takes {engine.Layout} and has {engine.Network.Actions} actions; the environment gives {environment.Layout} and has {environment.ActionCount}.");
        if (config.LeashWeight > 0 && anchor is null)
            throw new ArgumentException($"LeashWeight was {config.LeashWeight:0.###}, but the run starts from no model; expected 0, or a model to start from.");
        _anchor = anchor;
        _clock = new PartClock(time);
        _collector = new RolloutCollector(environment, engine, config.NormalizeDense, Rng.Stream(seed, "actions"), _clock) { Anchor = anchor };
        _learner = new PpoLearner(engine, config, seed);
        _rewards = new RewardScale(environment.Count, config.Discount);
        _ledger = new EpisodeLedger(environment.Count, environment.ActionCount);
        _rollout = new Rollout(config.StepsPerRollout, environment.Count, environment.Layout, environment.ActionCount);
        engine.Bind(environment.Table);
        environment.Reset();
    }

    /// <summary>The engine that learns.</summary>
    public IPpoEngine Engine { get; }

    /// <summary>The hyperparameters.</summary>
    public PpoConfig Config { get; }

    /// <summary>Updates made.</summary>
    public long Updates { get; private set; }

    /// <summary>Environment steps made, over all environments.</summary>
    public long Steps { get; private set; }

    /// <summary>Environment steps of one update: environments × steps per rollout.</summary>
    public int StepsPerUpdate => _rollout.Count;

    /// <summary>The normaliser of dense observations as it stands; evaluation freezes it.</summary>
    public DenseNormalizer Normalizer => _collector.Normalizer;

    /// <summary>
    /// Updates until the configuration's steps are done (rounded up to whole updates) or cancellation is asked for; it is looked
    /// at between updates. An evaluation in between may bind the engine to another table: it is bound anew.
    /// </summary>
    /// <exception cref="NonFiniteException">A reward, a loss or a weight was not finite; the message names the first place.</exception>
    public IEnumerable<UpdateReport> Run(CancellationToken cancellation = default)
    {
        while (Steps < Config.Steps && !cancellation.IsCancellationRequested) yield return Update();
    }

    /// <summary>One rollout and one update from it.</summary>
    /// <exception cref="NonFiniteException">An observation, a reward, a loss or a gradient was not finite; the message names the first.</exception>
    public UpdateReport Update()
    {
        Engine.Bind(_environment.Table);
        _clock.Start();
        int clipped;
        double divergence;
        LearnStatistics learning;
        try
        {
            _collector.Fill(_rollout, _ledger);
            _collector.UpdateNormalizer();
            clipped = _rewards.TakeIn(_rollout, Config.NormalizeRewards);
            _anchor?.Evaluate();
            if (Config.LeashAt(Steps) is > 0 and double leash) _anchor!.Pull(_rollout, leash);
            learning = _learner.Learn(_rollout, Steps);
            divergence = _anchor?.Divergence(Engine, _rollout) ?? double.NaN;
        }
        catch (NonFiniteException e)
        {
            throw new NonFiniteException(string.Create(CultureInfo.InvariantCulture, $"Update {Updates + 1}, {e.Message}"), e);
        }
        _clock.Charge(Part.Learning);
        Steps += _rollout.Count;
        return _ledger.Close(++Updates, Steps, learning, clipped, _clock.Take()) with { AnchorKl = divergence };
    }

    /// <summary>Starts from a model instead of random weights: its networks and its statistics of the dense part; the optimizer is fresh.</summary>
    /// <exception cref="InvalidOperationException">The trainer has trained already.</exception>
    /// <exception cref="ArgumentException">The weights are another network's.</exception>
    public void StartFrom(PolicyWeights weights, DenseNormalizer dense)
    {
        ArgumentNullException.ThrowIfNull(dense);
        if (Updates > 0) throw new InvalidOperationException($"The trainer has made {Updates} updates; a model can only be its start.");
        if (dense.Moments.Count != _environment.Layout.DenseCount)
            throw new ArgumentException($"The model has {dense.Moments.Count} dense numbers; this trainer has {_environment.Layout.DenseCount}.");
        Engine.Load(weights);
        _collector.Normalizer = dense;
    }

    /// <summary>Everything that decides the next update.</summary>
    public TrainerState Save() => new(
        Updates, Steps, Engine.Weights(), Engine.Optimizer(), _collector.Normalizer.Moments, _rewards.Moments, _rewards.Running.ToArray(),
        [.. _ledger.Rewards], [.. _ledger.Lengths], _collector.Draws, _learner.Shuffles, _environment.SaveState());

    /// <summary>Goes back to a saved state; the next update is then the one that followed it, to the bit.</summary>
    /// <exception cref="ArgumentException">The state belongs to another network, environment or number of environments.</exception>
    public void Restore(TrainerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.EpisodeRewards.Length != _environment.Count || state.Dense.Count != _environment.Layout.DenseCount)
            throw new ArgumentException(
                $"The state has {state.EpisodeRewards.Length} environments and {state.Dense.Count} dense numbers; this trainer has "
                + $"{_environment.Count} and {_environment.Layout.DenseCount}.");
        Engine.Load(state.Weights);
        Engine.Load(state.Optimizer);
        _environment.RestoreState(state.Environment);
        _rewards.Restore(state.Rewards, state.RunningReturns);
        state.EpisodeRewards.CopyTo(_ledger.Rewards, 0);
        state.EpisodeLengths.CopyTo(_ledger.Lengths, 0);
        _collector.Normalizer = new DenseNormalizer(state.Dense);
        (_collector.Draws, _learner.Shuffles) = (state.ActionDraws, state.Shuffles);
        (Updates, Steps) = (state.Updates, state.Steps);
    }
}
