using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Columnar.Tests;

/// <summary>Further vendors, spreadsheets of other countries, and the ways in which JSON is written.</summary>
public static partial class BarForms
{
    private static IEnumerable<BarForm> Others() =>
    [
        new("Stooq", "<TICKER>,<PER>, Warsaw", "a.txt", () =>
            Rows("<TICKER>,<PER>,<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>,<OPENINT>\n", "Europe/Warsaw", BarEdge.Start,
                (time, bar) => $"ES.F,1,{At(time, "yyyyMMdd,HHmmss")},{Prices(bar)},{bar.Volume},0"), Evidence),
        new("Finam", "<TICKER>;<PER>, Moscow", "a.txt", () =>
            Rows("<TICKER>;<PER>;<DATE>;<TIME>;<OPEN>;<HIGH>;<LOW>;<CLOSE>;<VOL>\n", "Europe/Moscow", BarEdge.Start,
                (time, bar) => $"ES;1;{At(time, "dd/MM/yy;HH:mm")};{Prices(bar, ";")};{bar.Volume}"),
                    new ImportOptions { Zone = "Europe/Moscow", Edge = BarEdge.Start, DateOrder = DateOrder.DayFirst }),
        new("Tick Data", "minutes, Chicago", "a.csv", () =>
            Rows("Date,Time,Open,High,Low,Close,Volume,Up Ticks,Down Ticks\n", Chicago, BarEdge.Start, (time, bar) =>
                $"{At(time, "MM/dd/yyyy,HH:mm")},{Prices(bar)},{bar.Volume},3,4"), MonthFirst),
        new("Interactive Brokers", "workstation CSV with WAP and Count", "a.csv", () =>
            Rows("Date,Time,Open,High,Low,Close,Volume,WAP,Count\n", NewYork, BarEdge.Start, (time, bar) =>
                $"{At(time, "yyyyMMdd,HH:mm:ss")},{Prices(bar)},{bar.Volume},1.5,2"), Evidence),
        new("Interactive Brokers", "yyyyMMdd HH:mm:ss US/Central", "a.csv", () =>
            Rows("date,open,high,low,close,volume,average,barCount\n", Chicago, BarEdge.Start, (time, bar) =>
                $"{At(time, "yyyyMMdd HH:mm:ss")} US/Central,{Prices(bar)},{bar.Volume},1.5,2")),
        new("Alpha Vantage", "newest first, New York", "a.csv", () =>
            Encoding.UTF8.GetBytes(
                "timestamp," + Plain
                    + string.Join('\n', Lines(
                        NewYork, BarEdge.Start, (time, bar) => $"{At(time, Iso)},{Prices(bar)},{bar.Volume}").Reverse()) + "\n")),
        new("Twelve Data", "semicolons, newest first", "a.csv", () =>
            Encoding.UTF8.GetBytes(
                ("datetime," + Plain).Replace(',', ';')
                    + string.Join('\n', Lines(
                        NewYork, BarEdge.Start, (time, bar) => $"{At(time, Iso)};{Prices(bar, ";")};{bar.Volume}").Reverse())
                            + "\n"), Evidence),
        new("MultiCharts", "<Date>,<Time>, Chicago, end", "a.txt", () =>
            Rows("<Date>,<Time>,<Open>,<High>,<Low>,<Close>,<Volume>\n", Chicago, BarEdge.End, (time, bar) =>
                $"{At(time, "yyyyMMdd,HH:mm:ss")},{Prices(bar)},{bar.Volume}"), Evidence),
        new("AmiBroker", "Ticker, Date/Time", "a.csv", () =>
            Rows("Ticker,Date/Time,Open,High,Low,Close,Volume\n", NewYork, BarEdge.Start, (time, bar) =>
                $"ES,{At(time, "MM/dd/yyyy HH:mm:ss")},{Prices(bar)},{bar.Volume}"), MonthFirst),
        new("thinkorswim", "/ES, years of two digits", "a.csv", () =>
            Rows("Symbol,Date,Time,Open,High,Low,Close,Volume\n", NewYork, BarEdge.Start, (time, bar) =>
                $"/ES,{At(time, "MM/dd/yy,HH:mm")},{Prices(bar)},{bar.Volume}"), MonthFirst),
        new("Bloomberg", "Dates, LAST_PRICE", "a.csv", () =>
            Rows("Dates,OPEN,HIGH,LOW,LAST_PRICE,VOLUME\n", NewYork, BarEdge.Start, (time, bar) =>
                $"{At(time, "MM/dd/yyyy HH:mm")},{Prices(bar)},{bar.Volume}"), MonthFirst),
        new("Refinitiv", "#RIC, Date-Time", "a.csv", () =>
            Rows("#RIC,Domain,Date-Time,GMT Offset,Type,Open,High,Low,Last,Volume\n", "UTC", BarEdge.Start, (time, bar) =>
                $"ESH2,Market Price,{At(time, "yyyy-MM-dd'T'HH:mm:ss.000000000'Z'")},-5,Intraday "
                + $"1Min,{Prices(bar)},{bar.Volume}")),
        new("Nasdaq", "Close/Last before the volume", "a.csv", () => Rows("Date,Close/Last,Volume,Open,High,"
            + "Low\n", NewYork, BarEdge.Start, (time, bar) => $"{At(time, "MM/dd/yyyy HH:mm")},{Price(bar.CloseTicks)},"
            + $"{bar.Volume},{Price(bar.OpenTicks)},{Price(bar.HighTicks)},{Price(bar.LowTicks)}"), MonthFirst),
        new("Binance", "open_time and close_time", "a.csv", () =>
            Rows("open_time,open,high,low,close,volume,close_time\n", "UTC", BarEdge.Start, (_, bar) =>
                $"{bar.UtcSeconds}000,{Prices(bar)},{bar.Volume},{bar.UtcSeconds + 59}999")),
        new("a German spreadsheet", "Eröffnung, Tief, decimal comma", "a.csv", () =>
            Rows("Datum;Zeit;Eröffnung;Hoch;Tief;Schluss;Volumen\n", "Europe/Berlin", BarEdge.Start, (time, bar) =>
                $"{At(time, "dd.MM.yyyy;HH:mm")};{Prices(bar, ";").Replace('.', ',')};{bar.Volume}"), DayFirst),
        new("a French spreadsheet", "Ouverture, Plus haut, Clôture", "a.csv", () =>
            Rows("Date;Heure;Ouverture;Plus haut;Plus bas;Clôture;Volume\n", "Europe/Paris", BarEdge.Start, (time, bar) =>
                $"{At(time, "dd/MM/yyyy;HH:mm")};{Prices(bar, ";").Replace('.', ',')};{bar.Volume}"), DayFirst),
        new("a French spreadsheet", "thin blanks between thousands", "a.csv", () =>
            Rows("time_utc;open;high;low;close;volume\n", "UTC", BarEdge.Start,
                (time, bar) => $"{At(time, Iso)};{Thin(Prices(bar, ";"))};{bar.Volume}")),
        new("pandas", "CSV with its index", "a.csv", () =>
            Rows(",open,high,low,close,volume\n", "UTC", BarEdge.Start, (time, bar) =>
                $"{At(time, Iso)}+00:00,{Prices(bar)},{bar.Volume}")),
        new("pandas", "JSON, records", "a.json", () =>
            Encoding.UTF8.GetBytes(
                "[" + string.Join(',',
                    Lines("UTC", BarEdge.Start, (_, bar) => $"{{\"timestamp\":{bar.UtcSeconds}000,{Named(bar)}}}")) + "]")),
        new("pandas", "JSON, column by column", "a.json", () =>
            Encoding.UTF8.GetBytes(
                "{" + string.Join(',',
                    JsonColumns("time", (name, values) =>
                        $"\"{name}\":{{{string.Join(',', values.Select((value, row) => $"\"{row}\":{value}"))}}}")) + "}")),
        new("pandas", "JSON, by index", "a.json", () =>
            Encoding.UTF8.GetBytes(
                "{" + string.Join(',',
                    Lines("UTC", BarEdge.Start, (_, bar) => $"\"{bar.UtcSeconds}000\":{{{Named(bar)}}}")) + "}")),
        new("pandas", "JSON, split", "a.json", () => Encoding.UTF8.GetBytes($"{{\"columns\":[\"open\",\"high\",\"low\","
            + $"\"close\",\"volume\"],\"index\":["
            + $"{string.Join(',', Lines("UTC", BarEdge.Start, (_, bar) => $"{bar.UtcSeconds}000"))}],\"data\":["
            + $"{string.Join(',', Lines("UTC", BarEdge.Start, (_, bar) => $"[{Prices(bar)},{bar.Volume}]"))}]}}")),
        new("Yahoo", "JSON of a "
            + "chart", "a.json", () => Encoding.UTF8.GetBytes($"{{\"chart\":{{\"result\":[{{\"meta\":{{\"symbol\":\"ES=F\"}},"
            + $"\"timestamp\":[{string.Join(',', Lines("UTC", BarEdge.Start, (_, bar) => $"{bar.UtcSeconds}"))}],"
            + $"\"indicators\":{{\"quote\":[{{"
            + $"{string.Join(',', JsonColumns(null, (name, values) => $"\"{name}\":[{string.Join(',', values)}]"))}"
            + $"}}]}}}}]}}}}")),
        new("exchanges", "JSON, arrays of time, open, high, low, close, volume", "a.json", () =>
            Encoding.UTF8.GetBytes(
                "[" + string.Join(',',
                    Lines("UTC", BarEdge.Start, (_, bar) =>
                        $"[{bar.UtcSeconds}000,\"{Prices(bar, "\",\"")}\",\"{bar.Volume}\"]")) + "]")),
        new("Polygon", "JSON with results of t, o, h, l, c, v", "a.json", () => Encoding.UTF8.GetBytes("{\"ticker\":\"ES\","
            + "\"results\":[" + string.Join(',', Lines("UTC", BarEdge.Start, (_, bar) => $"{{\"v\":{bar.Volume},\"vw\":1.5,"
            + $"\"o\":{Price(bar.OpenTicks)},\"c\":{Price(bar.CloseTicks)},\"h\":{Price(bar.HighTicks)},\"l\":"
            + $"{Price(bar.LowTicks)},\"t\":{bar.UtcSeconds}000,\"n\":3}}")) + "]}")),
    ];

    private static ImportOptions MonthFirst => new() { AcceptEvidence = true, DateOrder = DateOrder.MonthFirst };

    private static ImportOptions DayFirst => new() { AcceptEvidence = true, DateOrder = DateOrder.DayFirst };

    /// <summary>4772.25 as 4 772,25 with the blank of French typesetting, U+202F.</summary>
    private static string Thin(string prices) => string.Join(';', prices.Split(';').Select(price =>
        price.Length > 6 ? price.Insert(price.Length - 6, "\u202F") : price)).Replace('.', ',');

    private static string Named(Bar bar) => $"\"open\":{Price(bar.OpenTicks)},\"high\":{Price(bar.HighTicks)},\"low\":"
        + $"{Price(bar.LowTicks)},\"close\":{Price(bar.CloseTicks)},\"volume\":{bar.Volume}";

    private static IEnumerable<string> JsonColumns(string? time, Func<string, IEnumerable<string>, string> column)
    {
        IEnumerable<string> Values(Func<Bar, string> value) => Lines("UTC", BarEdge.Start, (_, bar) => value(bar));
        if (time is not null) yield return column(time, Values(bar => $"{bar.UtcSeconds}000"));
        yield return column("open", Values(bar => Price(bar.OpenTicks)));
        yield return column("high", Values(bar => Price(bar.HighTicks)));
        yield return column("low", Values(bar => Price(bar.LowTicks)));
        yield return column("close", Values(bar => Price(bar.CloseTicks)));
        yield return column("volume", Values(bar => $"{bar.Volume}"));
    }
}
