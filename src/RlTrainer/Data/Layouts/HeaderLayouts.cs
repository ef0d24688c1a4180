namespace RlTrainer.Data;

/// <summary>Layouts of files whose first line names the columns.</summary>
internal static class HeaderLayouts
{
    private static readonly string[] TimeNames = ["ts_event", "timestamp", "timestamp_utc", "datetime_utc", "time", "datetime", "datetime_et", "date"];
    private static readonly string[] CloseNames = ["close", "last"], VolumeNames = ["volume", "vol", "tickvol", "tick_volume"];

    /// <summary>The layout, or null where the first line does not name four prices and a time.</summary>
    public static DetectedLayout? Find(FileHead head, char separator, string file)
    {
        string[] names = [.. head.Lines[0].Split(separator).Select(name => name.Trim(' ', '"', '<', '>').ToLowerInvariant())];
        string[][] rows = [.. head.WholeLines.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(separator).Select(field => field.Trim(' ', '"')).ToArray())];
        ThrowIfTicks(names, file);
        int time = First(names, TimeNames), date = Array.IndexOf(names, "date"), clock = Array.IndexOf(names, "time");
        int open = Array.IndexOf(names, "open"), high = Array.IndexOf(names, "high"), low = Array.IndexOf(names, "low"), close = First(names, CloseNames);
        if (time < 0 || open < 0 || high < 0 || low < 0 || close < 0) return null;
        bool isSplit = date >= 0 && clock >= 0;
        string[] times = [.. rows.Select(row => FieldAt(row, isSplit ? date : time))];
        var layout = new BarLayout
        {
            Format = "timestamp CSV",
            HasHeader = true,
            Separator = separator,
            TimeColumn = isSplit ? date : time,
            ClockColumn = isSplit ? clock : -1,
            OpenColumn = open,
            HighColumn = high,
            LowColumn = low,
            CloseColumn = close,
            VolumeColumn = First(names, VolumeNames),
            Time = TimeForms.OfMost(times),
        };
        return Named(layout, names, rows, times, head);
    }

    /// <summary>The vendor's name and what only its documentation tells.</summary>
    private static DetectedLayout Named(BarLayout layout, string[] names, string[][] rows, string[] times, FileHead head)
    {
        bool hasOffset = layout.Time == TimeForm.Epoch || TimeForms.MostHaveOffset(times);
        if (names.Contains("ts_event"))
        {
            int symbol = Array.IndexOf(names, "symbol"), id = Array.IndexOf(names, "instrument_id");
            bool isRaw = rows.Count(row => FieldAt(row, layout.OpenColumn) is { Length: > 8 } price && !price.Contains('.', StringComparison.Ordinal)) * 2 > rows.Length;
            return new(layout with
            {
                Format = isRaw ? "Databento raw" : "Databento pretty",
                Zone = "UTC",
                PriceScale = isRaw ? 1e-9 : 1.0,
                SymbolColumn = symbol >= 0 ? symbol : id,
            });
        }
        if (names.Contains("datetime_et") && names.Contains("datetime_utc")) return new(layout with { Format = "two clocks", Zone = "UTC" });
        if (names.Contains("timestamp_utc")) return new(layout with { Format = names.Contains("pricetype") ? "Nautilus" : "timestamp CSV", Zone = "UTC", Edge = names.Contains("pricetype") ? BarEdge.End : BarEdge.Start });
        if (names.Contains("last") || names.Contains("numberoftrades"))
            return new(layout with { Format = "Sierra Chart" }, hasOffset ? null : ZoneQuestions.Ask(layout, head, "America/New_York", "America/Chicago", "UTC"));
        if (layout.Separator == '\t' && !hasOffset)
            return new(layout with { Format = "MetaTrader" }, ZoneQuestions.Ask(layout, head, "UTC", "UTC+02", "Europe/Athens"));
        if (names[0] == "time" && hasOffset) return new(layout with { Format = "TradingView", Zone = "UTC" });
        if (names[0] == "datetime" && hasOffset) return new(layout with { Format = "yfinance" });
        return new(hasOffset ? layout with { Zone = "UTC" } : layout);
    }

    private static void ThrowIfTicks(string[] names, string file)
    {
        bool isQuotes = names.Contains("ask") && names.Contains("bid") && !names.Contains("open");
        bool isTrades = names.Contains("price") && names.Contains("size") && !names.Contains("open");
        if (isQuotes || isTrades)
            throw new BarDataException($"{file}: found {(isQuotes ? "quotes (ask and bid)" : "single trades (price and size)")}, not bars. Expected one-minute bars: export them as 1-minute bars, or as 1-second bars for the second file.");
    }

    private static int First(string[] names, string[] wanted)
    {
        foreach (string name in wanted)
            if (Array.IndexOf(names, name) is int column and >= 0)
                return column;
        return -1;
    }

    private static string FieldAt(string[] row, int column) => column >= 0 && column < row.Length ? row[column] : "";
}
