using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Compliance;

namespace RlTrainer.Runs;

/// <summary>
/// A user's own rule set as a file: the keys of a run.json's Rules, laid over a preset that "From" names (the default without),
/// e.g.
/// <c>{ "Name": "my-firm", "From": "topstep", "MinimumDays": 3 }</c>. Comments are allowed.
/// </summary>
internal static class RuleFile
{
    private static readonly string[] FileKeys = ["$schema", "From"];

    /// <summary>The rule set that a text names: a preset, or a file that ends in .json.</summary>
    /// <param name="nameOrFile">What was typed.</param>
    /// <returns>The rule set, checked.</returns>
    /// <exception cref="ArgumentException">There is no such preset, or the file's rules contradict each other.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a rules file; one line a fault.</exception>
    public static RuleSet Find(string nameOrFile)
    {
        ArgumentNullException.ThrowIfNull(nameOrFile);
        if (!nameOrFile.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) return RulePresets.Parse(nameOrFile);
        if (!File.Exists(nameOrFile))
            throw new FileNotFoundException(
                $"There is no rules file {nameOrFile}; write one, beginning with {{ \"Name\": \"my-firm\", \"From\": \"topstep\" "
                + $"}}, or name a preset ({string.Join(", ", RulePresets.All.Select(preset => preset.Name))}).", nameOrFile);
        return Read(File.ReadAllText(nameOrFile), Path.GetFileName(nameOrFile));
    }

    /// <summary>The rule set of a file's text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="origin">The file's name, for messages.</param>
    /// <returns>The rule set, checked.</returns>
    /// <exception cref="InvalidDataException">A key is unknown, a value is of another kind or the rules contradict each other;
    /// one line a fault, each with its place and what was expected.</exception>
    public static RuleSet Read(string json, string origin)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(origin);
        ConfigNode file = ConfigReader.Object(json, origin);
        string[] faults = [.. ConfigCheck.Faults(file, ConfigShape.Rules, others: FileKeys), .. NameFaults(file)];
        if (faults.Length > 0) throw new InvalidDataException(string.Join('\n', faults));
        var keys = new JsonObject();
        foreach ((string key, ConfigNode value) in file.Members)
            if (!FileKeys.Contains(key) && ConfigShape.Rules.Keys.Any(known => known.Name == key)) keys[key] = value.ToJson();
        try
        {
            return RuleJson.Read(keys, Member(file, "From") is { } from ? RulePresets.Parse(from.Text) : new RuleSet()).Checked();
        }
        catch (Exception e) when (e is ArgumentException or JsonException)
        {
            throw new InvalidDataException($"{origin}: {e.Message}", e);
        }
    }

    private static IEnumerable<string> NameFaults(ConfigNode file)
    {
        if (Member(file, "Name") is not { } name)
            yield return $"{file.Origin}: the rules have no Name; expected one of their own, e.g. \"Name\": \"my-firm\".";
        else if (RulePresets.All.Any(preset => preset.Name == name.Text))
            yield return $"{name.Origin}: Name was '{name.Text}', a preset's; expected a name of its own, so that reports can "
                + $"tell them apart.";
        if (Member(file, "From") is { } from && RulePresets.All.All(preset => preset.Name != from.Text))
            yield return $"{from.Origin}: From was {from}; expected one of "
                + $"{string.Join(", ", RulePresets.All.Select(preset => preset.Name))}.";
    }

    private static ConfigNode? Member(ConfigNode node, string key) => node.Members.FirstOrDefault(member => member.Key == key)
        .Value;
}
