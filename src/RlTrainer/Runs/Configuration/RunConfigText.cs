using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RlTrainer.Compliance;
using RlTrainer.Environments;

namespace RlTrainer.Runs;

/// <summary>
/// A run's configuration as the text of a run.json: keys over a preset, comments allowed. A key that does not exist and a value
/// that cannot be are errors that name file and line, the nearest key and the allowed range.
/// </summary>
public static partial class RunConfigText
{
    private static readonly string[] FileKeys = ["$schema", "Preset", "Data", "Backend", "Threads"];
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The run that a text and command-line settings ask for.</summary>
    /// <param name="json">A run.json; null without one.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <param name="settings">Applied in order after the text.</param>
    /// <param name="preset">What the keys are laid over where the text names no preset.</param>
    /// <param name="after">The run whose model is the start: the preset
    /// takes its data, features, rules, episodes and network.</param>
    /// <param name="instruments">The instruments that can be named; null for the eight.</param>
    /// <returns>The configuration, and what of the file is not part of it: data, backend, threads.</returns>
    /// <exception cref="InvalidDataException">Something is wrong; the message lists everything, one line a fault.</exception>
    public static RunRequest Read(
        string? json, string origin, IReadOnlyList<RunSetting> settings, RunConfig? preset = null, RunConfig? after = null,
        InstrumentCatalog? instruments = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(origin);
        ConfigNode file = json is null ? new ConfigNode(origin, JsonValueKind.Object, "", [], [])
            : ConfigReader.Object(json, origin);
        List<string> faults = [.. ConfigCheck.Faults(file, ConfigShape.Run, others: FileKeys), .. FileFaults(file)];
        Throw(faults);
        RunConfig start = Member(file, "Preset") is { } named ? RunPresets.Parse(named.Text) : preset ?? RunConfig.Phase1;
        if (after is not null) start = start.After(after);
        var merged = (JsonObject)JsonNode.Parse(RunJson.Write(start))!;
        var origins = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Lay(file, ConfigShape.Run, merged, "", origins);
        foreach (RunSetting setting in settings)
        {
            (ConfigNode node, string _) = ConfigSetting.Parse(setting.Assignment, setting.Origin);
            Throw([.. ConfigCheck.Faults(node, ConfigShape.Run)]);
            Lay(node, ConfigShape.Run, merged, "", origins);
        }
        instruments ??= InstrumentCatalog.BuiltIn;
        bool isOwn = origins.Keys.Any(key => key.StartsWith(nameof(RunConfig.CustomInstrument), StringComparison.Ordinal));
        RunConfig asked = RunJson.Read<RunConfig>(merged.ToJsonString(), origin);
        ThrowIfImpossible(asked.CustomInstrument, origins);
        RunConfig config = Checked(instruments.Resolved(asked, isOwn), (merged, start), origins, instruments);
        Throw([.. ComputedFaults(file, ConfigShape.Run, (JsonObject)JsonNode.Parse(RunJson.Write(config))!, "")]);
        return new RunRequest(config)
        {
            Data = Member(file, "Data")?.Text,
            Backend = Member(file, "Backend")?.Text ?? "cpu",
            Threads = Member(file, "Threads") is { } threads
                ? int.Parse(threads.Text, System.Globalization.CultureInfo.InvariantCulture) : 0,
            Origins = origins,
        };
    }

    /// <summary>A configuration as the text of a run.json: every key that can be set, nothing that is computed.</summary>
    /// <param name="config">Any configuration.</param>
    /// <returns>Indented JSON, lines ended by line feeds.</returns>
    public static string Write(RunConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var json = (JsonObject)JsonNode.Parse(RunJson.Write(config))!;
        WithoutComputed(json, ConfigShape.Run);
        return json.ToJsonString(Indented) + "\n";
    }

    /// <summary>Keys in which two configurations differ, in the order of the records; values as JSON.</summary>
    /// <param name="first">A configuration.</param>
    /// <param name="second">Another.</param>
    /// <returns>One entry a differing key, named by its path; empty for equal configurations.</returns>
    public static IReadOnlyList<(string Key, string First, string Second)> Differences(RunConfig first, RunConfig second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        Dictionary<string, string> left = Leaves(first), right = Leaves(second);
        return [.. left.Keys.Union(right.Keys)
            .Select(key => (key, left.GetValueOrDefault(key, "null"), right.GetValueOrDefault(key, "null")))
            .Where(pair => pair.Item2 != pair.Item3)];
    }

