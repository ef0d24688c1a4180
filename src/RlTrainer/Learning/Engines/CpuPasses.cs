using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>The parallel passes of <see cref="CpuEngine"/> over one minibatch. Pointers are valid during one call only.</summary>
internal sealed unsafe class CpuPasses
{
    private const int PieceRows = 64;
    private const double SmallOperations = 1e6;
    private readonly ObservationGather _gather;
    private readonly PanelNetwork _policy, _value;
    private readonly ThreadTeam _team;
    private readonly int _actions;
    private readonly double _rowOperations;
    private readonly PanelGroup[] _panels;
    private readonly int[] _policyPanels, _valuePanels;
    private readonly double[][] _squares;
    private readonly Action<int> _evaluateRows, _learnValue, _learnPolicy, _backwardPolicyPanel, _adamPanel;
    private int[] _decisions = [];
    private PolicyTerms[] _policyTerms = [];
    private double[] _valueLosses = [];
    private int _policyPieces, _valuePieces, _policyPieceRows, _valuePieceRows, _valueStart, _valueEnd, _panelsBefore,
        _startBefore, _endBefore, _count, _decisionCount;
    private bool _compact, _hasAllActions;
    private int* _bars, _takenActions;
    private float* _table, _dense, _logProbabilities, _advantages, _returns, _oldValues;
    private byte* _masks;
    private StepSettings _settings;
    private AdamStep _policyAdam, _valueAdam;

    public CpuPasses(ObservationLayout layout, int actions, PanelNetwork policy, PanelNetwork value, ThreadTeam team)
    {
        (_gather, _actions, _policy, _value, _team) = (new ObservationGather(layout), actions, policy, value, team);
        _panels = [.. new[] { policy, value }
            .SelectMany(network => PanelGroup.Of(network, team.Count))
            .OrderByDescending(group => group.Inputs)];
        _rowOperations = policy.Layers.Sum(layer => 2.0 * layer.Inputs * layer.Outputs);
        _squares = [.. _panels.Select(group => new double[group.Columns])];
        _policyPanels = PanelsOf(policy);
        _valuePanels = PanelsOf(value);
        (_evaluateRows, _learnValue, _learnPolicy) = (EvaluateRows, work => Learn(work, 0), work => Learn(work, _valuePieces));
        (_backwardPolicyPanel, _adamPanel) = (index => BackwardPanel(_policyPanels[index], 0, _policy.Rows), AdamPanel);
    }

    /// <summary>Where the time of steps goes, for benchmarks; null costs a comparison a piece.</summary>
    public StepClock? Clock { get; set; }

    /// <summary>[n] observations → logits [n, actions], values [n]; an empty span leaves its network out.</summary>
    public void Evaluate(float* table, int* bars, float* dense, int count, Span<float> logits, Span<float> values)
    {
        _table = table;
        _bars = bars;
        _dense = dense;
        _compact = false;
        _policy.Prepare(logits.IsEmpty ? 0 : count, withGradients: false);
        _value.Prepare(values.IsEmpty ? 0 : count, withGradients: false);
        FindPieces(0, _value.Rows);
        Run(_valuePieces + _policyPieces, _evaluateRows);
        for (int row = 0; row < count; row++)
        {
            for (int action = 0; action < _actions && !logits.IsEmpty; action++)
                logits[row * _actions + action] = _policy.Output[OutputIndex(_policy, row, action)];
            if (!values.IsEmpty) values[row] = _value.Output[OutputIndex(_value, row, 0)];
        }
    }

    /// <summary>
    /// Forward pass, loss, and backward pass down to the gradients of the first layer's outputs. Piece by piece of rows, so that
    /// what the forward pass of a piece wrote is still near when the backward pass reads it. The value network's weight gradients
    /// follow each part of its rows at once, while its activations are still in a cache, in one pass with the rows that come
    /// next; the policy network's wait for the look at the KL.
    /// </summary>
    public MinibatchStatistics Rows(float* table, Minibatch batch, in StepSettings settings)
    {
        _table = table;
        _settings = settings;
        _count = batch.Count;
        _hasAllActions = batch.HasAllActions;
        FindDecisions(batch.Masks, batch.Count);
        _policy.Prepare(_decisionCount, withGradients: true);
        _value.Prepare(batch.Count, withGradients: true);
        fixed (int* bars = batch.Observations.Bars, actions = batch.Actions)
        fixed (float* dense = batch.Observations.Dense, logs = batch.LogProbabilities, advantages = batch.Advantages)
        fixed (float* returns = batch.Returns, oldValues = batch.OldValues)
        fixed (byte* masks = batch.Masks)
        {
            _bars = bars;
            _takenActions = actions;
            _dense = dense;
            _logProbabilities = logs;
            _advantages = advantages;
            _returns = returns;
            _oldValues = oldValues;
            _masks = masks;
            (_panelsBefore, _endBefore) = (0, 0);
            do
            {
                FindPieces(_endBefore, Math.Min(_value.Rows, _endBefore + PanelArithmetic.PartRows));
                Run(_panelsBefore + _valuePieces, _learnValue);
                (_panelsBefore, _startBefore, _endBefore) = (_valuePanels.Length, _valueStart, _valueEnd);
            }
            while (_endBefore < _value.Rows);
            Run(_panelsBefore + _policyPieces, _learnPolicy);
        }
        var sums = default(LossSums);
        for (int row = 0; row < _decisionCount; row++) sums.Add(_policyTerms[row]);
        for (int row = 0; row < batch.Count; row++) sums.AddValue(_valueLosses[row]);
        return sums.Means();
    }

