using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Runs;

/// <summary>Keys of the reward that versions before 0.2 wrote beside the terms' weights; they are read as parameters of the
/// terms.</summary>
internal sealed record FormerReward
{
    public double DrawdownFromShare { get; init; }

    public int SharpeWindowBars { get; init; } = 60;

    public double VolatilityFloor { get; init; } = 0.003;

    public FormerGuards Guards { get; init; } = new();

    /// <summary>Moves what such keys say into the terms, and takes the keys away.</summary>
    public static void MoveInto(JsonObject reward)
    {
        foreach (string key in new[] { nameof(DrawdownFromShare), nameof(SharpeWindowBars), nameof(VolatilityFloor),
            nameof(Guards) })
        {
            if (!reward.Remove(key, out JsonNode? value)) continue;
            if (key == nameof(DrawdownFromShare)) Set(reward, "DrawdownAvoidance", "FromShare", value);
            else if (key == nameof(SharpeWindowBars)) Set(reward, "RiskAdjustedReturn", "WindowBars", value);
            else if (key == nameof(VolatilityFloor)) Set(reward, "RiskAdjustedReturn", key, value);
            else MoveGuards(reward, value as JsonObject ?? throw new JsonException("Guards was no object."));
        }
    }

    private static void MoveGuards(JsonObject reward, JsonObject guards)
    {
        foreach ((string guard, JsonNode? isOn) in guards.ToArray())
        {
            (string term, string parameter) = guard switch
            {
                nameof(FormerGuards.PaysDifferences) => ("DrawdownAvoidance", "PaysDifferences"),
                nameof(FormerGuards.NeedsRealTightening) => ("Tighten", "NeedsRealTightening"),
                nameof(FormerGuards.PaysPartialByProfit) => ("Partial", "PaysByProfit"),
                nameof(FormerGuards.PenalizesOneSide) => ("SideBalance", "Weight"),
                _ => throw new JsonException($"The guard '{guard}' is unknown."),
            };
            if (parameter != "Weight") Set(reward, term, parameter, isOn);
            else if (isOn?.GetValue<bool>() == false) Set(reward, term, parameter, 0);
        }
    }

    private static void Set(JsonObject reward, string term, string parameter, JsonNode? value)
    {
        if (reward[term] is JsonValue weight) reward[term] = new JsonObject { ["Weight"] = weight.DeepClone() };
        if (reward[term] is JsonObject parameters) parameters[parameter] = value?.DeepClone();
    }
}

/// <summary>The guards that versions before 0.2 kept apart from the terms they guard.</summary>
internal sealed record FormerGuards
{
    public bool PaysDifferences { get; init; } = true;

    public bool NeedsRealTightening { get; init; } = true;

    public bool PaysPartialByProfit { get; init; } = true;

    public bool PenalizesOneSide { get; init; } = true;
}
