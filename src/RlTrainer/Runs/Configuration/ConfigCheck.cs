using System.Text.Json;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>Compares a configuration text with the records: unknown
/// keys and values of another kind, each with its place.</summary>
internal static class ConfigCheck
{
    private const int MostFaults = 20, LongestTyped = 64;

    /// <summary>One sentence a fault, in the order of the text; the first so many where it has far more.</summary>
    /// <param name="node">An object of the text.</param>
    /// <param name="shape">What it should be.</param>
    /// <param name="path">The keys that lead to it, each with a point behind; empty at the root.</param>
    /// <param name="others">Further keys allowed at the root.</param>
    public static IEnumerable<string> Faults(
        ConfigNode node, ConfigShape shape, string path = "", IReadOnlyList<string>? others = null)
    {
        string[] found = [.. All(node, shape, path, others).Take(MostFaults + 1)];
        return found.Length <= MostFaults ? found : [.. found[..MostFaults],
            $"{node.Origin}: there are more faults behind these {MostFaults}; mend them first."];
    }

    private static IEnumerable<string> All(ConfigNode node, ConfigShape shape, string path, IReadOnlyList<string>? others = null)
    {
        foreach ((string key, ConfigNode value) in node.Members)
        {
            if (shape.Keys.Concat(shape.Former).FirstOrDefault(known => known.Name == key) is not { } match)
            {
                if (shape.IsOpen && DefinitionJson.IsMark(value)) continue;
                if (!shape.Computed.Contains(key) && others?.Contains(key) != true)
                    yield return Unknown(key, value, shape, path, others ?? []);
                continue;
            }
            IEnumerable<string> inner = match.Shape.IsAlgorithm && value.Kind is (JsonValueKind.String or JsonValueKind.Object)
                ? AlgorithmKeys.Faults(value, match.Shape)
                : !match.Shape.Takes(value)
                ? [$"{value.Origin}: {path}{key} was {value}; expected {match.Shape.Expected}."]
                : value.Kind == JsonValueKind.Object && match.Shape.Kind == ConfigKind.Object
                    ? All(value, match.Shape, $"{path}{key}.")
                : value.Items.Where(item => item.Kind == JsonValueKind.Object).SelectMany(
                    item => All(item, match.Shape.Item!, $"{path}{key}."));
            foreach (string fault in inner) yield return fault;
        }
    }

    private static string Unknown(string key, ConfigNode value, ConfigShape shape, string path, IReadOnlyList<string> others)
    {
        string[] known = [.. shape.Keys.Select(each => each.Name), .. others];
        return $"{value.Origin}: the key '{path}{PrintableText.Name(key)}' is unknown; did you mean "
            + $"{path}{WordDistance.Nearest(key[..Math.Min(key.Length, LongestTyped)], known)}? Expected one of "
            + $"{string.Join(", ", known)}.";
    }
}
