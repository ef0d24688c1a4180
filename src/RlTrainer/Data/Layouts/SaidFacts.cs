namespace RlTrainer.Data;

/// <summary>Puts what the caller says in place of what a file tells or leaves open.</summary>
internal static class SaidFacts
{
    private const string Said = "said by the caller";

    /// <summary>The names of formats that may be said.</summary>
    public static readonly string[] Formats =
    [
        "timestamp CSV", "NinjaTrader", "HistData", "TradingView", "FirstRate", "Kibot", "Sierra Chart", "Databento raw",
        "Databento pretty", "Databento trades",
        "Lean future", "Lean equity", "Interactive Brokers", "MetaTrader", "Nautilus", "yfinance", "two clocks", "epoch CSV",
        "Dukascopy", "Polygon",
    ];

    /// <summary>The layout with what was said.</summary>
    /// <exception cref="BarDataException">A format or a zone that does
    /// not exist, or a format that the content contradicts.</exception>
    public static DetectedLayout Apply(DetectedLayout found, ImportOptions options, string name)
    {
        if (options.Format is { } format) found = Formatted(found, format, name);
        if (options.Zone is { } zone) found = Zoned(found, zone, options, name);
        if (options.Edge is { } edge)
            found = found.With(FactKind.Edge, edge.ToString(), FactSource.Said,
                Said) with
            { Layout = found.Layout with { Edge = edge } };
        if (options.Zone is not null && options.Edge is not null) found = Closed(found);
        if (options.DateOrder is { } order && found.Facts.Any(fact => fact.Kind == FactKind.DateOrder))
            found = found.With(FactKind.DateOrder, TimeForms.WordsOf(order), FactSource.Said,
                Said) with
            { Layout = found.Layout with { Time = TimeForms.FormOf(order) } };
        if (options.Decimal is { } sign)
            found = found.With(FactKind.Decimal, sign == ',' ? "comma" : "point", FactSource.Said,
                Said) with
            { Layout = found.Layout with { Decimal = sign } };
        if (options.PriceScale is { } scale)
            found = found.With(FactKind.PriceScale,
                scale.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture), FactSource.Said,
                Said) with
            { Layout = found.Layout with { PriceScale = scale } };
        if (options.Date is { } date && found.Layout.Time == TimeForm.MillisecondsOfDay)
            found = Closed(found) with { Layout = found.Layout with { FileDate = date } };
        return options.IsBackAdjusted ? found with { Layout = found.Layout with { IsBackAdjusted = true } } : found;
    }

    /// <summary>A zone that is said; offsets in the times are only overruled where that is said, too.</summary>
    private static DetectedLayout Zoned(DetectedLayout found, string zone, ImportOptions options, string name)
    {
        NodaTime.DateTimeZone clock = ZoneClock.ZoneOf(zone);
        bool isUtc = clock.MinOffset == NodaTime.Offset.Zero && clock.MaxOffset == NodaTime.Offset.Zero;
        if (found.Layout.HasOffsets && !isUtc && !options.Accept.Contains("zone", StringComparer.OrdinalIgnoreCase))
            throw new BarDataException(
                $"{name}: its times carry their own UTC offset or count from 1970, and --zone {zone} says another clock. "
                + $"Expected --zone for times without an offset: leave it out; or, where the offset is wrong and the digits are "
                + $"that clock's, say --accept zone too.");
        if (!found.Layout.HasOffsets || !isUtc)
            found = found.With(FactKind.Zone, zone, FactSource.Said,
                Said) with
            {
                Layout = found.Layout with
                {
                    Zone = zone,
                    IgnoresOffsets = found.Layout.HasOffsets,
                    IgnoresZoneNames = found.Layout.ZoneMarks.Count > 0,
                },
            };
        return found.SourceOf(FactKind.Edge) == FactSource.Open && options.Edge is null
            ? found.With(FactKind.Edge, "Start", FactSource.Usual,
                "nothing in the file tells it, and most vendors mark the start; say --edge End where the times mark "
                + "the end") with
            { Layout = found.Layout with { Edge = BarEdge.Start } }
            : found;
    }

    private static DetectedLayout Formatted(DetectedLayout found, string format, string name)
    {
        string known = Formats.FirstOrDefault(each => string.Equals(each, format, StringComparison.OrdinalIgnoreCase))
            ?? throw new BarDataException($"The format was '{format}'; expected one of {string.Join(", ", Formats)}.");
        BarLayout layout = found.Layout;
        bool isSemicolons = layout.Format is "NinjaTrader" or "HistData";
        if (known == "HistData" && isSemicolons)
            return Documented(Closed(found), known, BarEdge.Start, "UTC-05");
        if (known == "NinjaTrader" && isSemicolons) return Documented(Closed(found), known, BarEdge.End, null);
        if (known is "FirstRate" or "Kibot" && layout.Format == known)
        {
            found = Documented(found, known, BarEdge.Start, found.SourceOf(FactKind.Zone) == FactSource.Open
                ? "America/New_York" : null);
            return known == "Kibot" && found.SourceOf(FactKind.DateOrder) == FactSource.Open
                ? found.With(FactKind.DateOrder, "month first", FactSource.Documented,
                    "Kibot documents it") with
                { Layout = found.Layout with { Time = TimeForm.MonthFirst } }
                : found;
        }
        if (known.StartsWith("Lean", StringComparison.Ordinal) && layout.Time == TimeForm.MillisecondsOfDay)
            return found with
            {
                Layout = layout with
                {
                    Format = known,
                    PriceScale = known == "Lean equity" ? 1e-4 : 1.0,
                    Zone = known == "Lean equity" ? "America/New_York" : "UTC"
                }
            };
        if (!string.Equals(known, layout.Format, StringComparison.OrdinalIgnoreCase))
            throw new BarDataException(
                $"{name}: the format was said to be {known}; its content is {layout.Format}'s. Expected the two to agree: leave "
                + $"the format out, or check the file.");
        return found;
    }

    private static DetectedLayout Documented(DetectedLayout found, string format, BarEdge edge, string? zone)
    {
        found = found.With(FactKind.Format, format, FactSource.Said, Said)
            .With(FactKind.Edge, edge.ToString(), FactSource.Documented, $"{format} documents it") with
        {
            Layout = found.Layout with { Format = format, Edge = edge },
        };
        return zone is null ? found
            : found.With(FactKind.Zone, zone, FactSource.Documented,
                $"{format} documents it") with
            { Layout = found.Layout with { Zone = zone } };
    }

    /// <summary>The format is no question any more.</summary>
    private static DetectedLayout Closed(DetectedLayout found) =>
        found.SourceOf(FactKind.Format) == FactSource.Open
            ? found.With(FactKind.Format, found.Layout.Format, FactSource.Said, Said) : found;
}
