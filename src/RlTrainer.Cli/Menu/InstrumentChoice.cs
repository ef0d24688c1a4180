using RlTrainer.Market;

namespace RlTrainer.Cli.Menu;

/// <summary>The instrument, from the list or typed.</summary>
internal static class InstrumentChoice
{
    /// <summary>The symbol; null for back.</summary>
    public static string? Ask()
    {
        Choice[] choices = [new("type it", "any of the symbols below"), .. Instrument.All.Select(instrument => new Choice(instrument.Symbol, instrument.Name))];
        return Choice.Of("Instrument", choices) switch
        {
            null => null,
            0 => Answer.To("Symbol", "NQ", Fault) is { } typed ? Instrument.Parse(typed).Symbol : null,
            int index => Instrument.All[index - 1].Symbol,
        };
    }

    private static string? Fault(string typed)
    {
        try
        {
            Instrument.Parse(typed);
            return null;
        }
        catch (ArgumentException e)
        {
            return e.Message;
        }
    }
}
