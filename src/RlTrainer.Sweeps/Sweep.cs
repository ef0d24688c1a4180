using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Files;
using RlTrainer.Numerics;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>
/// A sweep: many runs that differ in a few keys and in their seeds. The same file gives the same trials everywhere; where they
/// are executed (processes here, a Slurm array, a Kubernetes job) decides no bit of them.
/// </summary>
public sealed class Sweep
{
    private const int MostTrials = 10_000;
    private static readonly string[] Known =
        ["$schema", "Name", "Run", "From", "Method", "Trials", "Draws", "Seeds", "Parameters", "Attempts"];

    private Sweep(string name, IReadOnlyList<SweepTrial> trials, int attempts, RunRequest request, Checkpoint? start) =>
        (Name, Trials, Attempts, Request, Start) = (name, trials, attempts, request, start);

    /// <summary>The sweep's name and the name of its folder.</summary>
    public string Name { get; }

    /// <summary>All trials by index.</summary>
    public IReadOnlyList<SweepTrial> Trials { get; }

    /// <summary>How often a trial that died is begun or taken up again.</summary>
    public int Attempts { get; }

    /// <summary>What the trials share: the base configuration, data, engine.</summary>
    public RunRequest Request { get; }

    /// <summary>The model every trial starts from: phase 1's for phase
    /// 2, or one of the same phase; null for random weights.</summary>
    public Checkpoint? Start { get; }

    /// <summary>How many combinations of settings.</summary>
    public int Variants => Trials.Max(trial => trial.Variant) + 1;

    /// <summary>Reads a sweep file (JSON, comments allowed) and works out every trial.</summary>
    /// <param name="json">Its text.</param>
    /// <param name="origin">Its name, for messages.</param>
    /// <param name="models">Reads the model that the file's From names;
    /// null where there is nowhere to look, which refuses a From.</param>
    /// <param name="instruments">The instruments that can be named; null for the eight.</param>
    /// <returns>The sweep with all its trials.</returns>
    /// <exception cref="InvalidDataException">A key or value is wrong, or a trial would be impossible; the message names
    /// file and line.</exception>
    public static Sweep Read(
        string json, string origin, Func<string, Checkpoint>? models = null, InstrumentCatalog? instruments = null)
    {
        ConfigNode root = ConfigReader.Object(json, origin);
        RequireKnown(root);
        string name = NameOf(root);
        SweepMethod method = MethodOf(root);
        int attempts = Whole(root, "Attempts", 3, 1, 100), count = DrawnCountOf(root, method);
        ulong[] seeds = Seeds(root);
        SweepParameter[] parameters =
            [.. Member(root, "Parameters")?.Members.Select(
                member => SweepParameter.Read(member.Key, member.Value, method)) ?? []];
        Checkpoint? start = Member(root, "From") is { } from ? SweepStart.Read(from, models) : null;
        var source = new TrialSource(
            Member(root, "Run")?.ToJson()?.ToJsonString(), origin, start is null ? null : RunModels.ConfigOf(start), instruments);
        RunRequest request = source.Request($"{Member(root, "Run")?.Origin ?? origin} (Run)");
        RequireFew(method == SweepMethod.Grid ? parameters.Aggregate(
            1.0, (product, parameter) => product * parameter.Values.Count) : count, seeds.Length, origin);
        ulong draws = (ulong)Whole(root, "Draws", 1, 0, int.MaxValue);
        string[][] variants = method == SweepMethod.Grid ? [.. Combinations(parameters)]
            : [.. Enumerable.Range(0, count).Select(index => Drawn(parameters, draws, index))];
        SweepTrial[] trials = [.. variants.SelectMany((settings, variant) => seeds.Select(
            (seed, at) => source.Trial(variant * seeds.Length + at, variant, settings, seed)))];
        if (start is not null) SweepStart.Require(start, trials, origin);
        return new Sweep(name, trials, attempts, request, start);
    }

