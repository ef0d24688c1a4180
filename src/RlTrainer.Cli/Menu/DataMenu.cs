using RlTrainer.Runs;

namespace RlTrainer.Cli.Menu;

/// <summary>Data: check what is there, import, or make synthetic bars.</summary>
internal static class DataMenu
{
    /// <summary>The command's words; null for back.</summary>
    public static string[]? Ask(InstrumentCatalog instruments, Workplace workplace)
    {
        Choice[] choices =
        [
            new("check", "the bars that training would use: named rules, the first file and line of each finding"),
            new("import", "a vendor's export into the data folder"),
            new("synthetic bars", "a seeded market that is no market, to try everything with"),
        ];
        if (Choice.Of("Data", choices) is not { } what || InstrumentChoice.Ask(instruments, workplace) is not { } symbol)
            return null;
        switch (what)
        {
            case 0:
                return ["data", "validate", "--symbol", symbol];
            case 1:
                return Answer.To("File to import", "", typed => File.Exists(typed) ? null
                    : $"There is no file {(typed.Length == 0 ? "named" : typed)}; expected a vendor's export.") is { } file
                    ? ["data", "import", file, "--symbol", symbol] : null;
            default:
                return Answer.To("Trading days", "250", typed => int.TryParse(typed, out int days) && days is >= 1 and <= 5000
                    ? null : $"The days were '{typed}'; expected a whole number from 1 to 5000.") is { } days
                    ? ["data", "synth", "--symbol", symbol, "--days", days] : null;
        }
    }
}
