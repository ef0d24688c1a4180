using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>
/// How a run's algorithm is written: PPO under the key "Ppo", any other under "Algorithm" as an object of its name, its version
/// and its parameters. Read without its definition it stays a <see cref="StoredAlgorithm"/>.
/// </summary>
internal sealed class AlgorithmJson : JsonConverter<AlgorithmConfig>
{
    private const string Name = nameof(AlgorithmConfig.Name), Version = nameof(AlgorithmConfig.Version);

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

    /// <summary>A stored algorithm with its code: the parameters of the file in a record of the definition's type.</summary>
    /// <param name="stored">What a file names.</param>
    /// <param name="definition">The definition, with any parameters.</param>
    /// <param name="options">How parameters are read.</param>
    /// <exception cref="InvalidDataException">It is another algorithm or version, or the parameters do not fit it.</exception>
    public static AlgorithmConfig Defined(StoredAlgorithm stored, AlgorithmConfig definition, JsonSerializerOptions options)
    {
        if ((stored.Name, stored.Version) != (definition.Name, definition.Version))
            throw new InvalidDataException(
                $"The run's algorithm is '{stored.Name}', version {stored.Version}; the definition that was passed is of "
                + $"'{definition.Name}', version {definition.Version}.");
        return Parameters(stored.Parameters, definition, options);
    }

    public override AlgorithmConfig Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject parameters || (string?)parameters[Name] is not { Length: > 0 } name)
            throw new JsonException($"an algorithm is an object with a {Name}, e.g. {{ \"{Name}\": \"ppo\" }}");
        int version = (int?)parameters[Version] ?? 1;
        if (version < 1) throw new JsonException($"The version of the algorithm '{name}' was {version}; expected 1 or more.");
        parameters.Remove(Name);
        parameters.Remove(Version);
        return BuiltInAlgorithms.All.FirstOrDefault(known => known.Name == name && known.Version == version) is { } definition
            ? Parameters(parameters, definition, options)
            : new StoredAlgorithm(name, version, parameters);
    }

    public override void Write(Utf8JsonWriter writer, AlgorithmConfig value, JsonSerializerOptions options)
    {
        var written = new JsonObject { [Name] = value.Name, [Version] = value.Version };
        JsonObject parameters = value is StoredAlgorithm stored ? stored.AllParameters()
            : (JsonObject)JsonSerializer.SerializeToNode(value, value.GetType(), options)!;
        foreach ((string key, JsonNode? parameter) in parameters)
            if (key is not (Name or Version)) written[key] = parameter?.DeepClone();
        written.WriteTo(writer, options);
    }

    private static AlgorithmConfig Parameters(JsonObject parameters, AlgorithmConfig definition, JsonSerializerOptions options) =>
        (AlgorithmConfig)parameters.Deserialize(definition.GetType(), options)!;
}
