using RlTrainer.Numerics;

namespace RlTrainer.Environments;

/// <summary>Random legal play that notes every break of the contract once.</summary>
internal sealed class CheckedPlay(IVectorEnvironment environment, ulong seed)
{
    private readonly List<string> _findings = [];
    private readonly int[] _bars = new int[environment.Count];
    private readonly float[] _dense = new float[environment.Count * environment.Layout.DenseCount];
    private readonly byte[] _masks = new byte[environment.Count * environment.ActionCount];
    private readonly int[] _actions = new int[environment.Count];
    private readonly float[] _rewards = new float[environment.Count];
    private readonly EpisodeEnd[] _ends = new EpisodeEnd[environment.Count];
    private Rng _stream = Rng.Stream(seed, "environment checker");

    public IReadOnlyList<string> Findings => _findings;

    public void Add(string finding)
    {
        if (!_findings.Contains(finding)) _findings.Add(finding);
    }

    public void CheckShape()
    {
        if (environment.Count < 1) Add($"Count was {environment.Count}; expected at least 1.");
        if (environment.ActionCount < 1) Add($"ActionCount was {environment.ActionCount}; expected at least 1.");
        if (environment.Layout.Size < 1) Add("An observation holds no number.");
        int width = environment.Layout.TableFeatures;
        if (width > 0 && environment.Table.Length % width != 0)
            Add($"The table has {environment.Table.Length} numbers, not a multiple of its {width} features.");
        foreach (float value in environment.Table.Span)
            if (!float.IsFinite(value))
                Add("The table holds a number that is not finite.");
    }

    public void Step()
    {
        Look();
        environment.Step(_actions, _rewards, _ends);
        for (int env = 0; env < _ends.Length; env++)
        {
            if (!float.IsFinite(_rewards[env])) Add("A reward is not finite.");
            if (!Enum.IsDefined(_ends[env])) Add($"An episode end was {(int)_ends[env]}, which is no EpisodeEnd.");
        }
        Observe();
        environment.ResetEnded();
    }

    /// <summary>Plays steps with a stream of its own and returns everything seen, number by number.</summary>
    public List<float> Trace(int steps)
    {
        Rng kept = _stream;
        _stream = Rng.Stream(seed, "environment checker trace");
        var trace = new List<float>();
        for (int step = 0; step < steps; step++)
        {
            Step();
            trace.AddRange(_dense);
            trace.AddRange(_rewards);
            foreach (int bar in _bars) trace.Add(bar);
            foreach (byte mask in _masks) trace.Add(mask);
            foreach (EpisodeEnd end in _ends) trace.Add((int)end);
        }
        _stream = kept;
        return trace;
    }

    /// <summary>Steps until an episode ends and expects a further step to be refused.</summary>
    public void CheckEndedIsRefused()
    {
        for (int step = 0; step < 2000; step++)
        {
            Look();
            environment.Step(_actions, _rewards, _ends);
            if (Array.Exists(_ends, end => end != EpisodeEnd.None)) break;
        }
        if (Array.Exists(_ends, end => end != EpisodeEnd.None) && !IsRefused())
            Add("Step went on although an episode had ended; expected an InvalidOperationException until ResetEnded.");
        environment.ResetEnded();
    }

    private bool IsRefused()
    {
        try
        {
            environment.Step(new int[environment.Count], _rewards, _ends);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private void Look()
    {
        Observe();
        environment.Masks(_masks);
        int width = environment.ActionCount;
        for (int env = 0; env < environment.Count; env++)
        {
            int legal = 0;
            for (int action = 0; action < width; action++)
            {
                if (_masks[env * width + action] > 1) Add($"A mask was {_masks[env * width + action]}; expected 0 or 1.");
                legal += _masks[env * width + action] != 0 ? 1 : 0;
            }
            if (legal == 0) Add("A mask row forbids every action.");
            _actions[env] = legal == 0 ? 0 : Pick(_masks.AsSpan(env * width, width), _stream.NextInt32(legal));
        }
    }

    private static int Pick(ReadOnlySpan<byte> row, int number)
    {
        for (int action = 0; action < row.Length; action++)
            if (row[action] != 0 && number-- == 0)
                return action;
        return 0;
    }

    private void Observe()
    {
        Array.Fill(_dense, float.NaN);
        Array.Fill(_bars, -1);
        environment.Observe(new Observations(_bars, _dense));
        foreach (float value in _dense)
            if (!float.IsFinite(value))
                Add("The dense part of an observation is not finite or was not written.");
        int width = environment.Layout.TableFeatures, window = environment.Layout.WindowBars;
        if (width == 0) return;
        int rows = environment.Table.Length / width;
        foreach (int bar in _bars)
            if (bar < window - 1 || bar >= rows)
                Add($"An observation refers to table row {bar}; expected {window - 1} to {rows - 1}.");
    }
}
