using System.Globalization;

namespace RlTrainer.Tests.Reporting;

/// <summary>
/// Works out trades, balances and thresholds again from the texts of bars, fills.csv, protections.csv and accounts.csv, with
/// nothing of the library: strings and decimals only. Follows src/evaluation-files.md; minutes only, no second bars.
/// </summary>
internal sealed class OutsideRecount
{
    private readonly List<Dictionary<string, string>> _bars, _fills, _protections;
    private readonly Dictionary<string, string> _account;
    private readonly decimal _tickPoints, _tickUsd;
    private decimal _tickOfPosition, _cash, _position, _entry, _stop, _target, _peak, _floor;
    private decimal _costs, _exitSum, _size, _before, _adverse, _favorable, _firstStop, _firstTarget;
    private string _entryTime = "";
    private int _nextFill, _nextProtection;

    private OutsideRecount(string bars, string fills, string protections, Dictionary<string, string> account)
    {
        _account = account;
        _bars = [.. Rows(bars).Where(row => string.CompareOrdinal(row["time_eastern"], account["first_bar_eastern"]) >= 0
            && string.CompareOrdinal(row["time_eastern"], account["last_bar_eastern"]) <= 0)];
        _fills = [.. Rows(fills).Where(row => row["account"] == account["account"])];
        _protections = [.. Rows(protections).Where(row => row["account"] == account["account"])];
        (_tickPoints, _tickUsd) = (Number(account["tick_points"]), Number(account["tick_usd"]));
        _cash = _peak = Number(account["start_usd"]);
    }

    /// <summary>Rows of trades.csv without number, R multiple and bars held, as they should be.</summary>
    public List<string> Trades { get; } = [];

    /// <summary>Balance and threshold after every minute between an account's first and last, "time,account" → both.</summary>
    public Dictionary<string, (decimal Balance, decimal Threshold)> Books { get; } = [];

    /// <summary>Every account's recount in one.</summary>
    public static OutsideRecount Of(string bars, string fills, string protections, string accounts)
    {
        OutsideRecount? whole = null;
        foreach (Dictionary<string, string> account in Rows(accounts))
        {
            var one = new OutsideRecount(bars, fills, protections, account);
            one.Walk();
            whole ??= one;
            if (whole == one) continue;
            whole.Trades.AddRange(one.Trades);
            foreach ((string key, (decimal, decimal) books) in one.Books) whole.Books[key] = books;
        }
        return whole!;
    }

