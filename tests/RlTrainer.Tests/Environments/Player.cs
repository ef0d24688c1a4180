using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>Plays uniformly random legal actions and resets what ended.</summary>
internal sealed class Player
{
    private readonly IVectorEnvironment _environment;
    private readonly int[] _bars;
    private readonly float[] _dense;
    private Rng _rng;

    public Player(IVectorEnvironment environment, ulong seed)
    {
        _environment = environment;
        _rng = Rng.Stream(seed, "player");
        Masks = new byte[environment.Count * environment.ActionCount];
        Actions = new int[environment.Count];
        Rewards = new float[environment.Count];
        Ends = new EpisodeEnd[environment.Count];
        _bars = new int[environment.Count];
        _dense = new float[environment.Count * environment.Layout.DenseCount];
    }

    public byte[] Masks { get; }

    public int[] Actions { get; }

    public float[] Rewards { get; }

    public EpisodeEnd[] Ends { get; }

    /// <summary>Share of Hold among the choices, so that positions last.</summary>
    public double HoldShare { get; init; } = 0.5;

    public void Step()
    {
        _environment.Observe(new Observations(_bars, _dense));
        _environment.Masks(Masks);
        for (int env = 0; env < Actions.Length; env++) Actions[env] = Choose(env);
        _environment.Step(Actions, Rewards, Ends);
        _environment.ResetEnded();
    }

    private int Choose(int env)
    {
        if (_rng.NextDouble() < HoldShare) return 0;
        int action;
        do action = _rng.NextInt32(_environment.ActionCount);
        while (Masks[env * _environment.ActionCount + action] == 0);
        return action;
    }
}
