using RlTrainer.Runs;

namespace RlTrainer.Cli.Menu;

/// <summary>The instrument, from the list or typed.</summary>
internal static class InstrumentChoice
{
    /// <summary>The symbol; null for back.</summary>
    public static string? Ask(InstrumentCatalog instruments)
    {
        Choice[] choices =
        [
            new("type it", "any of the symbols below"),
            .. instruments.All.Select(
                instrument => new Choice(
                    instrument.Symbol, instrument.IsCustom ? $"{instrument.Name} (custom)" : instrument.Name)),
        ];
        return Choice.Of("Instrument", choices) switch
        {
            null => null,
            0 => Answer.To("Symbol", "NQ", typed => Fault(typed, instruments)) is { } typed
                ? instruments.Parse(typed).Symbol : null,
            int index => instruments.All[index - 1].Symbol,
        };
    }

    private static string? Fault(string typed, InstrumentCatalog instruments)
    {
        try
        {
            instruments.Parse(typed);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
