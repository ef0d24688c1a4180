using System.Globalization;
using System.Text;
using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>Observations of a walk as a program outside sees them, with what the model answers: to check an exported policy
/// with another reader.</summary>
/// <param name="Inputs">[cases][inputs] raw observations: nothing is normalised.</param>
/// <param name="Logits">[cases][actions] the engine's answers.</param>
/// <param name="Values">[cases] the engine's values.</param>
/// <param name="Actions">[cases] what the greedy policy did there.</param>
internal sealed record PolicyCases(
    IReadOnlyList<float[]> Inputs, IReadOnlyList<float[]> Logits, IReadOnlyList<float> Values, IReadOnlyList<int> Actions)
{
    /// <summary>Walks the greedy policy over bars and keeps so many observations, spread evenly over the walk.</summary>
    /// <param name="checkpoint">The model.</param>
    /// <param name="bars">Any bars of its instrument.</param>
    /// <param name="count">How many cases at most.</param>
    /// <param name="parts">Definitions from outside the library that the model was trained with; null for none.</param>
    /// <returns>Raw inputs with the logits, value and action that belong to them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public static PolicyCases Of(Checkpoint checkpoint, BarSeries bars, int count, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        RunConfig run = RunModels.ConfigOf(checkpoint, parts).Given("PolicyCases.Of(checkpoint, bars, count, parts: [{0}])");
        FeatureTable raw = run.FeatureSet.Compute(bars), table = checkpoint.Features.Apply(raw);
        using CpuEngine engine = RunModels.EngineOf(checkpoint, table, threads: 1);
        (List<int> at, List<float[]> dense, List<int> actions) =
            Walked(EnginePolicy.Greedy(engine, checkpoint.Dense), table, run);
        int[] chosen = [.. Enumerable.Range(0, Math.Min(count, at.Count))
            .Select(index => (int)((long)index * at.Count / Math.Min(count, at.Count)))];
        int width = raw.FeatureCount, window = run.Environment.WindowBars;
        var inputs = new List<float[]>();
        float[] logits = new float[engine.Network.Actions], value = new float[1];
        var answers = new List<float[]>();
        var values = new List<float>();
        foreach (int index in chosen)
        {
            inputs.Add([.. raw.Values.Span.Slice((at[index] - window + 1) * width, window * width), .. dense[index]]);
            float[] normalized = [.. dense[index]];
            checkpoint.Dense.Apply(normalized);
            engine.Evaluate(new Observations(new[] { at[index] }, normalized), logits, value);
            answers.Add([.. logits]);
            values.Add(value[0]);
        }
        return new PolicyCases(inputs, answers, values, [.. chosen.Select(index => actions[index])]);
    }

    /// <summary>The cases as JSON, every digit.</summary>
    public string ToJson()
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach ((string name, IEnumerable<IEnumerable<float>> rows) in ((string, IEnumerable<IEnumerable<float>>)[])[
                ("inputs", Inputs), ("logits", Logits), ("values", Values.Select(value => new[] { value }))])
            {
                json.WriteStartArray(name);
                foreach (IEnumerable<float> row in rows) WriteRow(json, row);
                json.WriteEndArray();
            }
            json.WriteStartArray("actions");
            foreach (int action in Actions) json.WriteNumberValue(action);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static void WriteRow(Utf8JsonWriter json, IEnumerable<float> row)
    {
        json.WriteStartArray();
        foreach (float number in row) json.WriteRawValue(number.ToString("R", CultureInfo.InvariantCulture));
        json.WriteEndArray();
    }

    private static (List<int> Bars, List<float[]> Dense, List<int> Actions) Walked(
        EnginePolicy policy, FeatureTable table, RunConfig run)
    {
        var environment = TradingEnvironments.Walk(table, run.Environment, run.Rules, new TradingJournal());
        int[] bar = new int[1], action = new int[1];
        float[] dense = new float[environment.Layout.DenseCount], reward = new float[1];
        byte[] mask = new byte[environment.ActionCount];
        var end = new EpisodeEnd[1];
        (List<int> Bars, List<float[]> Dense, List<int> Actions) seen = ([], [], []);
        environment.Reset();
        while (true)
        {
            var observation = new Observations(bar, dense);
            environment.Observe(observation);
            environment.Masks(mask);
            policy.Act(observation, mask, action);
            if (mask.AsSpan().Count((byte)1) > 1)
            {
                seen.Bars.Add(bar[0]);
                seen.Dense.Add([.. dense]);
                seen.Actions.Add(action[0]);
            }
            environment.Step(action, reward, end);
            if (end[0] == EpisodeEnd.None) continue;
            if (environment.WalkDone) return seen;
            environment.ResetEnded();
        }
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
