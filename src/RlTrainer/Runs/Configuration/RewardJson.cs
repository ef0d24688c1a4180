using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RlTrainer.Environments;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// A reward as JSON: its terms by name in their order, a number for a weight alone; the library's terms that are off follow with
/// weight 0, so that a stored reward says everything.
/// </summary>
internal sealed class RewardJson(IReadOnlyList<IDefinition> parts) : JsonConverter<RewardConfig>
{
    public override RewardConfig Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject reward)
            throw new JsonException("The reward was no object; expected terms by name.");
        FormerReward.MoveInto(reward);
        return new RewardConfig([.. reward.Select(term => Term(term.Key, term.Value, options))]);
    }

    public override void Write(Utf8JsonWriter writer, RewardConfig value, JsonSerializerOptions options)
    {
        var reward = new JsonObject();
        foreach (IRewardTerm term in value.Terms)
        {
            JsonObject json = DefinitionJson.Write(term, options);
            if (!term.IsBuiltIn) json.Insert(0, nameof(IRewardTerm.Weight), term.Weight);
            reward[term.Name] = json;
        }
        foreach (IRewardTerm term in RewardTerm.BuiltIn)
            if (!reward.ContainsKey(term.Name)) reward[term.Name] = 0;
        reward.WriteTo(writer, options);
    }

    private IRewardTerm Term(string name, JsonNode? json, JsonSerializerOptions options)
    {
        JsonObject parameters = json switch
        {
            JsonObject all => all,
            JsonValue weight when weight.GetValueKind() == JsonValueKind.Number =>
                new JsonObject { [nameof(IRewardTerm.Weight)] = weight.DeepClone() },
            _ => throw new JsonException(
                $"The reward term '{name}' was {json?.ToJsonString() ?? "null"}; expected a weight, or an object."),
        };
        double stored = parameters[nameof(IRewardTerm.Weight)]?.Deserialize<double>(options) ?? 0;
        return DefinitionJson.Read<IRewardTerm>(
            name, parameters, RewardTerm.BuiltIn, parts, mark => new MissingRewardTerm(mark, stored), options);
    }
}
