using System.Globalization;
using RlTrainer.Data;

namespace RlTrainer.Benchmarks;

/// <summary>What a study runs: <c>study FOLDER [--name value]…</c>.</summary>
internal sealed record StudyOptions
{
    public required string Folder { get; init; }

    public PlantedSignal Market { get; init; } = PlantedSignal.Fast;

    public int Seeds { get; init; } = 5;

    public int AtOnce { get; init; } = 2;

    public int Threads { get; init; } = 1;

    public long Phase1Steps { get; init; } = 2_000_000;

    public long Phase2Steps { get; init; } = 5_000_000;

    public int Days { get; init; } = 1000;

    public bool WithScratch { get; init; } = true;

    public bool TableOnly { get; init; }

    public int Batch { get; init; }

    public double LearningRate { get; init; }

    public double Leash { get; init; }

    public double Entropy { get; init; } = -1;

    /// <summary>Reads the options of a command line; an unknown one is an error that lists them.</summary>
    public static StudyOptions Parse(string[] args)
    {
        var options = new StudyOptions
        {
            Folder = args.FirstOrDefault()
                ?? throw new ArgumentException(
                    "Name the study's folder: study FOLDER [--market Fast|Realistic] [--seeds 5] [--at-once 2] [--threads 1] "
                    + "[--phase1 2000000] [--phase2 5000000] [--days 1000] [--scratch 1] [--table 1: only print], and to try "
                    + "phase 2's settings --batch, --rate, --leash, --entropy."),
        };
        for (int index = 1; index + 1 < args.Length; index += 2)
        {
            string value = args[index + 1];
            options = args[index] switch
            {
                "--market" => options with { Market = Enum.Parse<PlantedSignal>(value) },
                "--seeds" => options with { Seeds = int.Parse(value, CultureInfo.InvariantCulture) },
                "--at-once" => options with { AtOnce = int.Parse(value, CultureInfo.InvariantCulture) },
                "--threads" => options with { Threads = int.Parse(value, CultureInfo.InvariantCulture) },
                "--phase1" => options with { Phase1Steps = long.Parse(value, CultureInfo.InvariantCulture) },
                "--phase2" => options with { Phase2Steps = long.Parse(value, CultureInfo.InvariantCulture) },
                "--days" => options with { Days = int.Parse(value, CultureInfo.InvariantCulture) },
                "--scratch" => options with { WithScratch = value == "1" },
                "--table" => options with { TableOnly = value == "1" },
                "--batch" => options with { Batch = int.Parse(value, CultureInfo.InvariantCulture) },
                "--rate" => options with { LearningRate = double.Parse(value, CultureInfo.InvariantCulture) },
                "--leash" => options with { Leash = double.Parse(value, CultureInfo.InvariantCulture) },
                "--entropy" => options with { Entropy = double.Parse(value, CultureInfo.InvariantCulture) },
                string other => throw new ArgumentException(
                    $"The study has no option '{other}'; expected --market, --seeds, --at-once, --threads, --phase1, --phase2, "
                    + $"--days, --scratch, --table, --batch, --rate, --leash or --entropy."),
            };
        }
        return options;
    }
}
