using System.Globalization;
using System.Text.RegularExpressions;
using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>An instrument beyond the eight built-in ones: what it is and what trading it costs.</summary>
public sealed partial record InstrumentConfig
{
    private const double HighestTickSize = 1000, HighestCommission = 1000;
    private const int HighestTickValueCents = 1_000_000, HighestSlippage = 100;

    /// <summary>The symbol, which also names its files: a capital letter, then capital letters and digits, at most 12 in
    /// all. Required.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>The contract in words. Default: the symbol.</summary>
    public string? Name { get; init; }

    /// <summary>Where it trades, e.g. COMEX; an import with the zone "exchange" needs one it knows. Default "custom".</summary>
    public string Exchange { get; init; } = "custom";

    /// <summary>The currency of its values and costs. The account is in US dollars and nothing is converted, so USD is the
    /// only one. Default USD.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>The smallest price change in points, in (0, 1000]. Required.</summary>
    public double TickSize { get; init; }

    /// <summary>What one tick of one contract is worth, US dollars, whole cents from 0.01 to 10,000. Required, unless the
    /// value of a point is given.</summary>
    public double? TickValueUsd { get; init; }

    /// <summary>What one point of one contract is worth, US dollars; a tick of it must be whole cents. Instead of the value
    /// of a tick.</summary>
    public double? PointValueUsd { get; init; }

    /// <summary>Ticks lost on each market order, in [0, 100]. Default 1.</summary>
    public int SlippageTicks { get; init; } = 1;

    /// <summary>Commission and fees of one contract and one side, US dollars, whole cents, in [0, 1000]. Default 2.50.</summary>
    public double CommissionPerSideUsd { get; init; } = 2.50;

    /// <summary>Ten of them count as one mini in contract limits. Default false.</summary>
    public bool IsMicro { get; init; }

    /// <summary>The instrument as the simulation uses it.</summary>
    /// <exception cref="ArgumentException">A value is missing or impossible; the message names every one.</exception>
    public Instrument ToInstrument()
    {
        string[] faults = [.. Faults()];
        if (faults.Length > 0)
            throw new ArgumentException(
                $"The instrument '{Symbol}' has {faults.Length} bad value(s): {string.Join(" ", faults)}");
        return new Instrument(
            Symbol, Name ?? Symbol, Exchange, (decimal)TickSize, (int)(TickValue()!.Value * 100), SlippageTicks,
            (int)((decimal)CommissionPerSideUsd * 100), IsMicro);
    }

    /// <summary>One sentence a missing or impossible value; empty when it can be traded.</summary>
    public IEnumerable<string> Faults()
    {
        if (!Allowed().IsMatch(Symbol))
            yield return $"Symbol was '{Symbol}'; expected a capital letter, then capital letters and digits, at most 12 in all, "
                + $"e.g. GC.";
        else if (Instrument.All.Any(known => known.Symbol == Symbol))
            yield return $"Symbol was '{Symbol}', which is built in and cannot be changed; expected another one.";
        if (Name is { } name && string.IsNullOrWhiteSpace(name))
            yield return $"Name was '{name}'; expected the contract in words, or leave it out.";
        if (string.IsNullOrWhiteSpace(Exchange))
            yield return $"Exchange was '{Exchange}'; expected a name such as COMEX, or leave it out.";
        if (Currency != "USD")
            yield return $"Currency was '{Currency}'; expected USD: the account is in US dollars and nothing is converted. State "
                + $"tick value and costs in US dollars at a rate of your choice.";
        if (!(TickSize is > 0 and <= HighestTickSize))
            yield return Text($"TickSize was {TickSize}; expected the smallest price change in (0, 1000] points, e.g. 0.1.");
        if (TickValueUsd is null == PointValueUsd is null)
            yield return $"TickValueUsd and PointValueUsd were {(TickValueUsd is null ? "both left out" : "both given")}; "
                + $"expected one of them, e.g. \"TickValueUsd\": 10.";
        else if (TickSize is > 0 and <= HighestTickSize
            && !(TickValue() is { } value && IsCents(value, 1, HighestTickValueCents)))
            yield return $"{Told()} is not from 0.01 to 10,000 in whole cents; expected whole cents a tick, e.g. by counting ten "
                + "or a hundred units as one contract.";
        if (SlippageTicks is < 0 or > HighestSlippage)
            yield return Text($"SlippageTicks was {SlippageTicks}; expected ticks in [0, 100], 1 is usual.");
        if (!(CommissionPerSideUsd is >= 0 and <= HighestCommission
            && IsCents((decimal)CommissionPerSideUsd, 0, (int)HighestCommission * 100)))
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"CommissionPerSideUsd was {CommissionPerSideUsd}; expected US dollars in [0, 1000], whole cents, "
                + $"2.50 is usual.");
    }

    /// <summary>US dollars a tick; null where a number is too large for money.</summary>
    private decimal? TickValue() => TickValueUsd is { } tick ? Money(tick) : Money(PointValueUsd!.Value) is { } point
        ? point * (decimal)TickSize : null;

    private static decimal? Money(double dollars) => double.Abs(dollars) <= 1e9 ? (decimal)dollars : null;

    private static bool IsCents(decimal dollars, int least, int most) => dollars * 100 == decimal.Truncate(dollars * 100)
        && dollars * 100 >= least && dollars * 100 <= most;

    /// <summary>The tick's value as the definition tells it, in words.</summary>
    private string Told() => TickValueUsd is null
        ? $"PointValueUsd was {Number(PointValueUsd)}, a tick of {Number(TickSize)} of which"
        : $"TickValueUsd was {Number(TickValueUsd)}, which";

    private static string Number(double? value) => value!.Value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Z][A-Z0-9]{0,11}$")]
    private static partial Regex Allowed();

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
