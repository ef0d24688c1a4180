using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>A funded-trader programme as one dated file describes it.</summary>
/// <param name="Name">The programme.</param>
/// <param name="Facts">What holds for all its presets: source, date, confidence, automation, open questions.</param>
/// <param name="Presets">Its presets; empty where no numbers are known.</param>
internal sealed record Programme(string Name, RuleSet Facts, IReadOnlyList<RuleSet> Presets)
{
    private static readonly string[] Required = ["Programme", "Source", "VerifiedOn", "Confidence", "Automation", "Presets"];

    /// <summary>Reads a programme's file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <returns>The programme; every preset has been checked.</returns>
    /// <exception cref="InvalidDataException">A required key is absent, a key is unknown, a value is of another kind or a preset
    /// contradicts itself; the message names file and preset.</exception>
    internal static Programme Read(string text, string origin)
    {
        try
        {
            JsonObject file = RuleJson.Parse(text);
            foreach (string key in Required)
                if (!file.ContainsKey(key))
                    throw new InvalidDataException(
                        $"{origin} has no {key}; expected {string.Join(", ", Required)} in every programme's file.");
            var presets = (JsonObject)file[nameof(Presets)]!;
            string name = file["Programme"]!.GetValue<string>();
            file.Remove("Programme");
            file.Remove(nameof(Presets));
            RuleSet facts = RuleJson.Read(file, new RuleSet { Title = name });
            var read = new List<RuleSet>();
            foreach ((string preset, JsonNode? keys) in presets) read.Add(Preset(preset, (JsonObject)keys!, facts, read, origin));
            return new Programme(name, facts, read);
        }
        catch (Exception e) when (e is JsonException or InvalidCastException or ArgumentException)
        {
            throw new InvalidDataException($"{origin}: {e.Message}", e);
        }
    }

    private static RuleSet Preset(string name, JsonObject keys, RuleSet facts, List<RuleSet> earlier, string origin)
    {
        RuleSet under = facts;
        if (keys["From"] is { } from)
        {
            string wanted = from.GetValue<string>();
            under = earlier.FirstOrDefault(preset => preset.Name == wanted)
                ?? throw new InvalidDataException(
                    $"{origin}: the preset '{name}' is made from '{wanted}'; expected one that stands before it in the file.");
            keys.Remove("From");
        }
        return RuleJson.Read(keys, under with { Name = name }).Checked();
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
