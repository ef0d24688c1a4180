using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RlTrainer.Learning;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// How a run's algorithm is written: PPO under the key "Ppo", any other under "Algorithm" as an object of its name, its version
/// and its parameters, which take the place of the parameters of the definition that the caller passes; one defined outside the
/// library with the hash of what it does on a fixed series, which the one that is passed has to have. Read without its definition
/// it stays a <see cref="StoredAlgorithm"/>.
/// </summary>
internal sealed class AlgorithmJson(IReadOnlyList<IDefinition> parts) : JsonConverter<AlgorithmConfig>
{
    private const string Name = nameof(AlgorithmConfig.Name), Version = nameof(AlgorithmConfig.Version),
        Hash = nameof(DefinitionMark.Hash);

    /// <summary>One of the two keys stands in a run's file.</summary>
    public static void OneKey(JsonTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (type.Type != typeof(RunConfig)) return;
        JsonPropertyInfo ppo = type.Properties.Single(property => property.Name == nameof(RunConfig.Ppo));
        ppo.Get = run => ((RunConfig)run).Algorithm as PpoConfig;
        ppo.ShouldSerialize = (run, _) => ((RunConfig)run).Algorithm is PpoConfig;
        type.Properties.Remove(type.Properties.Single(property => property.Name == nameof(RunConfig.Algorithm)));
        JsonPropertyInfo other = type.CreateJsonPropertyInfo(typeof(AlgorithmConfig), nameof(RunConfig.Algorithm));
        other.Get = run => ((RunConfig)run).Algorithm;
        other.Set = (run, value) => typeof(RunConfig).GetProperty(nameof(RunConfig.Algorithm))!.SetValue(run, value);
        other.ShouldSerialize = (run, _) => ((RunConfig)run).Algorithm is not PpoConfig;
        type.Properties.Add(other);
    }

    public override AlgorithmConfig Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject parameters || (string?)parameters[Name] is not { Length: > 0 } name)
            throw new JsonException($"an algorithm is an object with a {Name}, e.g. {{ \"{Name}\": \"ppo\" }}");
        int version = (int?)parameters[Version] ?? 1;
        if (version < 1) throw new JsonException($"The version of the algorithm '{name}' was {version}; expected 1 or more.");
        string? hash = (string?)parameters[Hash];
        foreach (string key in (string[])[Name, Version, Hash]) parameters.Remove(key);
        if (BuiltInAlgorithms.All.FirstOrDefault(known => known.Name == name && known.Version == version) is { } builtIn)
            return Parameters(parameters, builtIn, options);
        if (parts.OfType<AlgorithmConfig>().FirstOrDefault(part => part.Name == name) is not { } given)
            return new StoredAlgorithm(name, version, parameters, hash);
        if (given.Version != version)
            throw new InvalidDataException(
                $"The algorithm '{name}' was stored as version {version}; the definition that was passed is version "
                + $"{given.Version}. Pass the one it was trained with.");
        AlgorithmConfig defined = Parameters(parameters, given, options);
        return hash is null ? defined : DefinitionJson.Same(defined, new DefinitionMark(name, version, hash));
    }

    public override void Write(Utf8JsonWriter writer, AlgorithmConfig value, JsonSerializerOptions options)
    {
        var written = new JsonObject { [Name] = value.Name, [Version] = value.Version };
        JsonObject parameters = value is StoredAlgorithm stored ? stored.AllParameters()
            : (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), options)!;
        foreach ((string key, JsonNode? parameter) in parameters)
            if (key is not (Name or Version or Hash)) written[key] = parameter?.DeepClone();
        bool isMarked = value is StoredAlgorithm of ? of.OutputsHash is not null : !((IDefinition)value).IsBuiltIn;
        if (isMarked) written[Hash] = ((IDefinition)value).Hash();
        written.WriteTo(writer, options);
    }

    private static AlgorithmConfig Parameters(JsonObject parameters, AlgorithmConfig definition, JsonSerializerOptions options) =>
        (AlgorithmConfig)parameters.Deserialize(definition.GetType(), options)!;
}
