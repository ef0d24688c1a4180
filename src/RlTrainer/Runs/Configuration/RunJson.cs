using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Files;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>How a run's configuration and summary are written: indented, enums by name, clock times as text, the same bytes
/// everywhere.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Options = With([]);

    private static JsonSerializerOptions With(IReadOnlyList<IDefinition> parts) => new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AlgorithmJson.OneKey, RuleParts.From(parts) } },
        Converters =
        {
            new AlgorithmJson(parts),
            new JsonStringEnumConverter(),
            new PatternConverter<LocalTime>(LocalTimePattern.ExtendedIso, "a time such as \"16:59:00\""),
            new PatternConverter<LocalDate>(LocalDatePattern.Iso, "a date such as \"2026-11-01\""),
            new RewardJson(parts),
            new FeatureSetJson(parts),
        },
    };

    /// <summary>The text of a record.</summary>
    /// <param name="value">A record of this library; numbers keep all their digits.</param>
    /// <returns>JSON that <see cref="Read"/> understands.</returns>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The record of a text.</summary>
    /// <param name="json">What <see cref="Write"/> wrote; comments are allowed.</param>
    /// <param name="origin">Where the text came from, for the message.</param>
    /// <param name="parts">Definitions from outside the library that the text may name; null for none.</param>
    /// <returns>The record; whether its values are in range is not checked here.</returns>
    /// <exception cref="InvalidDataException">It is not JSON, a key is unknown, a value does not fit or a definition is
    /// another; the message names the place.</exception>
    public static T Read<T>(string json, string origin, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(origin);
        RequireDistinct(parts ?? []);
        try
        {
            return JsonSerializer.Deserialize<T>(json, parts is null or [] ? Options : With(parts))
                ?? throw new InvalidDataException($"{origin} holds null; expected {typeof(T).Name} as a JSON object.");
        }
        catch (Exception e) when (e is InvalidOperationException or NotSupportedException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{origin}: {PrintableText.Name(e.Message)} Expected {typeof(T).Name} as JSON.", e);
        }
        catch (JsonException e)
        {
            string place = e.LineNumber is long line ? $"{origin}:{line + 1}" : origin;
            throw new InvalidDataException($"{place}: {PrintableText.Name(e.Message.Split(" Path:", 2)[0])} (at "
                + $"{PrintableText.Name(e.Path ?? "$")}); expected {typeof(T).Name} as JSON.", e);
        }
    }

    /// <summary>A name stands for one definition of its kind: which of two was meant cannot be guessed.</summary>
    private static void RequireDistinct(IReadOnlyList<IDefinition> parts)
    {
        if (parts.OfType<IDefinition>().Distinct().GroupBy(part => (KindOf(part), part.Name))
            .FirstOrDefault(same => same.Count() > 1) is { Key: var (kind, name) })
            throw new ArgumentException(
                $"Two of the parts are a {kind} called '{name}'; a name stands for one. Pass the one that the run was "
                + $"made with.");
    }

    private static string KindOf(IDefinition part) => part switch
    {
        Features.Feature => "feature",
        Environments.IRewardTerm => "reward term",
        Learning.AlgorithmConfig => "algorithm",
        _ => "rule",
    };
}
