using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;
using RlTrainer.Files;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// What a run was made of: enough to make it again and to see that it is the same. Written beside the run as manifest.json.
/// </summary>
public sealed record RunManifest
{
    /// <summary>Layout version of the file.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The run's name.</summary>
    public required string Run { get; init; }

    /// <summary>Decides every random number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>SHA-256 of the bars of the whole series.</summary>
    public required string DataHash { get; init; }

    /// <summary>Where the bars came from, and what the training split holds, in words.</summary>
    public required string TrainingBars { get; init; }

    /// <summary>The library's version.</summary>
    public required string CodeVersion { get; init; }

    /// <summary>The commit the library was built from; "unknown" outside a checkout.</summary>
    public required string Commit { get; init; }

    /// <summary>The engine in words.</summary>
    public required string Engine { get; init; }

    /// <summary>The processor's vector width, bits; it decides no bit since version 0.2.</summary>
    public required string VectorWidth { get; init; }

    /// <summary>Operating system and processor architecture.</summary>
    public required string Machine { get; init; }

    /// <summary>The .NET runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Cores of the machine; they decide no bit.</summary>
    public required int Cores { get; init; }

    /// <summary>When the run began, UTC, ISO 8601; it decides no bit.</summary>
    public required string StartedUtc { get; init; }

    /// <summary>Everything else that decides the result.</summary>
    public required RunConfig Configuration { get; init; }

    /// <summary>What came of it: the gate's sentence, written when the run has ended; null before and in older runs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Outcome { get; init; }

    /// <summary>The manifest of a run that begins.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="market">Its data.</param>
    /// <param name="engine">Its engine in words.</param>
    /// <param name="started">When; the library reads no clock.</param>
    /// <returns>The manifest, to be stored in the run's folder.</returns>
    public static RunManifest Of(RunConfig config, PreparedMarket market, string engine, DateTimeOffset started)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(engine);
        string informational =
            typeof(RunManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return new RunManifest
        {
            Run = config.Name,
            Seed = config.Seed,
            DataHash = market.DataHash,
            TrainingBars = market.Train.Bars.ToString(),
            CodeVersion = RunModels.CodeVersion,
            Commit = informational.Contains('+', StringComparison.Ordinal) ? informational.Split('+', 2)[1] : "unknown",
            Engine = engine,
            VectorWidth = VectorWidths.Best.ToString(),
            Machine = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            Runtime = RuntimeInformation.FrameworkDescription,
            Cores = Environment.ProcessorCount,
            StartedUtc = started.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            Configuration = config,
        };
    }

    /// <summary>Reads a manifest, or that of a run's folder.</summary>
    /// <param name="path">A run's folder, or its manifest.json.</param>
    /// <param name="parts">Definitions from outside the library that the run was made with; without them it can be read, and
    /// not run again.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="InvalidDataException">There is none, it is none, or a part is another than the stored one; the
    /// message says where.</exception>
    public static RunManifest Read(string path, IReadOnlyList<Values.IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string file = Directory.Exists(path) ? new RunFolder(path).Manifest : path;
        if (!File.Exists(file))
            throw new InvalidDataException($"There is no manifest {file}; expected the folder of a run, or its manifest.json.");
        var manifest = RunJson.Read<RunManifest>(TextFile.Read(file), file, parts);
        foreach (string name in (string[])[
            manifest.Run, manifest.DataHash, manifest.TrainingBars, manifest.CodeVersion, manifest.Commit, manifest.Engine,
                manifest.VectorWidth,
            manifest.Machine, manifest.Runtime, manifest.StartedUtc, manifest.Configuration.Name,
                manifest.Configuration.Instrument])
            if (PrintableText.HasControl(name))
                throw new InvalidDataException($"{file}: '{PrintableText.Name(name)}' holds a control character; expected "
                    + $"plain text. The file is damaged, or no run wrote it.");
        return manifest;
    }

    /// <summary>Why a rerun here with these bars cannot be the same run: one sentence a reason; empty when nothing stands
    /// against it.</summary>
    /// <param name="bars">The bars it would use.</param>
    /// <returns>Sentences for a terminal.</returns>
    public IEnumerable<string> Obstacles(BarSeries bars)
    {
        string hash = BarsHash.Of(bars);
        if (hash != DataHash)
            yield return $"its bars have SHA-256 {DataHash[..12]}…, those of {bars.Origin} have {hash[..12]}…; give the same "
                + $"bars with --data.";
    }

    /// <summary>What may change last digits here: one sentence a difference; empty when the bytes must be the same.</summary>
    public IEnumerable<string> Differences()
    {
        if (CodeVersion != RunModels.CodeVersion)
            yield return $"it was made by version {CodeVersion}, this is {RunModels.CodeVersion}";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
