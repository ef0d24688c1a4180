using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>
/// The key "Algorithm" of a run.json: the name of one of the library's algorithms, alone
/// or with its parameters. A name other than the preset's begins with that algorithm's
/// usual values for the phase; without a name the parameters are the running one's.
/// </summary>
internal static class AlgorithmKeys
{
    private const string Section = nameof(RunConfig.Algorithm), Ppo = nameof(RunConfig.Ppo);
    private static readonly string[] Identity = [nameof(AlgorithmConfig.Name), nameof(AlgorithmConfig.Version)];

    /// <summary>What is wrong with the value of the key, one sentence a fault.</summary>
    /// <param name="value">A name or an object.</param>
    /// <param name="shape">What it should be.</param>
    public static IEnumerable<string> Faults(ConfigNode value, ConfigShape shape)
    {
        if (NameIn(value) is { } name)
        {
            ConfigShape? own = shape.Variants.FirstOrDefault(known => known.Name == name.Text).Shape;
            if (own is null)
            {
                yield return Unknown(name, shape.Words);
                yield break;
            }
            shape = own;
        }
        if (value.Kind != JsonValueKind.Object) yield break;
        foreach (string fault in ConfigCheck.Faults(value, shape, $"{Section}.", Identity)) yield return fault;
    }

    /// <summary>Puts the algorithm that a value names into a run, and says where its parameters are to be laid.</summary>
    /// <param name="value">A name or an object without faults.</param>
    /// <param name="shape">What it should be.</param>
    /// <param name="run">A run's configuration, complete.</param>
    /// <returns>The section of the run, what it holds, and the parameters of the value alone.</returns>
    /// <exception cref="InvalidDataException">The algorithm has no parameter of a name.</exception>
    public static (string Section, ConfigShape Shape, ConfigNode Parameters) Choose(
        ConfigNode value, ConfigShape shape, JsonObject run)
    {
        string running = Running(run), wanted = NameIn(value)?.Text ?? running;
        ConfigShape own = shape.Variants.First(known => known.Name == wanted).Shape;
        string[] faults = value.Kind == JsonValueKind.Object
            ? [.. ConfigCheck.Faults(value, own, $"{Section}.", Identity)]
            : [];
        if (faults.Length > 0) throw new InvalidDataException(string.Join('\n', faults));
        if (wanted != running)
        {
            AlgorithmConfig usual = RunPresets.UsualAlgorithm(wanted, (int)run[nameof(RunConfig.Phase)]!);
            run.Remove(Ppo);
            run.Remove(Section);
            var usualRun = (JsonObject)JsonNode.Parse(RunJson.Write(new RunConfig { Algorithm = usual }))!;
            foreach ((string key, JsonNode? written) in usualRun)
                if (key is Section or Ppo) run[key] = written?.DeepClone();
        }
        ConfigNode parameters = value with { Members = [.. value.Members.Where(member => !Identity.Contains(member.Key))] };
        return (run[Section] is null ? Ppo : Section, own, parameters);
    }

    /// <summary>Refuses PPO's parameters in a run of another algorithm.</summary>
    /// <param name="key">A key of a run.</param>
    /// <param name="value">Its value.</param>
    /// <param name="run">The run as it stands.</param>
    /// <exception cref="InvalidDataException">The key is PPO's and the run's algorithm is another.</exception>
    public static void Refuse(string key, ConfigNode value, JsonObject run)
    {
        if (key == Ppo && run[Section] is not null)
            throw new InvalidDataException($"{value.Origin}: {Ppo} was set, but the run's algorithm is '{Running(run)}'; "
                + $"put its parameters under {Section}, or choose PPO first: \"{Section}\": \"{PpoConfig.Phase1.Name}\".");
    }

    private static string Running(JsonObject run) =>
        (string?)run[Section]?[nameof(AlgorithmConfig.Name)] ?? PpoConfig.Phase1.Name;

    private static ConfigNode? NameIn(ConfigNode value) => value.Kind == JsonValueKind.String ? value
        : value.Members.FirstOrDefault(member => member.Key == nameof(AlgorithmConfig.Name)).Value;

    private static string Unknown(ConfigNode name, IReadOnlyList<string> known) =>
        $"{name.Origin}: the algorithm was {name}; did you mean {WordDistance.Nearest(name.Text, known)}? "
        + $"Expected one of {string.Join(", ", known)}. An algorithm of your own is a value of a program or notebook: config "
        + $"with {{ Algorithm = … }}.";
}
