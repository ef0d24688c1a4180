using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// How much signal do these features carry on these bars? In seconds, before any training: every bar of every training day is a
/// state whose outcomes are known, nothing, a long and a short entry in R, and a small network is taught the policy that earns
/// most over all of them. The gate judges it on the validation days; the test days stay closed. A control is taught the same bars
/// with the sides swapped on a random half of the days, which leaves costs and volatility and takes every direction away.
/// </summary>
public static class SignalProbe
{
    private const int Actions = 3, Buy = 1, Sell = 2;

    /// <summary>Teaches and judges the table and its control.</summary>
    /// <param name="market">The splits; training days teach, validation days judge.</param>
    /// <param name="run">Contracts, stops, rules and features.</param>
    /// <param name="config">How the probe looks.</param>
    /// <param name="threads">Threads to compute with, 0 for all; decides no bit of the result.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentException">A value is out of range, or no bar of the training days allows an entry.</exception>
    public static ProbeReport Run(PreparedMarket market, RunConfig run, ProbeConfig config, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(config);
        config.Checked();
        EnvironmentConfig environment = run.Environment with { Actions = ActionSet.Phase1 };
        var taught = EntryOutcomes.Of(market.Train, environment, run.Rules);
        var judged = EntryOutcomes.Of(market.Validation, environment, run.Rules);
        if (taught.Count == 0)
            throw new ArgumentException(
                $"No bar of {market.Train.Bars.Origin} allows an entry; look at the contracts, the rules and the entry window.");
        bool[] swapped = new bool[taught.DayCount];
        ProbeFinding signal = Finding(taught, judged, swapped, config, threads);
        Rng coin = Rng.Stream(config.Seed, "probe control");
        for (int day = 0; day < swapped.Length; day++) swapped[day] = coin.NextInt32(2) == 1;
        ProbeFinding control = Finding(taught, judged, swapped, config, threads);
        return new ProbeReport(run.FeatureSet.Name, taught.DayCount, taught.Count, judged.DayCount, signal, control);
    }

    /// <summary>What the table taught, as weights to start a training
    /// from; value network and dense part are as they began.</summary>
    /// <param name="market">The splits; training days teach.</param>
    /// <param name="run">Contracts, stops, rules and features.</param>
    /// <param name="config">The probe's network must be the run's.</param>
    /// <param name="threads">Threads to compute with, 0 for all.</param>
    internal static PolicyWeights Weights(PreparedMarket market, RunConfig run, ProbeConfig config, int threads)
    {
        var taught = EntryOutcomes.Of(market.Train, run.Environment with { Actions = ActionSet.Phase1 }, run.Rules);
        using var engine = new CpuEngine(
            taught.Layout, new NetworkShape(taught.Layout.Size, config.Checked().Hidden, Actions), config.Seed, threads);
        Teach(engine, taught, new bool[taught.DayCount], config);
        return engine.Weights();
    }

    private static ProbeFinding Finding(
        EntryOutcomes taught, EntryOutcomes judged, bool[] swapped, ProbeConfig config, int threads)
    {
        using var engine = new CpuEngine(
            taught.Layout, new NetworkShape(taught.Layout.Size, config.Hidden, Actions), config.Seed, threads);
        DenseNormalizer unchanged = DenseNormalizer.Identity(taught.Layout.DenseCount);
        Teach(engine, taught, swapped, config);
        float[] leads = EdgeGate.Leads(engine, unchanged, judged);
        int entered = leads.Count(lead => lead != 0);
        return new ProbeFinding(
            EdgeGate.Judge(leads, judged, config.Gate), leads.Length == 0 ? 0.0 : (double)entered / leads.Length);
    }

    /// <summary>Steps over the shuffled table; the policy that an advantage is measured against is the one at hand.</summary>
    private static void Teach(CpuEngine engine, EntryOutcomes table, bool[] swapped, ProbeConfig config)
    {
        int size = Math.Min(config.BatchSize, table.Count);
        var rows = new TableRows(table, swapped, size);
        int[] order = [.. Enumerable.Range(0, table.Count)];
        Rng shuffles = Rng.Stream(config.Seed, "probe order");
        var settings = new StepSettings(
            (float)config.LearningRate, 0.2f, (float)config.EntropyWeight, 0.5f, 0.5f, float.PositiveInfinity,
            LimitsNetworksApart: true);
        engine.Bind(table.Features.Values);
        for (int epoch = 0; epoch < config.Epochs; epoch++)
        {
            shuffles.Shuffle(order);
            for (int start = 0; start + size <= order.Length; start += size)
                engine.Step(rows.Gather(engine, order.AsSpan(start, size)), settings);
        }
    }

    /// <summary>Memory of one minibatch of the table.</summary>
    private sealed class TableRows
    {
        private readonly EntryOutcomes _table;
        private readonly bool[] _swapped;
        private readonly int[] _bars;
        private readonly float[] _dense, _logits, _logs, _advantages, _expected;
        private readonly byte[] _masks;
        private readonly double[] _row = new double[Actions], _log = new double[Actions], _worth = new double[Actions];

        public TableRows(EntryOutcomes table, bool[] swapped, int size)
        {
            (_table, _swapped) = (table, swapped);
            (_bars, _dense, _expected) = (new int[size], new float[size * table.Layout.DenseCount], new float[size]);
            (_logits, _logs, _advantages, _masks) =
                (new float[size * Actions], new float[size * Actions], new float[size * Actions], new byte[size * Actions]);
            Array.Fill(_masks, (byte)1);
        }

        /// <summary>Q = (0, R of buying, R of selling); advantages are
        /// measured against the policy's own expectation of it.</summary>
        public Minibatch Gather(CpuEngine engine, ReadOnlySpan<int> samples)
        {
            int dense = _table.Layout.DenseCount;
            for (int row = 0; row < samples.Length; row++)
            {
                _bars[row] = _table.Bars[samples[row]];
                _table.Dense.Slice(samples[row] * dense, dense).CopyTo(_dense.AsSpan(row * dense));
            }
            var observations = new Observations(_bars, _dense);
            engine.Logits(observations, _logits);
            for (int row = 0; row < samples.Length; row++) Credit(row, samples[row]);
            return new Minibatch(observations, _masks, _logs, _advantages, _expected, _expected);
        }

        private void Credit(int row, int sample)
        {
            double buy = (double)_table.BuyCents[sample] / _table.RiskCents[sample],
                sell = (double)_table.SellCents[sample] / _table.RiskCents[sample];
            (_worth[Buy], _worth[Sell]) = _swapped[_table.Days[sample]] ? (sell, buy) : (buy, sell);
            for (int action = 0; action < Actions; action++) _row[action] = _logits[row * Actions + action];
            MaskedCategorical.LogProbabilities(_row, _masks.AsSpan(0, Actions), _log);
            double expected = 0.0;
            for (int action = 0; action < Actions; action++) expected += PortableMath.Exp(_log[action]) * _worth[action];
            for (int action = 0; action < Actions; action++)
            {
                _logs[row * Actions + action] = (float)_log[action];
                _advantages[row * Actions + action] = (float)(_worth[action] - expected);
            }
            _expected[row] = (float)expected;
        }
    }
}
