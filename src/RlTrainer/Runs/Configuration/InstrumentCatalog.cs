using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Market;

namespace RlTrainer.Runs;

/// <summary>
/// The instruments that can be named: the eight built-in ones and those of an instruments file. It is handed along; nothing
/// remembers it, and a run keeps the definition of a custom instrument in its own configuration.
/// </summary>
public sealed class InstrumentCatalog
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "instruments.json";

    private const string ListKey = "Instruments";
    private static readonly string[] Known = ["$schema", ListKey];

    private InstrumentCatalog(IReadOnlyList<InstrumentConfig> custom, string origin) =>
        (Custom, Origin, All) = (custom, origin, [.. Instrument.All, .. custom.Select(each => each.ToInstrument())]);

    /// <summary>The eight alone.</summary>
    public static InstrumentCatalog BuiltIn { get; } = new([], "");

    /// <summary>The instruments of the file, in its order.</summary>
    public IReadOnlyList<InstrumentConfig> Custom { get; }

    /// <summary>The file, for messages; empty without one.</summary>
    public string Origin { get; }

    /// <summary>The eight, then the custom ones.</summary>
    public IReadOnlyList<Instrument> All { get; }

    /// <summary>Reads an instruments file: an object with the list
    /// Instruments; comments and trailing commas are allowed.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <returns>The eight instruments and those of the file.</returns>
    /// <exception cref="InvalidDataException">Something is wrong; the message lists everything, one line a fault, with file
    /// and line.</exception>
    public static InstrumentCatalog Read(string json, string origin)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(origin);
        ConfigNode root = ConfigReader.Object(json, origin);
        foreach ((string key, ConfigNode value) in root.Members)
            if (!Known.Contains(key))
                throw new InvalidDataException(
                    $"{value.Origin}: the key '{key}' is unknown; did you mean {WordDistance.Nearest(key, Known)}? Expected one "
                    + $"of {string.Join(", ", Known)}.");
        ConfigNode list = root.Members.FirstOrDefault(member => member.Key == ListKey).Value
            ?? throw new InvalidDataException(
                $"{root.Origin}: the file has no {ListKey}; expected a list of instruments, {{ \"{ListKey}\": [ {{ \"Symbol\": "
                + $"\"GC\", … }} ] }}.");
        if (list.Kind != JsonValueKind.Array || list.Items.Any(item => item.Kind != JsonValueKind.Object))
            throw new InvalidDataException(
                $"{list.Origin}: {ListKey} was {list}; expected a list of objects, [ {{ \"Symbol\": \"GC\", … }} ].");
        var faults = new List<string>();
        var custom = new List<InstrumentConfig>();
        foreach (ConfigNode item in list.Items)
        {
            string[] wrong = [.. ConfigCheck.Faults(item, ConfigShape.Instrument)];
            if (wrong.Length == 0)
            {
                InstrumentConfig instrument = RunJson.Read<InstrumentConfig>(item.ToJson()!.ToJsonString(), item.Origin);
                wrong = [.. instrument.Faults().Select(fault => $"{PlaceOf(fault, item)}: {fault}")];
                if (custom.Any(earlier => earlier.Symbol == instrument.Symbol))
                    wrong = [.. wrong, $"{item.Origin}: the symbol {instrument.Symbol} stands in the file twice; expected "
                        + $"each once."];
                custom.Add(instrument);
            }
            faults.AddRange(wrong);
        }
        if (faults.Count > 0) throw new InvalidDataException(string.Join('\n', faults));
        return new InstrumentCatalog(custom, origin);
    }

    /// <summary>The text of an instruments file.</summary>
    /// <param name="custom">The instruments beside the eight.</param>
    /// <returns>JSON that <see cref="Read"/> understands.</returns>
    public static string Write(IReadOnlyList<InstrumentConfig> custom)
    {
        ArgumentNullException.ThrowIfNull(custom);
        return new JsonObject
        {
            [ListKey] = new JsonArray(
            [.. custom.Select(each => JsonNode.Parse(RunJson.Write(each)))])
        }.ToJsonString(
                new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    /// <summary>The instrument of a typed symbol; case and surrounding blanks do not matter.</summary>
    /// <param name="symbol">e.g. "NQ", or the symbol of a custom instrument.</param>
    /// <returns>One of this catalogue.</returns>
    /// <exception cref="ArgumentException">No such symbol: the message lists those there are and names the nearest.</exception>
    public Instrument Parse(string symbol) => Instrument.Parse(symbol, All);

    /// <summary>A configuration that carries the definition of the custom instrument it names.</summary>
    /// <param name="config">A configuration.</param>
    /// <param name="isOwn">Its own definition was written down for it, not taken over from the run it follows.</param>
    /// <returns>The same configuration, or one with the definition filled in.</returns>
    /// <exception cref="InvalidDataException">It carries another definition than the file has.</exception>
    public RunConfig Resolved(RunConfig config, bool isOwn = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        string symbol = config.Instrument.Trim().ToUpperInvariant();
        InstrumentConfig? own = config.CustomInstrument, named = Custom.FirstOrDefault(each => each.Symbol == symbol);
        if (own is not null && own.Symbol != symbol && !isOwn) own = null;
        if (own is not null && named is not null && own.ToInstrument() != named.ToInstrument())
            throw new InvalidDataException(
                $"The configuration holds {symbol} with another tick, value or costs than {Origin}; expected the same. Run on "
                + $"what it holds without {Origin}, or begin anew with what {Origin} says.");
        return config with { CustomInstrument = own ?? named, Instrument = named?.Symbol ?? config.Instrument };
    }

    /// <summary>The line of the key that a fault begins with; the instrument's own where the key was left out.</summary>
    private static string PlaceOf(string fault, ConfigNode item) =>
        item.Members.FirstOrDefault(member => member.Key == fault.Split(' ', 2)[0]).Value?.Origin ?? item.Origin;
}
