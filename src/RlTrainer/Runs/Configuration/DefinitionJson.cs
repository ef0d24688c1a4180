using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// How definitions are stored: one of the library's as its parameters under its name, one of the caller's as a mark (version
/// and hash) under its name, to be found among the parts that the caller passes.
/// </summary>
internal static class DefinitionJson
{
    private const string Version = nameof(DefinitionMark.Version), HashKey = nameof(DefinitionMark.Hash);

    /// <summary>What is stored under the definition's name.</summary>
    /// <param name="definition">A definition of the library's, of the caller's, or one that was stored and not given.</param>
    /// <param name="options">How values are written.</param>
    public static JsonObject Write(IDefinition definition, JsonSerializerOptions options)
    {
        if (!definition.IsBuiltIn)
        {
            var mark = DefinitionMark.Of(definition);
            return new JsonObject { [Version] = mark.Version, [HashKey] = mark.Hash };
        }
        var json = (JsonObject)JsonSerializer.SerializeToNode(definition, definition.GetType(), options)!;
        foreach (PropertyInfo property in definition.GetType().GetProperties().Where(property => !property.CanWrite))
            json.Remove(property.Name);
        return json;
    }

    /// <summary>The definition that was stored under a name.</summary>
    /// <typeparam name="T">Its kind.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="json">What stands there.</param>
    /// <param name="builtIn">The library's definitions of the kind.</param>
    /// <param name="parts">Those of the caller.</param>
    /// <param name="missing">Stands in for one that was not given.</param>
    /// <param name="options">How values are read.</param>
    /// <exception cref="InvalidDataException">The given definition is another than the stored one.</exception>
    /// <exception cref="JsonException">The library has none of that name.</exception>
    public static T Read<T>(
        string name, JsonObject json, IReadOnlyList<T> builtIn, IReadOnlyList<IDefinition> parts,
        Func<DefinitionMark, T> missing, JsonSerializerOptions options)
        where T : class, IDefinition
    {
        T? given = parts.OfType<T>().FirstOrDefault(part => part.Name == name);
        if (json[HashKey]?.GetValue<string>() is { } hash)
        {
            var mark = new DefinitionMark(name, json[Version]?.GetValue<int>() ?? 1, hash);
            return given is null ? missing(mark) : Same(given, mark);
        }
        if (builtIn.FirstOrDefault(known => known.Name == name) is { } builtInOne)
            return (T)json.Deserialize(builtInOne.GetType(), options)!;
        return given ?? throw new JsonException(
            $"'{name}' is unknown; expected one of {string.Join(", ", builtIn.Select(known => known.Name))}, or a definition of "
            + $"your own with its Version and Hash.");
    }

    /// <summary>The given definition, if it is the stored one.</summary>
    /// <exception cref="InvalidDataException">Version or outputs differ; the message names both.</exception>
    public static T Same<T>(T given, DefinitionMark stored)
        where T : class, IDefinition =>
        stored.DifferenceOf(given) is { } difference ? throw new InvalidDataException(difference) : given;

    /// <summary>True for an object that stands for a definition of a caller's.</summary>
    public static bool IsMark(ConfigNode node) => node.Members.Any(member => member.Key == HashKey);

    /// <summary>True where a text names every definition of its kind, as a stored configuration does: nothing is taken from
    /// a preset.</summary>
    public static bool IsWhole(ConfigNode node, ConfigShape shape) => Has(node, shape.Keys)
        || (shape.Former.Count > 0 && Has(node, shape.Former));

    private static bool Has(ConfigNode node, IReadOnlyList<ConfigKey> keys) =>
        keys.All(key => node.Members.Any(member => member.Key == key.Name));

    /// <summary>A weight alone as the definition's parameters.</summary>
    public static ConfigNode Weighing(ConfigNode weight) =>
        new(weight.Origin, JsonValueKind.Object, "", [KeyValuePair.Create("Weight", weight)], []);
}
