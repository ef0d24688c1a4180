using System.Globalization;

namespace RlTrainer.Tests.Data;

/// <summary>A small file of one vendor's form, hand-written after its documentation: forty minutes of 2 January 2024.</summary>
/// <param name="Name">The file's name; Lean's holds the date.</param>
/// <param name="Zone">The zone, where the text does not tell it.</param>
/// <param name="Row">The text of minute m.</param>
/// <param name="Header">What stands before the rows.</param>
/// <param name="Separator">What parts the fields of a row.</param>
/// <param name="Joint">What stands after each row but the last.</param>
/// <param name="Footer">What stands after the last row.</param>
internal sealed record BarFuzzSample(
    string Name, string? Zone, Func<int, string> Row, string Header = "", string Separator = ",", string Joint = "\n",
    string Footer = "\n")
{
    public const int Rows = 40;

    /// <summary>Every form that the importer knows.</summary>
    public static IReadOnlyList<BarFuzzSample> All { get; } =
    [
        new("native.csv", null, m => $"2024-01-02T15:{m:00}:00Z,{Prices(m, ",")},{m + 1}",
            "timestamp,open,high,low,close,volume\n"),
        new("ninja.txt", "UTC", m => $"20240102 15{m:00}00;{Prices(m, ";")};{m + 1}", "", ";"),
        new("hist.txt", "UTC-05", m => $"20240102 10{m:00}00;{Prices(m, ";")};0", "", ";"),
        new("tradingview.csv", null, m => $"{1704207600 + m * 60},{Prices(m, ",")},NaN,{m + 1},",
            "time,open,high,low,close,Band,Volume,Volume MA\n"),
        new("firstrate.txt", "America/New_York", m => $"2024-01-02 10:{m:00}:00,{Prices(m, ",")},{m + 1}"),
        new("kibot.txt", "America/New_York", m => $"01/02/2024,10:{m:00},{Prices(m, ",")},{m + 1}"),
        new("sierra.csv", "UTC", m => $"2024/1/2, 15:{m:00}:00, {Prices(m, ", ")}, {m + 1}, 2",
            "Date, Time, Open, High, Low, Last, Volume, NumberOfTrades\n"),
        new("databento.csv", null, m => $"2024-01-02T15:{m:00}:00.000000000Z,33,1,5482,{Prices(m, ",")},{m + 1},ESH4",
            "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n"),
        new("databento_raw.csv", null, m => $"{1704207600 + m * 60}000000000,33,1,5482,{Nano(m)},{m + 1}",
            "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume\n"),
        new("20240102_es_minute_trade.csv", null, m => $"{(15 * 60 + m) * 60_000},{Prices(m, ",")},{m + 1}"),
        new("ib.json", "UTC", Ib),
        new("ib_array.json", "UTC", Ib, "[", ",", ",", "]"),
        new("ib_pretty.json", "UTC", m => "\n  " + Ib(m).Replace(",", ",\n    ", StringComparison.Ordinal),
            "{\"symbol\":\"ES\",\"bars\":[", ",", ",", "\n],\"points\":40}\n"),
        new("metatrader.tsv", "UTC+02", m => $"2024-01-02 17:{m:00}:00\t{Prices(m, "\t")}\t{m + 1}",
            "Time\tOpen\tHigh\tLow\tClose\tVolume\n", "\t"),
        new("metatrader5.tsv", "UTC+02", m => $"2024.01.02\t17:{m:00}:00\t{Prices(m, "\t")}\t{m + 1}",
            "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\n", "\t"),
        new("nautilus.csv", null, m => $"2024-01-02 15:{m + 1:00}:00;{Prices(m, ";")};{m + 1};Last",
            "timestamp_utc;open;high;low;close;volume;pricetype\n", ";"),
        new("yfinance.csv", null, m => $"2024-01-02 15:{m:00}:00+00:00,{Prices(m, ",")},{m + 1}",
            "Datetime,Open,High,Low,Close,Volume\n"),
        new("clocks.csv", null, m => $"2024-01-02 10:{m:00}:00,{Prices(m, ",")},{m + 1},2024-01-02 15:{m:00}:00",
            "DateTime_ET,Open,High,Low,Close,Volume,DateTime_UTC\n"),
        new("epoch.csv", null, m => $"{1704207600 + m * 60}000,{Prices(m, ",")},{m + 1}"),
    ];

    /// <summary>The whole file, with one row's text replaced if asked for.</summary>
    public string Text(int replaced = -1, string row = "") =>
        Header + string.Join(Joint, Enumerable.Range(0, Rows).Select(m => m == replaced ? row : Row(m))) + Footer;

    private static string Ib(int m) => $"{{\"date\":\"2024-01-02T15:{m:00}:00\",\"open\":4000,\"high\":{4001 + m % 3},"
        + $"\"low\":3999.5,\"close\":{4000 + m % 3},\"volume\":{m + 1}}}";

    private static string Prices(int m, string separator) =>
        string.Join(separator,
            new[] { 4000m, 4001m + m % 3, 3999.5m, 4000m + m % 3 }.Select(price => price.ToString(CultureInfo.InvariantCulture)));

    private static string Nano(int m) => $"4000000000000,{4001 + m % 3}000000000,3999500000000,{4000 + m % 3}000000000";
}