    /// <summary>
    /// The configuration if everything is in its range. A check stops at its first fault; the key it names takes the preset's
    /// value and the check runs again, until all faults are known.
    /// </summary>
    private static RunConfig Checked(
        RunConfig config, (JsonObject Json, RunConfig Preset) asked, IReadOnlyDictionary<string, string> origins,
        InstrumentCatalog instruments)
    {
        var faults = new List<string>();
        RunConfig rest = config;
        // The text that was asked for, since a configuration with impossible values cannot be written.
        JsonNode text = asked.Json.DeepClone(), preset = JsonNode.Parse(RunJson.Write(asked.Preset))!;
        while (true)
        {
            var keys = new HashSet<string>(StringComparer.Ordinal);
            int before = faults.Count;
            foreach (string fault in Faults(rest, origins, instruments, keys)) if (!faults.Contains(fault)) faults.Add(fault);
            if (faults.Count == before || keys.Count == 0 || Without(keys, text, preset) is not { } healed) break;
            rest = healed with { CustomInstrument = config.CustomInstrument };
        }
        Throw(faults);
        return config;
    }

    /// <summary>The first fault of every section; the keys they name are added to a set.</summary>
    private static List<string> Faults(
        RunConfig config, IReadOnlyDictionary<string, string> origins, InstrumentCatalog instruments, HashSet<string> keys)
    {
        var faults = new List<string>();
        foreach ((string section, Action check) in new (string, Action)[]
        {
            ("Instrument", () => _ = config.CustomInstrument?.ToInstrument() ?? instruments.Parse(config.Instrument)),
            ("FeatureSet", () => config.FeatureSet.Required()),
            ("Environment.", () => config.Environment.Checked()), ("Rules.", () => config.Rules.Checked()),
            (config.Algorithm is Learning.PpoConfig ? "Ppo." : "Algorithm.", () => config.Algorithm.Checked()),
            ("", () => config.Checked()),
        })
        {
            if (section.Length == 0 && faults.Count > 0) break;
            try
            {
                check();
            }
            catch (ArgumentException e)
            {
                KeyValuePair<string, string>[] places = [.. origins.Where(origin => origin.Key == section),
                    .. NamedValue().Matches(e.Message)
                        .SelectMany(match => Places(match.Groups[1].Value + match.Groups[2].Value, section, origins)).Distinct()];
                keys.UnionWith(places.Select(place => place.Key));
                string[] words = [.. places.Select(place => $"{place.Value} ({place.Key})")];
                faults.Add(words.Length == 0 ? e.Message : $"{string.Join(", ", words)}: {e.Message}");
            }
        }
        return faults;
    }

