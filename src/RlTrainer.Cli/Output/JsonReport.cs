using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RlTrainer.Cli;

/// <summary>
/// What --json prints instead of text: one object with every table by its name, warnings, errors and the exit code.
/// </summary>
internal sealed partial class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonObject _tables = [];
    private readonly JsonArray _warnings = [], _errors = [];

    /// <summary>Adds a table: an array of one object a row.</summary>
    /// <param name="name">Its key; rows of a name that is there already are added to it.</param>
    /// <param name="header">The columns' titles, made into keys: "best reward" is bestReward.</param>
    /// <param name="rows">[rows][columns] the cells as people read them; numbers become numbers, "–" and "" null.</param>
    public void Table(string name, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (_tables[name] is not JsonArray table) _tables[name] = table = [];
        foreach (IReadOnlyList<string> row in rows)
        {
            var cells = new JsonObject();
            for (int column = 0; column < header.Count; column++) cells[Key(header[column])] = Cell(row[column]);
            table.Add(cells);
        }
    }

    public void Warning(string text) => _warnings.Add(text);

    public void Error(string text) => _errors.Add(text);

    /// <summary>The document.</summary>
    /// <param name="exitCode">What the command returns.</param>
    /// <returns>Indented JSON.</returns>
    public string Text(int exitCode)
    {
        var document = new JsonObject();
        foreach ((string name, JsonNode? table) in _tables) document[name] = table!.DeepClone();
        document["warnings"] = _warnings.DeepClone();
        document["errors"] = _errors.DeepClone();
        document["exitCode"] = exitCode;
        return document.ToJsonString(Indented);
    }

    /// <summary>A title as a key: words run together, each but the first with a capital.</summary>
    internal static string Key(string title)
    {
        var key = new StringBuilder();
        foreach (Match word in Words().Matches(title.Replace("$", " usd ", StringComparison.Ordinal)
            .Replace("±", " plus minus ", StringComparison.Ordinal).Replace("%", " percent ", StringComparison.Ordinal)))
            key.Append(key.Length == 0 ? char.ToLowerInvariant(word.Value[0]) : char.ToUpperInvariant(word.Value[0]))
                .Append(word.Value.AsSpan(1));
        return key.ToString();
    }

    private static JsonValue? Cell(string text)
    {
        if (text is "" or "–") return null;
        return Numbers().IsMatch(text)
            && double.TryParse(text.Replace('−', '-').Replace(",", "", StringComparison.Ordinal), NumberStyles.Float,
                CultureInfo.InvariantCulture, out double number)
            ? number == Math.Truncate(number) && Math.Abs(number) < 1e15 ? JsonValue.Create((long)number)
                : JsonValue.Create(number)
            : JsonValue.Create(text);
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Words();

    [GeneratedRegex(@"^[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$")]
    private static partial Regex Numbers();
}
