using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>
/// Walks a scenario's days with random actions. Legal ones must be taken; now and then an illegal one is tried, which must be
/// refused and move nothing. Where the scenario masks nothing, illegal actions are played and count as Hold.
/// </summary>
internal sealed class PropertyWalk
{
    private const int TryIllegalOneIn = 700;
    private readonly TradingEnvironments _walk;
    private readonly byte[] _masks;
    private readonly float[] _rewards = new float[1], _dense;
    private readonly int[] _actions = new int[1], _bars = new int[1];
    private readonly EpisodeEnd[] _ends = new EpisodeEnd[1];
    private readonly double _holdShare;
    private Rng _rng;

    private PropertyWalk(Scenario scenario)
    {
        Journal = new TradingJournal();
        _walk = TradingEnvironments.Walk(scenario.Table, scenario.Config, scenario.Rules, Journal, scenario.Seconds);
        _masks = new byte[_walk.ActionCount];
        _dense = new float[_walk.Layout.DenseCount];
        _rng = Rng.Stream(scenario.Seed, "property walk");
        _holdShare = 0.6 + 0.39 * (scenario.Seed % 97) / 97.0;
    }

    public TradingJournal Journal { get; }

    /// <summary>Illegal actions that were tried and refused.</summary>
    public long IllegalRefused { get; private set; }

    /// <summary>Illegal actions that were played as Hold, without masks.</summary>
    public long IllegalHeld => _walk.Statistics.IllegalActions;

    public long Steps => _walk.Statistics.Steps;

    public static PropertyWalk Of(Scenario scenario)
    {
        var walk = new PropertyWalk(scenario);
        for (walk._walk.Reset(); !walk._walk.WalkDone; walk._walk.ResetEnded()) walk.Step(scenario);
        return walk;
    }

    private void Step(Scenario scenario)
    {
        _walk.Masks(_masks);
        if (scenario.Config.MaskActions && _rng.NextInt32(TryIllegalOneIn) == 0) TryIllegal(scenario);
        _actions[0] = Choose();
        _walk.Step(_actions, _rewards, _ends);
        Assert.True(float.IsFinite(_rewards[0]), $"seed {scenario.Seed}: the reward was {_rewards[0]}");
        _walk.Observe(new Observations(_bars, _dense));
        foreach (float value in _dense) Assert.True(float.IsFinite(value), $"seed {scenario.Seed}: an observation was {value}");
    }

    private int Choose()
    {
        if (_rng.NextDouble() < _holdShare) return 0;
        int action;
        do action = _rng.NextInt32(_masks.Length);
        while (_masks[action] == 0);
        return action;
    }

    private void TryIllegal(Scenario scenario)
    {
        int action = _rng.NextInt32(_masks.Length + 1);                // one more than there are
        if (action < _masks.Length && _masks[action] != 0) return;
        AccountSnapshot before = _walk.Snapshot(0);
        int fills = Journal.Fills.Count;
        _actions[0] = action;
        Assert.Throws<InvalidOperationException>(() => _walk.Step(_actions, _rewards, _ends));
        Assert.Equal((scenario.Seed, before, fills), (scenario.Seed, _walk.Snapshot(0), Journal.Fills.Count));
        IllegalRefused++;
    }
}
