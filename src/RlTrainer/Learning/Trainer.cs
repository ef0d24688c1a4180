using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The loop of a run: let the algorithm collect and learn, yield a report. Evaluating, saving, drawing and stopping are the
/// caller's, between two reports. Same environment, configuration and seed: the same reports and weights, byte for byte.
/// </summary>
public sealed class Trainer
{
    private readonly IVectorEnvironment _environment;
    private readonly LearningContext _context;
    private readonly IAlgorithm _algorithm;

    /// <summary>Binds the engine to the environment's table and starts an episode in every environment.</summary>
    /// <param name="environment">N environments in lockstep.</param>
    /// <param name="engine">Networks that take the environment's observations; stays the caller's.</param>
    /// <param name="config">The algorithm and its parameters, e.g. a <see cref="PpoConfig"/>.</param>
    /// <param name="seed">Decides action draws and minibatches; the environment and the engine have their own.</param>
    /// <param name="time">Times the parts of an update for the reports; null leaves the times 0.</param>
    /// <param name="anchor">The policy the run started from, to measure the distance to it; null without.</param>
    /// <exception cref="ArgumentException">A hyperparameter is out of range, or engine and environment do not fit.</exception>
    public Trainer(
        IVectorEnvironment environment, IPpoEngine engine, AlgorithmConfig config, ulong seed, TimeProvider? time = null,
        PolicyAnchor? anchor = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(config);
        (_environment, Engine, Config) = (environment, engine, config.Checked());
        if (engine.Layout != environment.Layout || engine.Network.Actions != environment.ActionCount)
            throw new ArgumentException(
                $"The engine takes {engine.Layout} and has {engine.Network.Actions} actions; the environment gives "
                + $"{environment.Layout} and has {environment.ActionCount}.");
        _context = new LearningContext(environment, engine, seed, time, anchor);
        _algorithm = config.Create(_context);
        engine.Bind(environment.Table);
        environment.Reset();
    }

    /// <summary>The engine that learns.</summary>
    public IPpoEngine Engine { get; }

    /// <summary>The algorithm and its parameters.</summary>
    public AlgorithmConfig Config { get; }

    /// <summary>Updates made.</summary>
    public long Updates { get; private set; }

    /// <summary>Environment steps made, over all environments.</summary>
    public long Steps { get; private set; }

    /// <summary>Environment steps of one update: environments × steps per rollout; of an algorithm that collects otherwise,
    /// about so many.</summary>
    public int StepsPerUpdate => _environment.Count * Config.StepsPerRollout;

    /// <summary>The normaliser of dense observations as it stands; evaluation freezes it.</summary>
    public DenseNormalizer Normalizer => _algorithm.Normalizer;

    /// <summary>The weights to keep when the run is over: the engine's, or what the algorithm made of the last ones.</summary>
    public PolicyWeights Kept => _algorithm.Averaged ?? Engine.Weights();

    /// <summary>
    /// Updates until the configuration's steps are done (rounded up to whole updates) or cancellation is asked for; it is looked
    /// at between updates. An evaluation in between may bind the engine to another table: it is bound anew.
    /// </summary>
    /// <param name="cancellationToken">Ends the sequence after the update that is being made.</param>
    /// <returns>One report an update; an update is made when the next report is asked for.</returns>
    /// <exception cref="NonFiniteException">A reward, a loss or a weight
    /// was not finite; the message names the first place.</exception>
    public IEnumerable<UpdateReport> Run(CancellationToken cancellationToken = default)
    {
        while (Steps < Config.Steps && !cancellationToken.IsCancellationRequested) yield return Update();
    }

    /// <summary>One update: collect, then learn.</summary>
    /// <returns>Its report.</returns>
    /// <exception cref="NonFiniteException">An observation, a reward, a loss or a gradient was not finite; the message names
    /// the first.</exception>
    public UpdateReport Update()
    {
        Engine.Bind(_environment.Table);
        _context.StartClock();
        AlgorithmUpdate update;
        try
        {
            update = _algorithm.Update(Steps);
        }
        catch (NonFiniteException e)
        {
            throw new NonFiniteException(string.Create(CultureInfo.InvariantCulture, $"Update {Updates + 1}, {e.Message}"), e);
        }
        _context.Charge(UpdatePart.Learning);
        Steps += update.Steps;
        return _context.Episodes.Close(
            ++Updates, Steps, update.Learning, update.RewardsClipped, _context.TakeTiming()) with
        { AnchorKl = update.AnchorKl };
    }

    /// <summary>Starts from a model instead of random weights: its networks and its statistics of the dense part; the
    /// optimizer is fresh.</summary>
    /// <param name="weights">Tensors of the engine's network.</param>
    /// <param name="dense">As many dense numbers as the environment's layout has.</param>
    /// <exception cref="InvalidOperationException">The trainer has trained already.</exception>
    /// <exception cref="ArgumentException">The weights are another network's.</exception>
    public void StartFrom(PolicyWeights weights, DenseNormalizer dense)
    {
        ArgumentNullException.ThrowIfNull(dense);
        ArgumentNullException.ThrowIfNull(weights);
        if (Updates > 0)
            throw new InvalidOperationException($"The trainer has made {Updates} updates; a model can only be its start.");
        if (dense.Moments.Count != _environment.Layout.DenseCount)
            throw new ArgumentException(
                $"The model has {dense.Moments.Count} dense numbers; this trainer has {_environment.Layout.DenseCount}.");
        Engine.Load(weights);
        _algorithm.Normalizer = dense;
    }

    /// <summary>Everything that decides the next update.</summary>
    /// <returns>The state, in copies.</returns>
    public TrainerState Save() => new(
        Updates, Steps, Engine.Weights(), Engine.Optimizer(), _algorithm.Normalizer.Moments,
        [.. _context.Episodes.Rewards], [.. _context.Episodes.Lengths], _environment.SaveState(), _algorithm.Save());

    /// <summary>Goes back to a saved state; the next update is then the one that followed it, to the bit.</summary>
    /// <param name="state">What <see cref="Save"/> returned.</param>
    /// <exception cref="ArgumentException">The state belongs to another algorithm, network, environment or number of
    /// environments.</exception>
    public void Restore(TrainerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.EpisodeRewards.Length != _environment.Count || state.EpisodeLengths.Length != _environment.Count
            || state.Dense.Count != _environment.Layout.DenseCount)
            throw new ArgumentException(
                $"The state has {state.EpisodeRewards.Length} environments and {state.Dense.Count} dense numbers; this "
                + $"trainer has "
                + $"{_environment.Count} and {_environment.Layout.DenseCount}.");
        if (state.Algorithm.Name != Config.Name || state.Algorithm.Version != Config.Version)
            throw new ArgumentException(
                $"The state is of the algorithm '{state.Algorithm.Name}', version {state.Algorithm.Version}; this trainer's is "
                + $"'{Config.Name}', version {Config.Version}.");
        Engine.Load(state.Weights);
        Engine.Load(state.Optimizer);
        _environment.RestoreState(state.Environment);
        state.EpisodeRewards.CopyTo(_context.Episodes.Rewards, 0);
        state.EpisodeLengths.CopyTo(_context.Episodes.Lengths, 0);
        _algorithm.Normalizer = new DenseNormalizer(state.Dense);
        _algorithm.Restore(state.Algorithm);
        (Updates, Steps) = (state.Updates, state.Steps);
    }
}
