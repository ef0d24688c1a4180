using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Where an index has been, widely: half of the lowest price since its future trades, and three times the highest up to
/// 2026. A price outside is of another instrument or of another scale.
/// </summary>
internal static class PriceLevels
{
    private static readonly Dictionary<string, (double Low, double High)> Levels = new()
    {
        ["ES"] = (330, 16_000),
        ["MES"] = (330, 16_000),
        ["NQ"] = (400, 80_000),
        ["MNQ"] = (400, 80_000),
        ["YM"] = (3_200, 140_000),
        ["MYM"] = (3_200, 140_000),
        ["RTY"] = (170, 8_000),
        ["M2K"] = (170, 8_000),
    };

    /// <summary>The range of an instrument; null where it is not known.</summary>
    public static (double Low, double High)? Of(Instrument instrument) =>
        Levels.TryGetValue(instrument.Symbol, out (double Low, double High) range) ? range : null;

    /// <summary>True where a price may be the instrument's, or nothing is known of it.</summary>
    public static bool Fits(Instrument? instrument, double price) => instrument is null || Of(instrument) is not { } range
        || (price >= range.Low && price <= range.High);
}
