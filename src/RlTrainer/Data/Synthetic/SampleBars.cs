namespace RlTrainer.Data;

/// <summary>The synthetic sample that ships in data/sample: 170 days of NQ minutes with the Fast signal, and seconds of its
/// last three days.</summary>
internal static class SampleBars
{
    /// <summary>Name of the minute file inside <see cref="BarFiles.SampleFolder"/>.</summary>
    public const string MinuteFile = "NQ_D1M.csv.gz";

    /// <summary>Name of the second file inside <see cref="BarFiles.SampleFolder"/>.</summary>
    public const string SecondFile = "NQ_D1S.csv.gz";

    /// <summary>What the sample is generated from.</summary>
    public static SyntheticConfig Config { get; } = new()
    {
        Days = 170,
        Seed = 42,
        Signal = PlantedSignal.Fast,
        FirstDayWithSeconds = 167,
        DaysWithSeconds = 3,
    };

    /// <summary>Writes both files into a folder, which is made if it is absent.</summary>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        SyntheticMarket market = SyntheticBars.Generate(Config);
        BarCsv.Write(Path.Combine(folder, MinuteFile), market.Minutes);
        BarCsv.Write(Path.Combine(folder, SecondFile), market.Seconds!);
    }
}
