using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>Reads a trade log as <see cref="EvaluationCsv.Trades"/> writes it, back onto the bars it was made on.</summary>
internal static class TradesCsv
{
    private static readonly string[] Needed =
    [
        "side", "contracts", "entry_time_eastern", "exit_time_eastern", "entry_price", "exit_price", "initial_stop_points",
        "initial_target_points", "net_usd",
        "cost_usd", "adverse_points", "favorable_points", "exit_reason",
    ];

    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>The trades of a CSV text, in its order; columns may stand in any order, others are left alone.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What errors call it: a file's name.</param>
    /// <param name="bars">The bars that the trades were made on.</param>
    /// <returns>One trade a row.</returns>
    /// <exception cref="InvalidDataException">A column is missing or a field cannot be read; the message names file, line,
    /// value and remedy.</exception>
    public static IReadOnlyList<Trade> Read(string text, string name, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(name);
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        string[] header = lines[0].TrimStart('\uFEFF').Split(',');
        string[] missing = [.. Needed.Where(column => !header.Contains(column))];
        if (missing.Length > 0)
            throw new InvalidDataException(
                $"{name}:1: the columns {string.Join(", ", missing)} are missing; expected the header of a trades.csv that "
                + $"`rltrainer evaluate` wrote.");
        var barAt = new Dictionary<long, int>(bars.Count);
        for (int bar = 0; bar < bars.Count; bar++) barAt[bars.EasternSeconds[bar]] = bar;
        var trades = new List<Trade>();
        for (int line = 1; line < lines.Length; line++)
        {
            string[] fields = lines[line].Split(',');
            if (fields.Length != header.Length)
                throw new InvalidDataException(
                    $"{name}:{line + 1}: found {fields.Length} fields, expected {header.Length} as in the header.");
            trades.Add(TradeOf(new Row(name, line + 1, header, fields, bars.Instrument), barAt, bars));
        }
        return trades;
    }

    private static Trade TradeOf(Row row, Dictionary<long, int> barAt, BarSeries bars) => new(
        1, row.Word<Side>("side"), row.Whole("contracts"), row.Bar("entry_time_eastern", barAt, bars),
        row.Bar("exit_time_eastern", barAt, bars), row.Ticks("entry_price"),
        (double)(row.Number("exit_price") / bars.Instrument.TickSize), row.Ticks("initial_stop_points"),
        row.Ticks("initial_target_points"), (long)(row.Number("net_usd") * 100),
        (long)(row.Number("cost_usd") * 100), row.Ticks("adverse_points"), row.Ticks("favorable_points"),
        row.Word<FillReason>("exit_reason"), row.IsMicro);

    private sealed record Row(string Name, int Line, string[] Header, string[] Fields, Instrument Instrument)
    {
        public decimal Number(string column) =>
            decimal.TryParse(Field(column), NumberStyles.Number, CultureInfo.InvariantCulture, out decimal number)
            ? number : throw Fault(column, "a number");

        public int Whole(string column) =>
            int.TryParse(Field(column), NumberStyles.Integer, CultureInfo.InvariantCulture, out int number)
            ? number : throw Fault(column, "a whole number");

        /// <summary>Made in the micro of what the bars are of; a file without the column is of before there were such.</summary>
        public bool IsMicro => Header.Contains("symbol") && Field("symbol") != Instrument.Symbol
            && (Field("symbol") == Instrument.Micro?.Symbol ? true
                : throw Fault("symbol",
                    $"{Instrument.Symbol}{(Instrument.Micro is { } micro ? $" or {micro}" : "")}, as the bars are"));

        public int Ticks(string column)
        {
            decimal ticks = Number(column) / Instrument.TickSize;
            return ticks == Math.Round(ticks) ? (int)ticks
                : throw Fault(column,
                    $"whole ticks of {Instrument.TickSize.ToString(CultureInfo.InvariantCulture)}, as {Instrument.Symbol} has");
        }

        public T Word<T>(string column)
            where T : struct, Enum => Enum.TryParse(Field(column), out T value) && Enum.IsDefined(value) ? value
                : throw Fault(column, $"one of {string.Join(", ", Enum.GetNames<T>())}");

        public int Bar(string column, Dictionary<long, int> barAt, BarSeries bars)
        {
            ParseResult<LocalDateTime> time = Time.Parse(Field(column));
            if (!time.Success) throw Fault(column, "a New York time as 2024-01-08T09:30:00");
            long second = time.Value.InUtc().ToInstant().ToUnixTimeSeconds();
            return barAt.TryGetValue(second, out int bar) ? bar
                : throw Fault(column, $"the time of a bar of {bars.Origin}; pass the bars that the trades were made on");
        }

        private string Field(string column) => Fields[Array.IndexOf(Header, column)];

        private InvalidDataException Fault(string column, string expected) =>
            new($"{Name}:{Line}: {column} was '{Field(column)}'; expected {expected}.");
    }
}
