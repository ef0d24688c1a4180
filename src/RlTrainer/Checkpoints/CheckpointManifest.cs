using System.Text.Json;
using RlTrainer.Files;
using RlTrainer.Values;

namespace RlTrainer.Checkpoints;

/// <summary>What a checkpoint is of. Two checkpoints fit each other when nothing that decides a result differs.</summary>
public sealed record CheckpointManifest
{
    /// <summary>The version of the file's layout that this program reads and writes.</summary>
    public const int CurrentFormatVersion = 1;

    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true
    };

    /// <summary>The most steps that any run is counted to.</summary>
    private const long MostSteps = 1_000_000_000_000_000;

    /// <summary>Layout version of the file.</summary>
    public int FormatVersion { get; init; } = CurrentFormatVersion;

    /// <summary>Version of the program that wrote it.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>1: when to enter; 2: how to manage.</summary>
    public required int Phase { get; init; }

    /// <summary>Environment steps trained so far.</summary>
    public required long Steps { get; init; }

    /// <summary>The run's seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The instrument's symbol.</summary>
    public required string Instrument { get; init; }

    /// <summary>SHA-256 of the bars trained on.</summary>
    public required string DataHash { get; init; }

    /// <summary>The feature set's name.</summary>
    public required string FeatureSet { get; init; }

    /// <summary>The features in column order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Rows of the feature table in one observation.</summary>
    public required int WindowBars { get; init; }

    /// <summary>Numbers in the dense part of an observation.</summary>
    public required int DenseCount { get; init; }

    /// <summary>Widths of the hidden layers.</summary>
    public required IReadOnlyList<int> Hidden { get; init; }

    /// <summary>LayerNorm before the ReLU of every hidden layer.</summary>
    public bool LayerNorm { get; init; }

    /// <summary>The actions in order.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The rule set's name.</summary>
    public required string Rules { get; init; }

    /// <summary>The run's whole configuration, as JSON.</summary>
    public required string Configuration { get; init; }

    /// <summary>The text that is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <summary>The manifest of a stored text.</summary>
    /// <param name="json">What <see cref="ToJson"/> wrote.</param>
    /// <param name="origin">The file's name, for messages.</param>
    /// <returns>The manifest; nothing in it is compared with anything yet.</returns>
    /// <exception cref="InvalidDataException">It is not a manifest, or of a later version; the message says which.</exception>
    public static CheckpointManifest FromJson(string json, string origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        try
        {
            using (JsonDocument document = JsonDocument.Parse(json))
            {
                int version = document.RootElement.GetProperty(nameof(FormatVersion)).GetInt32();
                if (version != CurrentFormatVersion)
                    throw new InvalidDataException(
                        $"{origin} has format version {version}; this program reads version {CurrentFormatVersion}. Use the "
                        + $"program that wrote it.");
            }
            var manifest = JsonSerializer.Deserialize<CheckpointManifest>(json, Options)!;
            return manifest.Faults().FirstOrDefault() is not { } fault ? manifest
                : throw new InvalidDataException($"{origin} has a manifest that cannot be: {fault} It is damaged or not a "
                    + $"checkpoint.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException(
                $"{origin} has a manifest that cannot be read ({e.Message.TrimEnd('.')}). It is damaged or not a checkpoint.", e);
        }
    }

    /// <summary>What makes this checkpoint's model unusable where another is expected: one sentence a difference.</summary>
    /// <param name="expected">The manifest of the place where the model is to be used.</param>
    /// <returns>Sentences; empty when the model fits.</returns>
    public IEnumerable<string> ModelDifferences(CheckpointManifest expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (FeatureSet != expected.FeatureSet || !Features.SequenceEqual(expected.Features))
            yield return $"feature set: it has '{FeatureSet}' ({string.Join(", ", Features)}), expected '{expected.FeatureSet}' "
                + $"({string.Join(", ", expected.Features)}).";
        if (WindowBars != expected.WindowBars)
            yield return $"bars in an observation: it has {WindowBars}, expected {expected.WindowBars}.";
        if (DenseCount != expected.DenseCount)
            yield return $"position and account features: it has {DenseCount}, expected {expected.DenseCount}.";
        if (!Hidden.SequenceEqual(expected.Hidden))
            yield return $"hidden layers: it has [{string.Join(", ", Hidden)}], expected [{string.Join(", ", expected.Hidden)}].";
        if (LayerNorm != expected.LayerNorm)
            yield return $"LayerNorm: it has {(LayerNorm ? "it" : "none")}, expected {(expected.LayerNorm ? "it" : "none")}.";
        if (!Actions.SequenceEqual(expected.Actions))
            yield return $"actions: it has {string.Join(", ", Actions)}; expected {string.Join(", ", expected.Actions)}.";
    }

    /// <summary>What makes a run that expects another manifest unable to resume from this checkpoint.</summary>
    /// <param name="expected">The manifest that the run would write now.</param>
    /// <returns>Sentences, those of <see cref="ModelDifferences"/> first; empty when the run can go on.</returns>
    public IEnumerable<string> ResumeDifferences(CheckpointManifest expected)
    {
        foreach (string difference in ModelDifferences(expected)) yield return difference;
        if (CodeVersion != expected.CodeVersion)
            yield return $"program version: it has {CodeVersion}, expected {expected.CodeVersion}.";
        if (DataHash != expected.DataHash)
            yield return $"data: its bars have SHA-256 {DataHash[..12]}…, these have {expected.DataHash[..12]}….";
        if (Rules != expected.Rules) yield return $"rule set: it has '{Rules}', expected '{expected.Rules}'.";
        if (Seed != expected.Seed) yield return $"seed: it has {Seed}, expected {expected.Seed}.";
        if (Configuration != expected.Configuration) yield return "configuration: it differs from the run's config.json.";
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);

    private IEnumerable<string> Faults()
    {
        if (Phase is not (1 or 2)) yield return $"Phase was {Phase}; expected 1 or 2.";
        if (Steps is < 0 or > MostSteps) yield return $"Steps was {Steps}; expected 0 to {MostSteps}.";
        if (WindowBars is < 0 or > 65536) yield return $"WindowBars was {WindowBars}; expected 0 to 65536.";
        if (DenseCount is < 0 or > 65536) yield return $"DenseCount was {DenseCount}; expected 0 to 65536.";
        if (Features.Count > 65536 || (long)WindowBars * Features.Count + DenseCount is < 1 or > 65536)
            yield return $"{WindowBars} bars of {Features.Count} features and {DenseCount} numbers of a position were "
                + $"announced; expected 1 to 65536 inputs.";
        if (Hidden.Count is < 1 or > 16 || Hidden.Any(width => width is < 1 or > 16384))
            yield return "Hidden was not 1 to 16 widths of 1 to 16384.";
        if (Actions.Count is < 1 or > 1024) yield return $"Actions had {Actions.Count} names; expected 1 to 1024.";
        if (DataHash.Length < 12)
            yield return $"DataHash was '{PrintableText.Name(DataHash)}'; expected a SHA-256 in hexadecimal digits.";
        foreach (string? name in (string?[])[Run, CodeVersion, Instrument, DataHash, FeatureSet, Rules, .. Features, .. Actions])
            if (name is null || PrintableText.HasControl(name))
                yield return name is null ? "a name in a list was null."
                    : $"the name '{PrintableText.Name(name)}' holds a control character; expected a plain one.";
    }
}
