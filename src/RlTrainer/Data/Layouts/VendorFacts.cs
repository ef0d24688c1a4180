namespace RlTrainer.Data;

/// <summary>Whose form a file with a header is, and what only that
/// vendor's documentation or the names of its columns tell.</summary>
internal static class VendorFacts
{
    private const string Names = "the header is that vendor's";

    /// <summary>The layout with the format's name, zone and edge, as far as they are known.</summary>
    /// <param name="found">What is known so far.</param>
    /// <param name="map">The columns by their names.</param>
    /// <param name="rows">Fields of the first rows.</param>
    /// <param name="isText">The file is text: only then it can be this project's own form.</param>
    public static DetectedLayout Read(DetectedLayout found, HeaderMap map, string[][] rows, bool isText = true)
    {
        DetectedLayout named = Vendor(found, map, rows, isText);
        named = Zoned(named, map);
        return named.Facts.Any(fact => fact.Kind == FactKind.Edge) ? named : Edged(named, map);
    }

    private static DetectedLayout Vendor(DetectedLayout found, HeaderMap map, string[][] rows, bool isText)
    {
        string[] plain = [.. map.Names.Select(ColumnAliases.Plain)];
        bool hasZone = found.Facts.Any(fact => fact.Kind == FactKind.Zone);
        if (plain.Contains("tsevent")) return Databento(found, map, rows);
        if (isText && HeaderLayouts.IsNative(map)) return Native(found, hasZone);
        if (plain.Contains("datetimeet") && plain.Contains("datetimeutc")) return Format(found, "two clocks", BarEdge.Start);
        if (plain.Contains("timestamputc") && plain.Contains("pricetype")) return Format(found, "Nautilus", BarEdge.End);
        if (plain.Contains("numberoftrades") || plain.Contains("oftrades") || plain.Contains("bidvolume"))
            return Format(found, "Sierra Chart", BarEdge.Start);
        bool isMetaTrader = plain.Contains("tickvol")
            || (found.Layout.Separator == '\t' && plain.Length <= 9 && !map.Has(ColumnRole.Symbol));
        if (isMetaTrader && !hasZone) return Format(found, "MetaTrader", BarEdge.Start);
        if (plain.Contains("gmttime") || plain.Contains("localtime")) return Format(found, "Dukascopy", BarEdge.Start);
        if (plain.Contains("windowstart")) return Format(found, "Polygon", BarEdge.Start);
        if (plain[0] == "time" && hasZone && found.Layout.ZoneMarks.Count == 0)
            return Format(found, "TradingView", BarEdge.Start);
        bool isYahoo = hasZone && found.Layout.Time != TimeForm.Epoch && plain.Contains("close")
            && plain.Contains("datetime") && (map.Ticker is not null || plain[0] == "datetime");
        return isYahoo
            ? Format(found, "yfinance", BarEdge.Start) : found;
    }

    private static DetectedLayout Databento(DetectedLayout found, HeaderMap map, string[][] rows)
    {
        int price = found.Layout.OpenColumn;
        bool isRaw = rows.Count(
            row => price < row.Length && row[price] is { Length: > 8 } text
                && !text.Contains('.', StringComparison.Ordinal)) * 2 > rows.Length;
        found = Format(found, found.Layout.IsTicks ? "Databento trades" : isRaw ? "Databento raw" : "Databento pretty",
            BarEdge.Start);
        found = found.With(FactKind.Zone, "UTC", FactSource.Documented,
            "Databento's times are UTC") with
        { Layout = found.Layout with { Zone = "UTC" } };
        if (isRaw)
            found = found.With(FactKind.PriceScale, "1e-9", FactSource.Documented,
                "Databento's whole prices are billionths") with
            { Layout = found.Layout with { PriceScale = 1e-9 } };
        return map.Has(ColumnRole.Symbol) ? found : found with { Layout = found.Layout with { SymbolColumn = -1 } };
    }

    private static DetectedLayout Native(DetectedLayout found, bool hasZone)
    {
        found = found.With(FactKind.Format, "this project's own", FactSource.Stated,
            "the header is timestamp,open,high,low,close,volume")
            .With(FactKind.Edge, "Start", FactSource.Documented, "this project's own form has the start of the bar");
        return hasZone ? found
            : found.With(FactKind.Zone, "America/New_York", FactSource.Documented,
                "this project's own form is New York time where no offset stands");
    }

    private static DetectedLayout Format(DetectedLayout found, string name, BarEdge edge) =>
        found.With(FactKind.Format, name, FactSource.Stated, Names)
            .With(FactKind.Edge, edge.ToString(), FactSource.Documented, $"{name} documents it") with
        {
            Layout = found.Layout with { Format = name, Edge = edge },
        };

    /// <summary>The zone that the time column's name tells, where the times themselves tell none.</summary>
    private static DetectedLayout Zoned(DetectedLayout found, HeaderMap map)
    {
        if (found.Facts.Any(fact => fact.Kind == FactKind.Zone)) return found;
        foreach (int column in (int[])[found.Layout.TimeColumn, found.Layout.ClockColumn])
            if (column >= 0 && column < map.Names.Count && ColumnAliases.ZoneIn(map.Names[column]) is { } zone)
                return found.With(FactKind.Zone, zone, FactSource.Stated,
                    $"the column is named '{map.Names[column].Trim('"', ' ')}'") with
                {
                    Layout =
                        found.Layout with { Zone = zone }
                };
        return found.With(FactKind.Zone, "open", FactSource.Open, "the times have no offset and no name of a zone");
    }

    private static DetectedLayout Edged(DetectedLayout found, HeaderMap map)
    {
        string name = map.Names[found.Layout.TimeColumn];
        if (found.Layout.IsTicks) return found.With(FactKind.Edge, "none", FactSource.Stated, "trades have a time, not an edge");
        if (ColumnAliases.EdgesInNames.TryGetValue(ColumnAliases.Plain(name), out BarEdge edge))
            return found.With(FactKind.Edge, edge.ToString(), FactSource.Stated,
                $"the column is named '{name.Trim('"')}'") with
            { Layout = found.Layout with { Edge = edge } };
        if (found.SourceOf(FactKind.Zone) != FactSource.Open && map.Unknown is [string first, ..])
            return found.With(FactKind.Edge, "open", FactSource.Open,
                $"nothing in the file tells it, and the column '{first.Trim('"', ' ')}' is not known: whose "
                + "form it is stays open");
        return found.SourceOf(FactKind.Zone) == FactSource.Open
            ? found.With(FactKind.Edge, "open", FactSource.Open, "nothing in the file tells it")
            : found.With(FactKind.Edge, "Start", FactSource.Usual,
                "nothing in the file tells it, and most vendors mark the start; say --edge End where the times mark the end");
    }
}
