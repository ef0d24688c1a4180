using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Market;
using RlTrainer.Reporting;

namespace RlTrainer.Lab.Runs;

/// <summary>An evaluation, joined to the bars it was walked on.</summary>
internal sealed class Replay
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");
    private readonly string _run;
    private readonly BarSeries _bars;
    private readonly Dictionary<string, int> _barAt = new(StringComparer.Ordinal);
    private readonly CsvColumns _trades, _fills, _equity, _accounts;
    private readonly List<(TradingDay Day, List<string[]> Equity)> _days = [];

    /// <summary>Reads the files.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="folder">The evaluation's.</param>
    /// <param name="bars">The run's instrument; a minute that was walked and is not among them refuses the replay.</param>
    public Replay(string run, string folder, BarSeries bars)
    {
        (_run, _bars) = (run, bars);
        CsvColumns Table(string name) => CsvColumns.Read(Path.Combine(folder, name))
            ?? throw new LabFault(409, $"{name} is missing in {folder}; evaluate the run again: rltrainer evaluate {run}");
        (_trades, _fills, _equity, _accounts) =
            (Table("trades.csv"), Table("fills.csv"), Table("equity.csv"), Table("accounts.csv"));
        var byDay = new Dictionary<int, List<string[]>>();
        foreach (string[] row in _equity.Rows)
        {
            int day = DayOf(BarAt(_equity.Word(row, "time_eastern")));
            if (!byDay.TryGetValue(day, out List<string[]>? rows)) byDay[day] = rows = [];
            rows.Add(row);
        }
        foreach ((int day, List<string[]> rows) in byDay.OrderBy(pair => pair.Key)) _days.Add((bars.Days[day], rows));
    }

    /// <summary>The days, the trades by day, and whether the bars are invented.</summary>
    public JsonObject Overview() => new()
    {
        ["run"] = _run,
        ["symbol"] = _bars.Instrument.Symbol,
        ["tick"] = (double)_bars.Instrument.TickSize,
        ["synthetic"] = _bars.IsSynthetic,
        ["days"] = new JsonArray([.. _days.Select(each => JsonValue.Create(DateOf(each.Day)))]),
        ["trades"] = new JsonArray([.. _trades.Rows.Select(TradeJson)]),
    };

    /// <summary>Bars, equity, levels, fills and trades of one day.</summary>
    /// <exception cref="LabFault">That day was not walked.</exception>
    public JsonObject Day(string? date)
    {
        (TradingDay day, List<string[]> rows) = _days.Find(each => DateOf(each.Day) == date);
        if (rows is null)
            throw new LabFault(404, $"The day '{Files.PrintableText.Name(date)}' is none of this evaluation's.");
        var bars = new JsonArray();
        for (int bar = day.FirstBar; bar < day.EndBar; bar++) bars.Add(BarJson(bar));
        // An account that ended in a minute and the fresh one that began in it: the later row says how the minute ended.
        var walked = new Dictionary<int, string[]>();
        foreach (string[] row in rows) walked[BarAt(_equity.Word(row, "time_eastern")) - day.FirstBar] = row;
        return new JsonObject
        {
            ["date"] = date,
            ["bars"] = bars,
            ["equity"] = new JsonArray([.. Enumerable.Range(0, day.BarCount)
                .Select(bar => walked.TryGetValue(bar, out string[]? row) ? EquityJson(row) : null)]),
            ["fills"] = new JsonArray([.. Within(_fills, "bar_time_eastern", day).Select(row => FillJson(row, day))]),
            ["trades"] = new JsonArray([.. Within(_trades, "entry_time_eastern", day).Select(TradeJson)]),
            ["dayLimit"] = _accounts.Rows.Count > 0 ? _accounts.Number(_accounts.Rows[0], "daily_loss_usd") : null,
        };
    }

    private static string DateOf(TradingDay day) => day.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private IEnumerable<string[]> Within(CsvColumns table, string column, TradingDay day) => table.Rows.Where(row =>
        BarAt(table.Word(row, column)) is var bar && bar >= day.FirstBar && bar < day.EndBar);

    private JsonArray BarJson(int bar) =>
    [
        BarTime.Eastern(_bars, bar)[11..16], Price(_bars.OpenTicks[bar]), Price(_bars.HighTicks[bar]),
        Price(_bars.LowTicks[bar]), Price(_bars.CloseTicks[bar]),
    ];

    private JsonObject EquityJson(string[] row) => new()
    {
        ["equity"] = _equity.Number(row, "equity_usd"),
        ["threshold"] = _equity.Number(row, "threshold_usd"),
        ["day"] = _equity.Number(row, "day_pnl_usd"),
        ["side"] = _equity.Word(row, "side"),
        ["contracts"] = _equity.Number(row, "contracts"),
        ["stop"] = _equity.Number(row, "stop"),
        ["target"] = _equity.Number(row, "target"),
        ["account"] = _equity.Number(row, "account"),
    };

    private JsonObject FillJson(string[] row, TradingDay day) => new()
    {
        ["bar"] = BarAt(_fills.Word(row, "bar_time_eastern")) - day.FirstBar,
        ["order"] = _fills.Word(row, "order"),
        ["contracts"] = _fills.Number(row, "contracts"),
        ["price"] = _fills.Number(row, "price"),
        ["reason"] = _fills.Word(row, "reason"),
    };

    private JsonObject TradeJson(string[] row)
    {
        int entry = BarAt(_trades.Word(row, "entry_time_eastern")), exit = BarAt(_trades.Word(row, "exit_time_eastern"));
        TradingDay day = _bars.Days[DayOf(entry)];
        return new JsonObject
        {
            ["number"] = _trades.Number(row, "number"),
            ["date"] = DateOf(day),
            ["side"] = _trades.Word(row, "side"),
            ["contracts"] = _trades.Number(row, "contracts"),
            ["entry"] = entry - day.FirstBar,
            ["exit"] = exit - day.FirstBar,
            ["time"] = _trades.Word(row, "entry_time_eastern"),
            ["entryPrice"] = _trades.Number(row, "entry_price"),
            ["exitPrice"] = _trades.Number(row, "exit_price"),
            ["net"] = _trades.Number(row, "net_usd"),
            ["r"] = _trades.Number(row, "r_multiple"),
            ["reason"] = _trades.Word(row, "exit_reason"),
        };
    }

    private double Price(int ticks) => (double)_bars.Instrument.PriceOf(ticks);

    private int DayOf(int bar)
    {
        int low = 0, high = _bars.Days.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (bar < _bars.Days[middle].EndBar) high = middle;
            else low = middle + 1;
        }
        return low;
    }

    /// <summary>The bar of a time; the evaluation was made on other bars where there is none.</summary>
    private int BarAt(string time)
    {
        if (_barAt.TryGetValue(time, out int known)) return known;
        if (!Time.Parse(time).TryGetValue(default, out var moment)) throw Wrong(time);
        long seconds = Period.Between(new LocalDateTime(1970, 1, 1, 0, 0), moment, PeriodUnits.Seconds).Seconds;
        int bar = _bars.EasternSeconds.BinarySearch(seconds);
        return bar >= 0 ? _barAt[time] = bar : throw Wrong(time);
    }

    private LabFault Wrong(string time) => new(409,
        $"The evaluation of '{_run}' walked the minute {Files.PrintableText.Name(time)}, which the bars found now "
        + $"({_bars.Origin}) do not have. Put the bars back that it was evaluated on, or evaluate it again.");
}
