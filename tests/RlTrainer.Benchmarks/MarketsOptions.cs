using System.Globalization;
using RlTrainer.Data;

namespace RlTrainer.Benchmarks;

/// <summary>What <c>markets FOLDER [--name value]…</c> runs.</summary>
internal sealed record MarketsOptions
{
    public required string Folder { get; init; }

    public PlantedSignal Market { get; init; } = PlantedSignal.Realistic;

    public IReadOnlyList<ulong> MarketSeeds { get; init; } = [10, 11, 12];

    public int Seeds { get; init; } = 5;

    public IReadOnlyList<string> Arms { get; init; } = [MarketsArms.AllActions];

    public int TrainingDays { get; init; } = 1000;

    public int ValidationDays { get; init; } = 500;

    public int HeldOutDays { get; init; } = 2000;

    public long Steps { get; init; }

    /// <summary>The arm that the table's differences are taken against.</summary>
    public string Against { get; init; } = MarketsArms.AllActions;

    public bool TableOnly { get; init; }

    /// <summary>Reads the options of a command line; an unknown one is an error that lists them.</summary>
    public static MarketsOptions Parse(string[] args)
    {
        const string usage =
            "markets FOLDER [--market Realistic|Fast|None] [--markets 10,11,12] [--seeds 5] [--arms NAME,…] [--train 1000] "
            + "[--validation 500] [--heldout 2000] [--steps N] [--against ARM] [--table 1: only print]. A market's days are "
            + "those of "
            + "1,000 training days however few are trained on; more than 1,000 need a folder of their own";
        var options = new MarketsOptions
        {
            Folder = args.FirstOrDefault() ?? throw new ArgumentException($"Name the folder: {usage}."),
        };
        for (int index = 1; index + 1 < args.Length; index += 2)
        {
            string value = args[index + 1];
            options = args[index] switch
            {
                "--market" => options with { Market = Enum.Parse<PlantedSignal>(value) },
                "--markets" => options with
                {
                    MarketSeeds = [
                    .. value.Split(',').Select(seed => ulong.Parse(seed, CultureInfo.InvariantCulture))]
                },
                "--seeds" => options with { Seeds = Whole(value) },
                "--arms" => options with { Arms = value.Split(',') },
                "--train" => options with { TrainingDays = Whole(value) },
                "--validation" => options with { ValidationDays = Whole(value) },
                "--heldout" => options with { HeldOutDays = Whole(value) },
                "--against" => options with { Against = value },
                "--steps" => options with { Steps = Whole(value) },
                "--table" => options with { TableOnly = value == "1" },
                string other => throw new ArgumentException(
                    $"There is no option '{other}'; expected {usage}. The arms are {string.Join(", ", MarketsArms.All.Keys)}."),
            };
        }
        return options;
    }

    private static int Whole(string value) => int.Parse(value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
