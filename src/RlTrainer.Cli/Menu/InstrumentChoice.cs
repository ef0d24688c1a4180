using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Menu;

/// <summary>The instrument, from the list or typed.</summary>
internal static class InstrumentChoice
{
    /// <summary>The symbol; null for back.</summary>
    public static string? Ask(InstrumentCatalog instruments, Workplace workplace)
    {
        var ordered = Ordered(instruments.All, instrument => HasBars(workplace, instrument));
        Choice[] choices =
        [
            .. ordered.Select(pair => new Choice(pair.Instrument.Symbol, Words(pair.Instrument, pair.HasBars))),
            new("type it", "any of the symbols above"),
        ];
        return Choice.Of("Instrument", choices) switch
        {
            null => null,
            int index when index < ordered.Count => ordered[index].Instrument.Symbol,
            _ => Answer.To("Symbol", ordered[0].Instrument.Symbol, typed => Fault(typed, instruments)) is { } typed
                ? instruments.Parse(typed).Symbol : null,
        };
    }

    /// <summary>What has bars comes first, then NQ, then the catalogue's order.</summary>
    internal static IReadOnlyList<(Instrument Instrument, bool HasBars)> Ordered(
        IReadOnlyList<Instrument> all, Func<Instrument, bool> hasBars) =>
        [.. all.Select(instrument => (Instrument: instrument, HasBars: hasBars(instrument)))
            .OrderByDescending(pair => pair.HasBars).ThenByDescending(pair => pair.Instrument.Symbol == "NQ")];

    private static bool HasBars(Workplace workplace, Instrument instrument)
    {
        try
        {
            return BarFiles.Find(workplace.Data, instrument) is not null;
        }
        catch (BarDataException)
        {
            return false;
        }
    }

    private static string Words(Instrument instrument, bool hasBars) =>
        $"{instrument.Name}{(instrument.IsCustom ? " (custom)" : "")}{(hasBars ? ", bars are here" : "")}";

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
