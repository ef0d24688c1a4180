using System.CommandLine;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>Options that several commands take, with one wording.</summary>
internal static class SharedOptions
{
    public static Option<string?> Root { get; } = new("--root")
    {
        Description = "The folder that holds data, notebooks and runs; by default the checkout the command was built in.",
        Recursive = true,
    };

    public static Option<string?> InstrumentsFile { get; } = new("--instruments-file")
    {
        Description = "A file with instruments beyond the eight; data/instruments.json where there is one. See "
            + "src/configuration.md.",
        Recursive = true,
    };

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print tables and messages as one JSON document for programs; people's text goes to standard error.",
        Recursive = true,
    };

    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Only results, warnings and errors: no progress, no remarks.",
        Recursive = true,
    };

    public static Option<string> Instrument { get; } = new("--symbol", "--instrument", "-i")
    {
        Description = "ES, NQ, YM, RTY, MES, MNQ, MYM or M2K, or a symbol of the instruments file.",
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

    /// <summary>The eight instruments and those of the instruments file.</summary>
    public static InstrumentCatalog InstrumentsOf(ParseResult parsed) =>
        InstrumentsOf(Workplace.Here(parsed.GetValue(Root)), parsed.GetValue(InstrumentsFile));

    /// <summary>The same for a workplace, or where there is none.</summary>
    public static InstrumentCatalog InstrumentsOf(Workplace? workplace, string? file)
    {
        if (file is not null && !File.Exists(file))
            throw new CommandException($"There is no instruments file {file}; src/configuration.md shows one to begin with.");
        file ??= workplace is null ? null : Path.Combine(workplace.Data, InstrumentCatalog.FileName);
        return file is not null && File.Exists(file) ? InstrumentCatalog.Read(File.ReadAllText(file), file)
            : InstrumentCatalog.BuiltIn;
    }

    /// <summary>The instrument that --symbol names.</summary>
    public static Market.Instrument InstrumentOf(ParseResult parsed) => InstrumentsOf(parsed).Parse(parsed.GetValue(Instrument)!);

    public static Workplace WorkplaceOf(ParseResult parsed) => Workplace.At(parsed.GetValue(Root));
}
