using System.Text.Json;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>Compares a configuration text with the records: unknown keys and values of another kind, each with its place.</summary>
internal static class ConfigCheck
{
    /// <summary>One sentence a fault, in the order of the text.</summary>
    /// <param name="node">An object of the text.</param>
    /// <param name="shape">What it should be.</param>
    /// <param name="path">The keys that lead to it, each with a point behind; empty at the root.</param>
    /// <param name="others">Further keys allowed at the root.</param>
    public static IEnumerable<string> Faults(ConfigNode node, ConfigShape shape, string path = "", IReadOnlyList<string>? others = null)
    {
        foreach ((string key, ConfigNode value) in node.Members)
        {
            if (shape.Keys.Concat(shape.Former).FirstOrDefault(known => known.Name == key) is not { } match)
            {
                if (shape.IsOpen && DefinitionJson.IsMark(value)) continue;
                if (!shape.Computed.Contains(key) && others?.Contains(key) != true) yield return Unknown(key, value, shape, path, others ?? []);
                continue;
            }
            if (!match.Shape.Takes(value))
                yield return $"{value.Origin}: {path}{key} was {value}; expected {match.Shape.Expected}.";
            else
                foreach (string fault in FaultsWithin(value, match.Shape, $"{path}{key}.")) yield return fault;
        }
    }

    private static IEnumerable<string> FaultsWithin(ConfigNode value, ConfigShape shape, string path) =>
        value.Kind == JsonValueKind.Object && shape.Kind == ConfigKind.Object ? Faults(value, shape, path)
            : value.Items.Where(item => item.Kind == JsonValueKind.Object).SelectMany(item => Faults(item, shape.Item!, path));

    private static string Unknown(string key, ConfigNode value, ConfigShape shape, string path, IReadOnlyList<string> others)
    {
        string[] known = [.. shape.Keys.Select(each => each.Name), .. others];
        return $"{value.Origin}: the key '{path}{key}' is unknown; did you mean {path}{WordDistance.Nearest(key, known)}? Expected one of {string.Join(", ", known)}.";
    }
}