    /// <summary>Gradients of the policy network's weights; returns the norms of both networks' gradients, summed column by
    /// column in one order.</summary>
    public GradientNorms WeightGradients()
    {
        Run(_policyPanels.Length, _backwardPolicyPanel);
        double all = 0.0, policy = 0.0, value = 0.0;
        foreach (double[] squares in _squares)
            foreach (double square in squares) all += square;
        foreach (int group in _policyPanels)
            foreach (double square in _squares[group]) policy += square;
        foreach (int group in _valuePanels)
            foreach (double square in _squares[group]) value += square;
        return new GradientNorms(policy, value, all);
    }

    /// <summary>One Adam step on all weights.</summary>
    public void Adam(in AdamStep policy, in AdamStep value)
    {
        (_policyAdam, _valueAdam) = (policy, value);
        Run(_panels.Length, _adamPanel);
    }

    /// <summary>Share of hidden units that are 0 in every row at hand.</summary>
    public static double DeadUnits(PanelNetwork network)
    {
        int units = 0, dead = 0, width = network.Panels.Width;
        for (int layer = 0; layer < network.Layers.Length - 1 && network.Rows > 0; layer++)
        {
            for (int unit = 0; unit < network.Layers[layer].Outputs; unit++, units++)
            {
                float* column = network.Hidden(layer) + ((nint)(unit / width) * network.PanelRows) * width + unit % width;
                bool alive = false;
                for (int row = 0; row < network.Rows && !alive; row++) alive = column[row * width] > 0f;
                if (!alive) dead++;
            }
        }
        return units == 0 ? 0.0 : (double)dead / units;
    }

    private void FindDecisions(ReadOnlySpan<byte> masks, int count)
    {
        if (_decisions.Length < count)
        {
            _decisions = new int[count];
            _policyTerms = new PolicyTerms[count];
            _valueLosses = new double[count];
        }
        _decisionCount = 0;
        for (int row = 0; row < count; row++)
            if (MaskedCategorical.LegalCount(masks.Slice(row * _actions, _actions)) > 1) _decisions[_decisionCount++] = row;
        _compact = _decisionCount < count;
    }

    /// <summary>The pieces of some of the value network's rows come first, then those of all of the policy network's.</summary>
    private void FindPieces(int valueStart, int valueEnd)
    {
        (_valueStart, _valueEnd) = (valueStart, valueEnd);
        _policyPieceRows = RowsAPiece(_policy.Rows);
        _valuePieceRows = RowsAPiece(valueEnd - valueStart);
        _policyPieces = Pieces(_policy.Rows, _policyPieceRows);
        _valuePieces = Pieces(valueEnd - valueStart, _valuePieceRows);
    }

    /// <summary>On the team, or on this thread alone where waking others would cost more than the work.</summary>
    private void Run(int pieces, Action<int> pass)
    {
        if (_rowOperations * (_policy.Rows + _value.Rows) > SmallOperations) _team.Run(pieces, pass);
        else for (int piece = 0; piece < pieces; piece++) pass(piece);
    }

    private int RowsAPiece(int rows)
    {
        int pieces = Math.Max((rows + PieceRows - 1) / PieceRows, _team.Count);
        return Math.Max(Panels.RowStep, Panels.PaddedRows((rows + pieces - 1) / pieces));
    }

    private static int Pieces(int rows, int pieceRows) => (rows + pieceRows - 1) / pieceRows;

