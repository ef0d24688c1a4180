using System.Globalization;
using System.Text.Json;
using RlTrainer.Files;
using RlTrainer.Numerics;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>One key of a sweep: a list of values, or a range to draw from.</summary>
/// <param name="Key">The configuration key, in full.</param>
/// <param name="Values">The values as typed in settings; empty for a range.</param>
/// <param name="From">Lower end of a range.</param>
/// <param name="To">Upper end of a range.</param>
/// <param name="IsLogarithmic">Equal ratios are equally likely; otherwise equal differences.</param>
/// <param name="IsWhole">Drawn numbers are rounded to whole ones.</param>
internal sealed record SweepParameter(
    string Key, IReadOnlyList<string> Values, double From, double To, bool IsLogarithmic, bool IsWhole)
{
    /// <summary>Reads a parameter of a sweep file.</summary>
    /// <exception cref="InvalidDataException">The key is unknown, or the values are neither a list nor a range.</exception>
    public static SweepParameter Read(string typed, ConfigNode node, SweepMethod method)
    {
        (ConfigShape shape, string key) = ConfigSetting.Resolve(typed, node.Origin);
        if (key is "Seed" or "Name")
            throw new InvalidDataException(
                $"{node.Origin}: {key} is no parameter of a sweep; expected seeds in Seeds, and trials name themselves.");
        if (node is { Kind: JsonValueKind.Array, Items.Count: > 0 })
            return new SweepParameter(
                key, [.. node.Items.Select(
                    item => item.Kind == JsonValueKind.String ? item.Text : item.ToJson()?.ToJsonString() ?? "null")], 0, 0,
                        false, false);
        if (method == SweepMethod.Grid || node.Kind != JsonValueKind.Object)
        {
            string also = method == SweepMethod.Random ? " or a range { \"From\": 1e-4, \"To\": 1e-3, \"Scale\": \"Log\" }"
                : "; ranges belong to the method Random";
            throw new InvalidDataException($"{node.Origin}: {key} was {node}; expected a list of values{also}.");
        }
        string[] known = ["From", "To", "Scale"];
        foreach ((string name, ConfigNode value) in node.Members)
            if (!known.Contains(name))
                throw new InvalidDataException(
                    $"{value.Origin}: the key '{key}.{name}' is unknown; did you mean {WordDistance.Nearest(name, known)}? "
                    + $"Expected one of {string.Join(", ", known)}.");
        double from = Number(node, "From"), to = Number(node, "To");
        string scale = node.Members.FirstOrDefault(member => member.Key == "Scale").Value?.Text ?? "Linear";
        if (scale is not ("Linear" or "Log"))
            throw new InvalidDataException($"{node.Origin}: {key}.Scale was '{scale}'; expected Linear or Log.");
        if (!(from < to) || (scale == "Log" && from <= 0))
            throw new InvalidDataException(
                string.Create(CultureInfo.InvariantCulture,
                    $"{node.Origin}: {key} goes from {from} to {to}; expected From below "
                    + $"To{(scale == "Log" ? " and above 0" : "")}."));
        return new SweepParameter(key, [], from, to, scale == "Log", shape.Kind == ConfigKind.Integer);
    }

    /// <summary>A value drawn from the list or the range, with at most four significant digits.</summary>
    public string Draw(ref Rng random)
    {
        if (Values.Count > 0) return Values[random.NextInt32(Values.Count)];
        double share = random.NextDouble();
        double value = IsLogarithmic ? From * PortableMath.Exp(share * PortableMath.Log(To / From)) : From + (To - From) * share;
        return IsWhole
            ? Math.Round(value).ToString("F0", CultureInfo.InvariantCulture)
            : double.Parse(value.ToString("E3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
                .ToString("R", CultureInfo.InvariantCulture);
    }

    private static double Number(ConfigNode node, string key) =>
        node.Members.FirstOrDefault(member => member.Key == key).Value is { Kind: JsonValueKind.Number } value
            ? double.Parse(value.Text, CultureInfo.InvariantCulture)
            : throw new InvalidDataException(
                $"{node.Origin}: the range has no number {key}; expected {{ \"From\": 1e-4, \"To\": 1e-3 }}.");
}
