using System.Text.Json;
using RlTrainer.Files;

namespace RlTrainer.Cli.Importing;

/// <summary>What was said about a vendor's files, kept by name in data/mappings to be said once.</summary>
/// <param name="Columns">Which column holds what; null for the header's own names.</param>
/// <param name="DateOrder">MDY, DMY or YMD; null where the dates tell it.</param>
/// <param name="Decimal">"point" or "comma"; null where the prices tell it.</param>
/// <param name="Zone">The zone of times without an offset.</param>
/// <param name="Edge">Start or End.</param>
/// <param name="Format">The format's name.</param>
/// <param name="PriceScale">What a price is multiplied by.</param>
internal sealed record ImportMapping(
    string? Columns, string? DateOrder, string? Decimal, string? Zone, string? Edge, string? Format, double? PriceScale)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>A saved mapping.</summary>
    /// <exception cref="CommandException">There is none of that name, or it cannot be read.</exception>
    public static ImportMapping Load(Workplace workplace, string name)
    {
        string file = FileOf(workplace, name);
        if (!File.Exists(file))
        {
            string folder = Path.GetDirectoryName(file)!;
            string[] there = Directory.Exists(folder)
                ? [.. Directory.GetFiles(folder, "*.json").Select(each => Path.GetFileNameWithoutExtension(each))
                    .Order(StringComparer.Ordinal)] : [];
            throw new CommandException(
                $"There is no mapping '{name}'; expected "
                + $"{(there.Length == 0 ? "one that --save-mapping wrote" : $"one of {string.Join(", ", there)}")}.");
        }
        try
        {
            return JsonSerializer.Deserialize<ImportMapping>(File.ReadAllText(file)) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new CommandException(
                $"The mapping {file} cannot be read ({error.Message.TrimEnd('.')}); write it again with --save-mapping "
                + $"{name}.", error);
        }
    }

    /// <summary>Keeps the mapping.</summary>
    /// <returns>The file.</returns>
    public string Save(Workplace workplace, string name)
    {
        string file = FileOf(workplace, name);
        Workplace.Writable(Path.GetDirectoryName(file)!);
        AtomicFile.Write(file, stream => JsonSerializer.Serialize(stream, this, Readable));
        return file;
    }

    private static string FileOf(Workplace workplace, string name) => name.Length > 0
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
        ? Path.Combine(workplace.Data, "mappings", name + ".json")
        : throw new CommandException($"The mapping's name was '{name}'; expected letters, digits, - and _.");
}
