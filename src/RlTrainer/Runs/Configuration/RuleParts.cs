using System.Text.Json.Serialization.Metadata;
using RlTrainer.Compliance;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>Rules that a stored run names by mark get their code from the parts that the caller passes.</summary>
internal static class RuleParts
{
    /// <summary>Lets a configuration that is read take rules from parts.</summary>
    /// <param name="parts">Definitions of the caller's.</param>
    /// <returns>A modifier of how types are read.</returns>
    public static Action<JsonTypeInfo> From(IReadOnlyList<IDefinition> parts) => type =>
    {
        if (type.Type != typeof(RunConfig) || parts.Count == 0) return;
        JsonPropertyInfo rules = type.Properties.Single(property => property.Name == nameof(RunConfig.Rules));
        Action<object, object?> set = rules.Set!;
        rules.Set = (run, value) => set(run, value is RuleSet stored ? Given(stored, parts) : value);
    };

    /// <summary>The rule set with those of its rules that are among the parts; the others stay named.</summary>
    /// <param name="stored">A rule set as it was read.</param>
    /// <param name="parts">Definitions of the caller's.</param>
    /// <exception cref="InvalidDataException">A given rule is another than the stored one; the message names both.</exception>
    private static RuleSet Given(RuleSet stored, IReadOnlyList<IDefinition> parts)
    {
        var given = new List<IDefinition>();
        foreach (DefinitionMark mark in stored.MissingRules())
            if (parts.FirstOrDefault(part => part is IEntryRule or IAccountRule && part.Name == mark.Name) is { } rule)
                given.Add(DefinitionJson.Same(rule, mark));
        return stored with
        {
            EntryRules = [.. given.OfType<IEntryRule>()],
            AccountRules = [.. given.OfType<IAccountRule>()],
            CodeRules = [.. stored.MissingRules().Where(mark => given.All(rule => rule.Name != mark.Name))],
        };
    }
}