    private static void RequireKnown(ConfigNode root)
    {
        foreach ((string key, ConfigNode value) in root.Members)
            if (!Known.Contains(key))
                throw new InvalidDataException(
                    $"{value.Origin}: the key '{key}' is unknown; did you mean {WordDistance.Nearest(key, Known)}? Expected one "
                    + $"of {string.Join(", ", Known)}.");
    }

    private static string NameOf(ConfigNode root)
    {
        string name = Text(root, "Name")
            ?? throw new InvalidDataException($"{root.Origin}: the sweep has no Name; expected one that can be a folder's.");
        if (name.Length == 0 || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0 || name is "." or ".."
            || PrintableText.HasControl(name))
            throw new InvalidDataException($"{Member(root, "Name")!.Origin}: Name was '{PrintableText.Name(name)}'; expected a "
                + $"name that can be a folder's.");
        return name;
    }

    private static SweepMethod MethodOf(ConfigNode root)
    {
        string methodText = Text(root, "Method") ?? nameof(SweepMethod.Grid);
        return Enum.TryParse(methodText, out SweepMethod method) ? method
            : throw new InvalidDataException(
                $"{Member(root, "Method")!.Origin}: Method was '{methodText}'; expected Grid or Random.");
    }

    /// <summary>How many combinations a random sweep draws; a grid has none to draw.</summary>
    private static int DrawnCountOf(ConfigNode root, SweepMethod method)
    {
        int count = Whole(root, "Trials", 0, 1, MostTrials);
        if (method == SweepMethod.Random && count == 0)
            throw new InvalidDataException(
                $"{root.Origin}: the method Random has no Trials; expected how many combinations to draw.");
        if (method == SweepMethod.Grid && count != 0)
            throw new InvalidDataException(
                $"{Member(root, "Trials")!.Origin}: Trials belongs to the method Random; a Grid has as many as it has "
                + $"combinations.");
        return count;
    }

    /// <summary>Combinations are counted before they are made.</summary>
    private static void RequireFew(double variants, int seeds, string origin)
    {
        if (variants * seeds > MostTrials)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{origin}: {variants:0} combinations "
                + $"of {seeds} seeds are {variants * seeds:0} trials; expected at most {MostTrials}."));
    }

    private static IEnumerable<string[]> Combinations(SweepParameter[] parameters) => parameters.Aggregate(
        (IEnumerable<string[]>)[[]],
        (begun, parameter) =>
            begun.SelectMany(settings => parameter.Values.Select(value => (string[])[.. settings, $"{parameter.Key}={value}"])));

    private static string[] Drawn(SweepParameter[] parameters, ulong draws, int index)
    {
        Rng random = Rng.Stream(draws, "sweep", index);
        var settings = new List<string>();
        foreach (SweepParameter parameter in parameters) settings.Add($"{parameter.Key}={parameter.Draw(ref random)}");
        return [.. settings];
    }

    private static ulong[] Seeds(ConfigNode root)
    {
        if (Member(root, "Seeds") is not { } node) return [42];
        ulong[] seeds = [.. node.Items.Where(
            item => ulong.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(item => ulong.Parse(item.Text, CultureInfo.InvariantCulture))];
        return seeds.Length == node.Items.Count && seeds.Length > 0 && seeds.Distinct().Count() == seeds.Length
            ? seeds
            : throw new InvalidDataException(
                $"{node.Origin}: Seeds was {node}; expected a list of different whole numbers, e.g. [1, 2, 3].");
    }

    private static int Whole(ConfigNode root, string key, int otherwise, int least, int most) =>
        Member(root, key) is not { } node ? otherwise
        : int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            && value <= most ? value
        : throw new InvalidDataException($"{node.Origin}: {key} was {node}; expected a whole number from {least} to {most}.");

    private static string? Text(ConfigNode root, string key) => Member(root, key)?.Text;

    private static ConfigNode? Member(ConfigNode node, string key) =>
        node.Members.FirstOrDefault(member => member.Key == key).Value;
}
