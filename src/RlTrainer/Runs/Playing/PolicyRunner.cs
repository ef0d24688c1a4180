using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Reporting;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// A stored policy over bars, one at a time, with the account, rules and costs it was trained with: phase 1 and 2 alike. A
/// decision
/// sees the bars up to its own and nothing later (features are causal); the next bar fills it. Greedy.
/// </summary>
public sealed class PolicyRunner : IDisposable
{
    private readonly FeatureTable _features;
    private readonly CpuEngine _engine;
    private readonly DenseNormalizer _normalizer;
    private readonly TradingEnvironments _account;
    private readonly IReadOnlyList<TradeAction> _actions;
    private readonly int[] _bar = new int[1], _action = new int[1];
    private readonly float[] _position, _reward = new float[1], _logits;
    private readonly byte[] _legal;
    private readonly EpisodeEnd[] _end = new EpisodeEnd[1];
    private bool _isBegun, _isOver, _isDisposed;
    private PolicyDecision? _waiting;

    /// <summary>A model over bars.</summary>
    /// <param name="model">A model or a checkpoint.</param>
    /// <param name="bars">Bars of its instrument, oldest first.</param>
    /// <param name="parts">Features, reward terms and rules defined in code that the model's run uses.</param>
    /// <exception cref="ArgumentException">The bars are another instrument's, or hold no bar at which an episode can
    /// begin.</exception>
    /// <exception cref="InvalidDataException">A definition was not passed; the message names it and shows the call.</exception>
    public PolicyRunner(Checkpoint model, BarSeries bars, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(bars);
        RunConfig run = RunModels.ConfigOf(model, parts).Given("new PolicyRunner(model, bars, parts: [{0}])");
        if (bars.Instrument.Symbol != run.Instrument)
            throw new ArgumentException(
                $"The model of run '{run.Name}' was trained on {run.Instrument}; the bars are of {bars.Instrument.Symbol}. Pass "
                + $"bars of {run.Instrument}.");
        run.RequireInstrumentOf(bars);
        _features = model.Features.Apply(run.FeatureSet.Compute(bars));
        _account = TradingEnvironments.Walk(_features, run.Environment, run.Rules, Journal);
        _engine = RunModels.EngineOf(model, _features, threads: 1);
        (_normalizer, _actions) = (model.Dense, run.Environment.Actions.Actions);
        (_position, _logits, _legal) =
            (new float[_account.Layout.DenseCount], new float[_account.ActionCount], new byte[_account.ActionCount]);
    }

    /// <summary>What became of the decisions: fills, trades, equity.</summary>
    public TradingJournal Journal { get; } = new();

    /// <summary>A stored model over bars.</summary>
    /// <param name="modelFile">A run's best.zip, or any checkpoint.</param>
    /// <param name="bars">Bars of its instrument, oldest first.</param>
    /// <param name="parts">Features, reward terms and rules defined in code that the model's run uses.</param>
    /// <returns>The runner, before its first bar.</returns>
    /// <exception cref="InvalidDataException">The file is no whole checkpoint.</exception>
    /// <exception cref="ArgumentException">The bars do not fit the model.</exception>
    public static PolicyRunner Load(string modelFile, BarSeries bars, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(modelFile);
        ArgumentNullException.ThrowIfNull(bars);
        return new(CheckpointFile.Read(modelFile), bars, parts);
    }

    /// <summary>Goes on by one bar: fills what was decided at the last one, and decides again.</summary>
    /// <returns>The decision at the bar's close; null when the bars are at their end, however often it is asked again.</returns>
    /// <exception cref="ObjectDisposedException">The runner was disposed.</exception>
    public PolicyDecision? Next()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        PolicyDecision? next = _waiting ?? Advance();
        _waiting = null;
        return next;
    }

    /// <summary>The same where the caller counts the bars, too: a bar that was left out or came twice is an error and no decision
    /// of another bar.</summary>
    /// <param name="bar">Index in the series of the bar that has just closed.</param>
    /// <returns>The decision at that bar's close; null when the bars are at their end.</returns>
    /// <exception cref="ArgumentException">The policy decides at another bar next; it waits there, and the message names both.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runner was disposed.</exception>
    public PolicyDecision? Next(int bar)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _waiting ??= Advance();
        if (_waiting is not { } next || next.Bar == bar) return Next();
        string asked = $"bar {bar}"
            + ((uint)bar < (uint)_features.Bars.Count ? $" ({BarTime.Eastern(_features.Bars, bar)})" : "");
        throw new ArgumentException(
            $"The decision at {asked} was asked for, and the policy decides at bar {next.Bar} ({next.EasternTime}) next: "
            + $"{(bar > next.Bar ? "bars were left out" : "that bar is over or before the first decision")}. Ask for every bar "
            + "once, in order; what a policy may do depends on every bar before.");
    }

    private PolicyDecision? Advance()
    {
        if (_isOver) return null;
        if (!_isBegun) _account.Reset();
        else
        {
            _account.Step(_action, _reward, _end);
            if (_isOver = _account.WalkDone) return null;
            if (_end[0] != EpisodeEnd.None) _account.ResetEnded();                        // the next trading day
        }
        _isBegun = true;
        _account.Observe(new Observations(_bar, _position));
        _account.Masks(_legal);
        return Decide();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _engine.Dispose();
    }

    private PolicyDecision Decide()
    {
        _normalizer.Apply(_position);
        _engine.Logits(new Observations(_bar, _position), _logits);
        NonFiniteException.ThrowIfAny(_logits, "The policy's logits");
        double[] logits = [.. _logits.Select(logit => (double)logit)], log = new double[logits.Length];
        MaskedCategorical.LogProbabilities(logits, _legal, log);
        ActionSampler.Greedy(_logits, _legal, _action);
        return new PolicyDecision(
            _bar[0], BarTime.Eastern(_features.Bars, _bar[0]), _actions[_action[0]], _actions,
            [.. log.Select((value, action) => _legal[action] == 0 ? 0 : Math.Exp(value))],
            [.. _legal.Select(legal => legal == 1)]);
    }
}
