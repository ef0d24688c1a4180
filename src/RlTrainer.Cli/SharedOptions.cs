using System.CommandLine;

namespace RlTrainer.Cli;

/// <summary>Options that several commands take, with one wording.</summary>
internal static class SharedOptions
{
    public static Option<string?> Root { get; } = new("--root")
    {
        Description = "The folder that holds data, notebooks and runs; by default the checkout the command was built in.",
        Recursive = true,
    };

    public static Option<string> Instrument { get; } = new("--symbol", "--instrument", "-i")
    {
        Description = "ES, NQ, YM, RTY, MES, MNQ, MYM or M2K.",
        DefaultValueFactory = _ => "NQ",
    };

    public static Option<string?> DataFile { get; } = new("--data")
    {
        Description = "A minute-bar file (.csv or .csv.gz) to use instead of the one found in the data folder.",
    };

    public static Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Decides every random number; the same seed gives the same bytes.",
        DefaultValueFactory = _ => 42UL,
    };

    public static Option<int> Threads { get; } = new("--threads")
    {
        Description = "Cores to use; 0 for all. Results do not depend on it.",
        DefaultValueFactory = _ => 0,
    };

    public static Workplace WorkplaceOf(ParseResult parsed) => Workplace.At(parsed.GetValue(Root));
}
