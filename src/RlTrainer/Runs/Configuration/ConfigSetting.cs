using System.Text.Json;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>
/// One setting of a command line, <c>ppo.clip=0.1</c>: keys in any case, and as short as they are unambiguous; the value as JSON
/// or as a plain word.
/// </summary>
internal static class ConfigSetting
{
    /// <summary>The setting as a nested object around one value, and its whole path.</summary>
    /// <param name="setting">PATH=VALUE.</param>
    /// <param name="origin">Who says so, for messages.</param>
    /// <exception cref="InvalidDataException">It has no '=', or a key is
    /// unknown or ambiguous; the message names the nearest.</exception>
    public static (ConfigNode Node, string Path) Parse(string setting, string origin)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
            throw new InvalidDataException(
                $"{origin}: found no key and value; expected KEY=VALUE, e.g. --set Ppo.ClipRange=0.1.");
        (ConfigShape shape, string path) = Resolve(setting[..equals].Trim(), origin);
        if (shape.IsWeighted && !setting[(equals + 1)..].TrimStart().StartsWith('{'))
            (shape, path) = (shape.Keys.First(key => key.Name == nameof(Environments.IRewardTerm.Weight)).Shape,
                $"{path}.{nameof(Environments.IRewardTerm.Weight)}");
        ConfigNode node = Value(setting[(equals + 1)..].Trim(), shape, origin);
        foreach (string key in path.Split('.').Reverse())
            node = new ConfigNode(origin, JsonValueKind.Object, "", [KeyValuePair.Create(key, node)], []);
        return (node, path);
    }

    /// <summary>A typed key in full, and what it holds.</summary>
    /// <exception cref="InvalidDataException">It is unknown or ambiguous.</exception>
    public static (ConfigShape Shape, string Path) Resolve(string typedPath, string origin)
    {
        var keys = new List<string>();
        ConfigShape shape = ConfigShape.Run;
        foreach (string typed in typedPath.Split('.'))
        {
            ConfigKey key = Key(typed, shape, string.Concat(keys.Select(each => each + ".")), origin);
            keys.Add(key.Name);
            shape = key.Shape;
        }
        return (shape, string.Join('.', keys));
    }

    private static ConfigKey Key(string typed, ConfigShape shape, string path, string origin)
    {
        if (shape.Keys.Count == 0)
            throw new InvalidDataException(
                $"{origin}: {path.TrimEnd('.')} has no keys of its own; expected {shape.Expected} as its value.");
        if (shape.Keys.FirstOrDefault(key => key.Name.Equals(typed, StringComparison.OrdinalIgnoreCase)) is { } exact)
            return exact;
        ConfigKey[] begun = typed.Length == 0 ? []
            : [.. shape.Keys.Where(key => key.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))];
        if (begun.Length == 1) return begun[0];
        if (begun.Length > 1)
            throw new InvalidDataException(
                $"{origin}: the key '{path}{typed}' could be {string.Join(" or ", begun.Select(key => path + key.Name))}; type "
                + $"more of it.");
        string[] known = [.. shape.Keys.Select(key => key.Name)];
        string nearest = Deeper(typed, shape) ?? WordDistance.Nearest(typed, known);
        throw new InvalidDataException(
            $"{origin}: the key '{path}{typed}' is unknown; did you mean {path}{nearest}? Expected "
            + $"one of {string.Join(", ", known)}.");
    }

    /// <summary>The first key further down that begins as typed: clip is Ppo.ClipRange. Null when none does.</summary>
    private static string? Deeper(string typed, ConfigShape shape) => typed.Length < 2 ? null : shape.Keys
        .SelectMany(outer => outer.Shape.Keys.Select(inner => (Path: $"{outer.Name}.{inner.Name}", inner.Name)))
        .FirstOrDefault(key => key.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Path;

    private static ConfigNode Value(string text, ConfigShape shape, string origin)
    {
        if (shape.Kind == ConfigKind.List && !text.StartsWith('[')) text = $"[{text}]";
        bool isPlain = shape.Kind is ConfigKind.Text or ConfigKind.Choice or ConfigKind.Time or ConfigKind.Date
            || (shape.Kind == ConfigKind.Object && !text.StartsWith('{'));
        if (text == "null" && shape.IsNullable) return ConfigNode.Leaf(origin, JsonValueKind.Null, "");
        if (shape.Kind == ConfigKind.Choice
            && shape.Words.FirstOrDefault(
                word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choice) text = choice;
        if (isPlain) return ConfigNode.Leaf(origin, JsonValueKind.String, text.Trim('"'));
        try
        {
            ConfigNode wrapped = ConfigReader.Object($"{{\"value\":{text}}}", origin);
            return Renamed(wrapped.Members[0].Value, origin);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{origin}: the value was '{text}'; expected {shape.Expected}.", e);
        }
    }

    /// <summary>A setting has no lines.</summary>
    private static ConfigNode Renamed(ConfigNode node, string origin) => node with
    {
        Origin = origin,
        Members = [.. node.Members.Select(member => KeyValuePair.Create(member.Key, Renamed(member.Value, origin)))],
        Items = [.. node.Items.Select(item => Renamed(item, origin))],
    };
}