    private (PanelNetwork Network, int Start, int Count) Piece(int piece)
    {
        (PanelNetwork network, int rows, int start, int end) = piece < _valuePieces
            ? (_value, _valuePieceRows, _valueStart + piece * _valuePieceRows, _valueEnd)
            : (_policy, _policyPieceRows, (piece - _valuePieces) * _policyPieceRows, _policy.Rows);
        return (network, start, Math.Min(rows, end - start));
    }

    private void EvaluateRows(int piece)
    {
        (PanelNetwork network, int start, int count) = Piece(piece);
        long began = Clock?.Now ?? 0;
        fixed (int* decisions = _decisions)
        {
            int* chosen = _compact && network == _policy ? decisions : null;
            var source = new GatherSource { Table = _table, Bars = _bars, Dense = _dense, Chosen = chosen };
            _gather.Rows(source, network, start, count);
        }
        began = Clock?.Charge(StepPart.Gather, began) ?? 0;
        network.ForwardRows(start, count);
        Clock?.Charge(StepPart.Forward, began);
    }

    /// <summary>The panels of weights that the value network's part before waits for come first, then pieces of rows.</summary>
    private void Learn(int work, int firstPiece)
    {
        if (work < _panelsBefore) BackwardPanel(_valuePanels[work], _startBefore, _endBefore);
        else LearnRows(firstPiece + work - _panelsBefore);
    }

    private void LearnRows(int piece)
    {
        EvaluateRows(piece);
        (PanelNetwork network, int start, int count) = Piece(piece);
        long began = Clock?.Now ?? 0;
        for (int row = start; row < start + count; row++)
        {
            if (network == _policy) PolicyLoss(row);
            else ValueLoss(row);
        }
        began = Clock?.Charge(StepPart.Loss, began) ?? 0;
        network.BackwardRows(start, count);
        Clock?.Charge(StepPart.Inputs, began);
    }

    private int[] PanelsOf(PanelNetwork network) =>
        [.. Enumerable.Range(0, _panels.Length).Where(index => _panels[index].Network == network)];

    private void BackwardPanel(int index, int start, int end)
    {
        PanelGroup group = _panels[index];
        long began = Clock?.Now ?? 0;
        group.Network.BackwardPanels(group.Layer, group.First, group.Count, start, end, _squares[index]);
        Clock?.Charge(StepPart.Weights, began);
    }

    private void AdamPanel(int index)
    {
        PanelGroup group = _panels[index];
        if (_settings.IsValueOnly && group.Network == _policy) return;
        AdamStep step = group.Network == _policy ? _policyAdam : _valueAdam;
        long began = Clock?.Now ?? 0;
        for (int panel = group.First; panel < group.First + group.Count; panel++)
            group.Network.AdamPanel(group.Layer, panel, step);
        Clock?.Charge(StepPart.Adam, began);
    }

    private void PolicyLoss(int row)
    {
        Span<double> logits = stackalloc double[_actions], gradient = stackalloc double[_actions];
        for (int action = 0; action < _actions; action++) logits[action] = _policy.Output[OutputIndex(_policy, row, action)];
        int sample = _decisions[row];
        nint first = (nint)sample * _actions;
        var mask = new ReadOnlySpan<byte>(_masks + first, _actions);
        var state = new PolicyState(logits, mask, 1.0 / _decisionCount, isSinglePrecision: true);
        _policyTerms[row] = _hasAllActions
            ? AllActionLoss.Policy(
                state, new(_logProbabilities + first, _actions), new(_advantages + first, _actions), _settings, gradient)
            : PpoLoss.Policy(
                state, _takenActions[sample], _logProbabilities[sample], _advantages[sample], _settings, gradient);
        for (int column = 0; column < _policy.Panels.Of(_actions) * _policy.Panels.Width; column++)
            _policy.OutputGradient[OutputIndex(_policy, row, column)] = column < _actions ? WithoutTiny(gradient[column]) : 0f;
    }

    private void ValueLoss(int row)
    {
        nint at = OutputIndex(_value, row, 0);
        _valueLosses[row] = PpoLoss.Value(
            _value.Output[at], _returns[row], _oldValues[row], _settings, 1.0 / _count, out double gradient);
        new Span<float>(_value.OutputGradient + at, _value.Panels.Width).Clear();
        _value.OutputGradient[at] = WithoutTiny(gradient);
    }

    /// <summary>A gradient too small to matter would become subnormal on
    /// its way back, where each operation costs a hundredfold.</summary>
    private static float WithoutTiny(double gradient) => Math.Abs(gradient) < 1e-20 ? 0f : (float)gradient;

    private static nint OutputIndex(PanelNetwork network, int row, int column) =>
        ((nint)(column / network.Panels.Width) * network.PanelRows + row) * network.Panels.Width + column % network.Panels.Width;
}