    /// <summary>Gives some keys of a text another's values, and reads it; null where that makes no configuration.</summary>
    private static RunConfig? Without(IEnumerable<string> keys, JsonNode json, JsonNode original)
    {
        foreach (string key in keys)
        {
            string[] path = key.Split('.');
            JsonNode? target = json, source = original;
            foreach (string step in path[..^1]) (target, source) = ((target as JsonObject)?[step], (source as JsonObject)?[step]);
            if (target is not JsonObject inner || source is not JsonObject from) return null;
            inner[path[^1]] = from[path[^1]]?.DeepClone();
        }
        try
        {
            return RunJson.Read<RunConfig>(json.ToJsonString(), "the preset");
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A custom instrument is looked at before it is compared with the instruments file.</summary>
    private static void ThrowIfImpossible(InstrumentConfig? custom, SortedDictionary<string, string> origins)
    {
        Throw([.. custom?.Faults().Select(fault => $"{PlaceOf(fault)} (CustomInstrument): {fault}") ?? []]);

        string PlaceOf(string fault) => origins.GetValueOrDefault($"CustomInstrument.{fault.Split(' ', 2)[0]}")
            ?? origins.GetValueOrDefault("CustomInstrument") ?? "the run";
    }

    private static IEnumerable<KeyValuePair<string, string>> Places(
        string name, string section, IReadOnlyDictionary<string, string> origins) =>
        origins.Where(origin => origin.Key == section + name
            || (section.Length == 0 && origin.Key.EndsWith("." + name, StringComparison.Ordinal)));

    private static void Lay(
        ConfigNode node, ConfigShape shape, JsonObject target, string path, SortedDictionary<string, string> origins)
    {
        foreach ((string key, ConfigNode value) in node.Members)
        {
            if (shape.Keys.FirstOrDefault(known => known.Name == key) is not { } match)
            {
                if (shape.IsOpen) target[key] = value.ToJson();             // a former key, or a definition of the caller's
                continue;
            }
            if (path.Length == 0) AlgorithmKeys.Refuse(key, value, target);
            if (match.Shape.IsAlgorithm)
            {
                LayAlgorithm(value, match.Shape, target, origins);
                continue;
            }
            if (match.Shape.Type == typeof(Features.FeatureSet))
            {
                (target[key], origins[path + key]) = (value.ToJson(), value.Origin);
                continue;
            }
            if (match.Shape.IsOpen && DefinitionJson.IsWhole(value, match.Shape)) target[key] = new JsonObject();
            if (match.Shape.IsWeighted)
            {
                ConfigNode parameters = value.Kind == JsonValueKind.Number ? DefinitionJson.Weighing(value) : value;
                if (target[key] is not JsonObject) target[key] = new JsonObject();
                Lay(parameters, match.Shape, (JsonObject)target[key]!, $"{path}{key}.", origins);
                continue;
            }
            if (value.Kind == JsonValueKind.Object && target[key] is JsonObject inner)
            {
                Lay(value, match.Shape, inner, $"{path}{key}.", origins);
                continue;
            }
            target[key] = value.Kind == JsonValueKind.String ? Named(value, match.Shape.Type) : value.ToJson();
            origins[path + key] = value.Origin;
        }
    }

    private static void LayAlgorithm(
        ConfigNode value, ConfigShape shape, JsonObject run, SortedDictionary<string, string> origins)
    {
        (string section, ConfigShape own, ConfigNode parameters) = AlgorithmKeys.Choose(value, shape, run);
        if (section == nameof(RunConfig.Algorithm)) origins[$"{section}.Name"] = value.Origin;
        Lay(parameters, own, (JsonObject)run[section]!, $"{section}.", origins);
    }

    /// <summary>What a text stands for: a rule set, a reward or an action set by its name; else itself.</summary>
    private static JsonNode? Named(ConfigNode value, Type type) =>
        type == typeof(RuleSet) ? JsonNode.Parse(RunJson.Write(RulePresets.Parse(value.Text)))
        : type == typeof(RewardConfig) ? JsonNode.Parse(RunJson.Write(RewardConfig.Named(value.Text)))
        : type == typeof(ActionSet) ? JsonNode.Parse(RunJson.Write(ActionSet.Parse(value.Text)))
        : value.ToJson();

    private static IEnumerable<string> FileFaults(ConfigNode file)
    {
        foreach ((string key, string expected, Func<ConfigNode, bool> fits) in new (string, string, Func<ConfigNode, bool>)[]
        {
            ("Preset", $"one of {string.Join(", ", RunPresets.Names)}", node => RunPresets.Names.Contains(node.Text)),
            ("Data", "the path of a bar file, in double quotes", node => node.Kind == JsonValueKind.String
                && node.Text.Length > 0),
            ("Backend", $"one of {string.Join(", ", EngineBackends.Names)}", node => EngineBackends.Names.Contains(node.Text)),
            ("Threads", "a whole number from 0 (all) to 1024", node =>
                int.TryParse(node.Text, System.Globalization.NumberStyles.None,
                    System.Globalization.CultureInfo.InvariantCulture, out int threads) && threads <= 1024),
        })
        {
            if (Member(file, key) is { } node && !fits(node))
                yield return $"{node.Origin}: {key} was {node}; expected {expected}.";
        }
    }

    /// <summary>A computed key may stand in a file that a run wrote,
    /// but only with the value that follows from the others.</summary>
    private static IEnumerable<string> ComputedFaults(ConfigNode node, ConfigShape shape, JsonObject result, string path)
    {
        foreach ((string key, ConfigNode value) in node.Members)
        {
            if (shape.Computed.Contains(key) && !JsonNode.DeepEquals(result[key], value.ToJson()))
                yield return $"{value.Origin}: {path}{key} was {value}, but it follows from the other keys and is "
                    + $"{result[key]?.ToJsonString() ?? "null"}; leave it out.";
            else if (value.Kind == JsonValueKind.Object && shape.Keys.FirstOrDefault(known => known.Name == key) is { } match
                && result[key] is JsonObject inner)
                foreach (string fault in ComputedFaults(value, match.Shape, inner, $"{path}{key}.")) yield return fault;
        }
    }

    private static Dictionary<string, string> Leaves(RunConfig config)
    {
        var json = (JsonObject)JsonNode.Parse(RunJson.Write(config))!;
        WithoutComputed(json, ConfigShape.Run);
        var leaves = new Dictionary<string, string>();
        Collect(json, "", leaves);
        return leaves;
    }

    private static void Collect(JsonObject json, string path, Dictionary<string, string> leaves)
    {
        foreach ((string key, JsonNode? value) in json)
            if (value is JsonObject inner) Collect(inner, $"{path}{key}.", leaves);
            else leaves.Add(path + key, value?.ToJsonString(new JsonSerializerOptions { Encoder = Indented.Encoder }) ?? "null");
    }

    private static void WithoutComputed(JsonObject json, ConfigShape shape)
    {
        foreach (string computed in shape.Computed) json.Remove(computed);
        foreach (ConfigKey key in shape.Keys)
            if (json[key.Name] is JsonObject inner) WithoutComputed(inner, key.Shape);
    }

    private static ConfigNode? Member(ConfigNode node, string key) =>
        node.Members.FirstOrDefault(member => member.Key == key).Value;

    private static void Throw(List<string> faults)
    {
        if (faults.Count > 0) throw new InvalidDataException(string.Join('\n', faults));
    }

    [GeneratedRegex(@"(?<![\w.])([A-Z]\w*(?:\.\w+)*) was |\bSet ([A-Z]\w+) to ")]
    private static partial Regex NamedValue();
}