    /// <summary>The rows of a CSV text by column.</summary>
    public static List<Dictionary<string, string>> Rows(string csv)
    {
        string[] lines = csv.TrimEnd('\n').Split('\n');
        string[] header = lines[0].Split(',');
        return [.. lines.Skip(1)
            .Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    public static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private void Walk()
    {
        for (int index = 0; index < _bars.Count; index++)
        {
            Dictionary<string, string> bar = _bars[index];
            Protect(bar["time_eastern"]);
            Minute(bar);
            bool reached = _account["target_usd"].Length > 0 && _cash >= Number(_account["start_usd"])
                + Number(_account["target_usd"]);
            if (EndsDay(index) && _account["drawdown_basis"] == "EndOfDay") _peak = Math.Max(_peak, _cash);
            if (reached && _account["floor_after_target"] == "yes")
                _floor = Number(_account["start_usd"]) + Number(_account["target_usd"]);
            Books[$"{bar["time_eastern"]},{_account["account"]}"] = (_cash, Threshold());
        }
    }

    private void Protect(string time)
    {
        for (; _nextProtection < _protections.Count
            && string.CompareOrdinal(_protections[_nextProtection]["from_bar_eastern"], time) <= 0; _nextProtection++)
            (_stop, _target) = (Number(_protections[_nextProtection]["stop"]), Number(_protections[_nextProtection]["target"]));
    }

    private void Minute(Dictionary<string, string> bar)
    {
        decimal open = Number(bar["open"]), close = Number(bar["close"]);
        while (Next(bar) is { } order && (order["reason"] is "Entry" or "Close" or "Partial"))
        {
            if (_position != 0) Mark(open);
            Book(Next(bar)!);
        }
        if (_position == 0) return;
        bool isLong = _position > 0;
        decimal served = isLong ? Math.Min(open, _target) : Math.Max(open, _target);
        Mark(served);
        Dictionary<string, string>? exit = Next(bar);
        decimal market = exit is null ? 0 : Market(exit);
        if (exit is not null && (exit["reason"] is "Stop" or "DailyLimit" or "Breach") && market == open)
        {
            Against(open);
            Book(exit!);
            return;
        }
        if (exit is not null && exit["reason"] == "Target" && served != open)
        {
            _favorable = Math.Max(_favorable, Gain(served));
            Book(exit);
            return;
        }
        decimal best = isLong ? Math.Min(Number(bar["high"]), _target) : Math.Max(Number(bar["low"]), _target);
        decimal worst = isLong ? Number(bar["low"]) : Number(bar["high"]);
        _favorable = Math.Max(_favorable, Gain(best));
        Mark(best);
        bool leavesInside = exit is not null
            && (exit["reason"] == "Stop" || exit["reason"] is "DailyLimit" or "Breach" && market != close);
        if (leavesInside) Against(market);
        else Against(worst);
        if (exit is not null) Book(exit);
    }

    private Dictionary<string, string>? Next(Dictionary<string, string> bar) =>
        _nextFill < _fills.Count && _fills[_nextFill]["bar_time_eastern"] == bar["time_eastern"] ? _fills[_nextFill] : null;

    private decimal Gain(decimal price) => (_position > 0 ? price - _entry : _entry - price);

    private void Against(decimal price) => _adverse = Math.Max(_adverse, -Gain(price));

    private static decimal Market(Dictionary<string, string> fill) =>
        Number(fill["price"]) + (fill["order"] == "sell" ? 1 : -1) * Number(fill["slippage_points"]);

    private void Mark(decimal price)
    {
        decimal equity = _cash + Gain(price) / _tickPoints * _tickOfPosition * Math.Abs(_position);
        if (_account["drawdown_basis"] == "LiveEquity") _peak = Math.Max(_peak, equity);
    }

    private void Book(Dictionary<string, string> fill)
    {
        _nextFill++;
        decimal contracts = Number(fill["contracts"]), price = Number(fill["price"]);
        if (_position == 0) Begin(fill, contracts, price);
        else
        {
            _cash += Gain(price) / _tickPoints * _tickOfPosition * contracts;
            _exitSum += price * contracts;
            _position += fill["order"] == "buy" ? contracts : -contracts;
        }
        decimal paid = Number(fill["commission_usd"]) + Number(fill["fees_usd"]);
        _cash -= paid;
        _costs += paid + Number(fill["slippage_points"]) / _tickPoints * _tickOfPosition * contracts;
        if (_account["drawdown_basis"] == "ClosedBalance") _peak = Math.Max(_peak, _cash);
        if (_position == 0) Finish(fill);
    }

    private void Begin(Dictionary<string, string> fill, decimal contracts, decimal price)
    {
        (_before, _entry, _size, _entryTime) = (_cash, price, contracts, fill["bar_time_eastern"]);
        _position = fill["order"] == "buy" ? contracts : -contracts;
        (_costs, _exitSum, _adverse, _favorable) = (0, 0, 0, 0);
        _tickOfPosition = fill["symbol"] == _account["symbol"] ? _tickUsd : _tickUsd / 10;
        (_firstStop, _firstTarget) = (Math.Abs(price - _stop), Math.Abs(_target - price));
    }

    private void Finish(Dictionary<string, string> fill) => Trades.Add(string.Join(',', new object[]
    {
        _account["account"], fill["order"] == "sell" ? "Long" : "Short", _size, _entryTime, fill["bar_time_eastern"], _entry,
        Math.Round(_exitSum / _size, 6),
        _firstStop, _firstTarget, _cash - _before, _costs, _adverse, _favorable, fill["reason"], fill["symbol"],
    }.Select(Plain)));

    /// <summary>A number without trailing zeros, anything else as it is.</summary>
    public static string Plain(object value) => value switch
    {
        decimal number => number.ToString("0.######", CultureInfo.InvariantCulture),
        string text when decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number) =>
            Plain(number),
        _ => value.ToString()!,
    };

    private decimal Threshold()
    {
        bool isLocked = _account["lock_trigger_usd"].Length > 0 && _peak >= Number(_account["lock_trigger_usd"]);
        return Math.Max(_floor, isLocked ? Number(_account["lock_level_usd"]) : _peak - Number(_account["drawdown_usd"]));
    }

    /// <summary>The last minute of a trading day that ends by the flat clock: the next one ends after it.</summary>
    private bool EndsDay(int index)
    {
        string clock = _bars[index]["time_eastern"][11..16], flat = _account["flat_time_eastern"];
        string lastStart = $"{flat[..3]}{int.Parse(flat[3..], CultureInfo.InvariantCulture) - 1:00}";
        if (string.CompareOrdinal(clock, lastStart) > 0 || string.CompareOrdinal(clock, "16:00") < 0) return false;
        return index + 1 == _bars.Count || string.CompareOrdinal(_bars[index + 1]["time_eastern"][11..16], lastStart) > 0;
    }
}
