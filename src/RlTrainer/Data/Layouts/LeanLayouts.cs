using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>QuantConnect Lean's files: milliseconds since midnight, the rest in the name,
/// yyyyMMdd_symbol_resolution_trade_expiry.csv.</summary>
internal static partial class LeanLayouts
{
    private static readonly HashSet<string> Stocks = ["ARCA", "NYSE", "NASDAQ", "AMEX", "BATS"];

    /// <summary>The layout of a file by its name and rows.</summary>
    public static DetectedLayout Of(string file, string[][] rows, bool isTicks = false)
    {
        Match whole = WholeName().Match(file), dated = DateInName().Match(file);
        LocalDate? date = dated.Success
            && LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(dated.Value) is { Success: true } parsed
                ? parsed.Value : null;
        var layout = new BarLayout
        {
            Format = "Lean",
            Time = TimeForm.MillisecondsOfDay,
            FileDate = date,
            Zone = "UTC",
            ColumnCount = rows.Length > 0 ? rows[0].Length : 0,
        };
        if (isTicks)
            layout = layout with
            {
                OpenColumn = 1,
                HighColumn = 1,
                LowColumn = 1,
                CloseColumn = 1,
                VolumeColumn = 2,
                SuspectColumn = 5,
                IsTicks = true,
            };
        var found = new DetectedLayout(layout, []);
        if (date is null)
            found = found.With(FactKind.Format, "open", FactSource.Open,
                "times count from midnight, and the file's name has no yyyyMMdd");
        found = found.With(FactKind.Volume, isTicks ? "column 3, the size of a trade" : "column 6",
            FactSource.Documented, "Lean documents it")
            .With(FactKind.Edge, isTicks ? "none" : "Start", FactSource.Documented, "Lean documents it");
        return whole.Success
            ? found.With(FactKind.Contract, whole.Groups["symbol"].Value.ToUpperInvariant(), FactSource.Stated,
                "the file's name is Lean's own form") : found;
    }

    /// <summary>The contract that a name of Lean's form tells, e.g. "201312"; empty otherwise.</summary>
    public static string ContractIn(string entry) => WholeName().Match(Path.GetFileName(entry)) is { Success: true } match
        ? match.Groups["expiry"].Value : "";

    /// <summary>Stocks have ten-thousandths of New York days, futures prices as they are in UTC.</summary>
    public static DetectedLayout For(DetectedLayout found, Instrument instrument)
    {
        bool isStock = Stocks.Contains(instrument.Exchange.ToUpperInvariant());
        BarLayout layout = found.Layout with
        {
            Format = isStock ? "Lean equity" : "Lean future",
            PriceScale = isStock ? 1e-4
            : 1.0,
            Zone = isStock ? "America/New_York" : "UTC"
        };
        return found.With(FactKind.PriceScale, isStock ? "1e-4" : "1", FactSource.Documented,
            $"{instrument.Symbol} trades at {instrument.Exchange}: Lean writes "
            + $"{(isStock ? "stocks in ten-thousandths" : "futures as they are")}")
            .With(FactKind.Zone, layout.Zone, FactSource.Documented, "Lean documents it") with
        { Layout = layout };
    }

    [GeneratedRegex(@"(?<![0-9])\d{8}_(?<symbol>[A-Za-z0-9]+)_(?:minute|second|tick)_trade(?:_(?<expiry>\d{6,8}))?\.csv$")]
    private static partial Regex WholeName();

    [GeneratedRegex(@"(?<![0-9])\d{8}(?![0-9])")]
    private static partial Regex DateInName();
}
