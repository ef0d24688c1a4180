using RlTrainer.Files;


namespace RlTrainer.Market;

/// <summary>
/// What is traded and what it costs. Prices inside the library are whole ticks; money is whole cents.
/// </summary>
/// <param name="Symbol">The exchange's root symbol, e.g. "NQ".</param>
/// <param name="Name">The contract in words.</param>
/// <param name="Exchange">Where it trades.</param>
/// <param name="TickSize">The smallest price change, in index points.</param>
/// <param name="TickValueCents">What one tick of one contract is worth, in US cents.</param>
/// <param name="SlippageTicks">Ticks lost on each market order: one on the deep contracts, two on the thinner ones.</param>
/// <param name="CommissionPerSideCents">Commission and fees for one contract and one side, in US cents.</param>
/// <param name="IsMicro">Ten micros count as one mini in contract limits.</param>
public sealed record Instrument(
    string Symbol, string Name, string Exchange, decimal TickSize, int TickValueCents,
    int SlippageTicks, int CommissionPerSideCents, bool IsMicro)
{
    /// <summary>E-mini S&amp;P 500.</summary>
    public static Instrument ES { get; } = new("ES", "E-mini S&P 500", "CME", 0.25m, 1250, 1, 250, false);

    /// <summary>E-mini Nasdaq-100.</summary>
    public static Instrument NQ { get; } = new("NQ", "E-mini Nasdaq-100", "CME", 0.25m, 500, 1, 250, false);

    /// <summary>E-mini Dow.</summary>
    public static Instrument YM { get; } = new("YM", "E-mini Dow", "CBOT", 1.00m, 500, 2, 250, false);

    /// <summary>E-mini Russell 2000.</summary>
    public static Instrument RTY { get; } = new("RTY", "E-mini Russell 2000", "CME", 0.10m, 500, 2, 250, false);

    /// <summary>Micro E-mini S&amp;P 500.</summary>
    public static Instrument MES { get; } = new("MES", "Micro E-mini S&P 500", "CME", 0.25m, 125, 1, 60, true);

    /// <summary>Micro E-mini Nasdaq-100.</summary>
    public static Instrument MNQ { get; } = new("MNQ", "Micro E-mini Nasdaq-100", "CME", 0.25m, 50, 1, 60, true);

    /// <summary>Micro E-mini Dow.</summary>
    public static Instrument MYM { get; } = new("MYM", "Micro E-mini Dow", "CBOT", 1.00m, 50, 2, 60, true);

    /// <summary>Micro E-mini Russell 2000.</summary>
    public static Instrument M2K { get; } = new("M2K", "Micro E-mini Russell 2000", "CME", 0.10m, 50, 2, 60, true);

    /// <summary>The eight instruments that come with the library.</summary>
    public static IReadOnlyList<Instrument> All { get; } = [ES, NQ, YM, RTY, MES, MNQ, MYM, M2K];

    /// <summary>So many micros have the tick value of one mini.</summary>
    public const int MicrosOfAMini = 10;

    /// <summary>The micro contract of the same index: the same tick and slippage, a tenth of the tick's value; null for a micro
    /// and for an instrument that has none here.</summary>
    public Instrument? Micro => IsMicro ? null : All.FirstOrDefault(other => other.IsMicro && other.Name == $"Micro {Name}"
        && other.TickSize == TickSize && other.SlippageTicks == SlippageTicks
        && other.TickValueCents * MicrosOfAMini == TickValueCents);

    /// <summary>What one point of one contract is worth, in US dollars.</summary>
    public decimal MultiplierUsdPerPoint => TickValueCents / 100m / TickSize;

    /// <summary>True for an instrument that a configuration added: reports name it as custom.</summary>
    public bool IsCustom => !All.Contains(this);

    /// <summary>The clock of the exchange's trading floor, as a tz database
    /// name: what "exchange" means as the zone of an import.</summary>
    /// <exception cref="ArgumentException">The exchange is not known here; the message lists those that are.</exception>
    public string ExchangeZone => Exchange.ToUpperInvariant() switch
    {
        "CME" or "CBOT" or "CBOE" or "CFE" => "America/Chicago",
        "COMEX" or "NYMEX" or "NYSE" or "NASDAQ" or "ARCA" or "ICEUS" => "America/New_York",
        "EUREX" => "Europe/Berlin",
        _ => throw new ArgumentException(
            $"The zone was 'exchange', and the exchange of {Symbol} is '{Exchange}'; expected CME, CBOT, CBOE, CFE, COMEX, "
            + $"NYMEX, NYSE, NASDAQ, ARCA, ICEUS or EUREX. Name the zone itself, e.g. America/Chicago."),
    };

    /// <summary>A price in ticks as index points.</summary>
    /// <param name="ticks">Whole ticks; below 0 in back-adjusted series.</param>
    /// <returns>Index points, exactly.</returns>
    public decimal PriceOf(int ticks) => ticks * TickSize;

    /// <summary>The instrument of a typed symbol; case and surrounding blanks do not matter.</summary>
    /// <param name="symbol">e.g. "NQ" or " mes ".</param>
    /// <returns>One of <see cref="All"/>.</returns>
    /// <exception cref="ArgumentException">No such symbol: the message lists the eight and names the nearest.</exception>
    public static Instrument Parse(string symbol) => Parse(symbol, All);

    /// <summary>The same among given instruments, e.g. the eight and some that a configuration added.</summary>
    /// <param name="symbol">e.g. "NQ" or " mes ".</param>
    /// <param name="among">The instruments that can be named, at least one.</param>
    /// <returns>One of them.</returns>
    /// <exception cref="ArgumentException">No such symbol: the message lists those there are and names the nearest.</exception>
    public static Instrument Parse(string symbol, IReadOnlyList<Instrument> among)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        ArgumentNullException.ThrowIfNull(among);
        string typed = symbol.Trim().ToUpperInvariant();
        foreach (Instrument instrument in among)
            if (instrument.Symbol == typed)
                return instrument;
        Instrument nearest = among.OrderBy(i => WordDistance.Between(typed, i.Symbol)).First();
        throw new ArgumentException(
            $"The symbol was '{symbol}', which is not an instrument here; did you mean {nearest.Symbol}? "
            + $"Expected one of {string.Join(", ", among.Select(i => i.Symbol))}.");
    }

    /// <inheritdoc/>
    public override string ToString() => Symbol;
}
