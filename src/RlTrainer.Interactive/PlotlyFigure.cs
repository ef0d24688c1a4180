using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RlTrainer.Interactive;

/// <summary>Figures for viewers that draw plotly's JSON (data and layout), in the colours of the project's own figures.</summary>
internal static class PlotlyFigure
{
    private const string Gain = "#62b0ff", Loss = "#ffa45c";
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One bar a category, gains and losses in their colours.</summary>
    public static string Bars(string title, string upTitle, IReadOnlyList<(string Category, double Amount)> bars) =>
        Write(title, string.Empty, upTitle, new JsonObject
        {
            ["type"] = "bar",
            ["x"] = Texts(bars.Select(bar => bar.Category)),
            ["y"] = Numbers(bars.Select(bar => bar.Amount)),
            ["marker"] = new JsonObject { ["color"] = Texts(bars.Select(bar => bar.Amount < 0 ? Loss : Gain)) },
        });

    /// <summary>Candles with their times or dates as text.</summary>
    public static string Candles(
        string title, string upTitle, IReadOnlyList<(string At, double Open, double High, double Low, double Close)> candles) =>
            Write(title, string.Empty, upTitle, new JsonObject
            {
                ["type"] = "candlestick",
                ["x"] = Texts(candles.Select(candle => candle.At)),
                ["open"] = Numbers(candles.Select(candle => candle.Open)),
                ["high"] = Numbers(candles.Select(candle => candle.High)),
                ["low"] = Numbers(candles.Select(candle => candle.Low)),
                ["close"] = Numbers(candles.Select(candle => candle.Close)),
                ["increasing"] = new JsonObject { ["line"] = new JsonObject { ["color"] = Gain } },
                ["decreasing"] = new JsonObject { ["line"] = new JsonObject { ["color"] = Loss } },
            });

    /// <summary>A grid of numbers between −1 and 1.</summary>
    public static string Grid(string title, IReadOnlyList<string> names, IReadOnlyList<double?> cells) =>
        Write(title, string.Empty, string.Empty, new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = Texts(names),
            ["y"] = Texts(names),
            ["z"] = new JsonArray(
            [.. Enumerable.Range(0, names.Count)
                .Select(row => Numbers(cells.Skip(row * names.Count).Take(names.Count).Select(cell => cell ?? double.NaN)))]),
            ["zmin"] = -1,
            ["zmax"] = 1,
            ["colorscale"] = new JsonArray(new JsonArray(0, Loss), new JsonArray(0.5, "#111a3d"), new JsonArray(1, Gain)),
        });

    private static string Write(string title, string acrossTitle, string upTitle, JsonObject trace) => new JsonObject
    {
        ["data"] = new JsonArray(trace),
        ["layout"] = new JsonObject
        {
            ["title"] = Text(title),
            ["paper_bgcolor"] = "#0a1029",
            ["plot_bgcolor"] = "#111a3d",
            ["font"] = new JsonObject { ["color"] = "#eaefff" },
            ["xaxis"] = new JsonObject
            {
                ["title"] = Text(acrossTitle),
                ["gridcolor"] = "#243059",
                ["rangeslider"] = new JsonObject { ["visible"] = false },
            },
            ["yaxis"] = new JsonObject { ["title"] = Text(upTitle), ["gridcolor"] = "#243059" },
        },
    }.ToJsonString(Json);

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static JsonArray Numbers(IEnumerable<double> numbers) =>
        new([.. numbers.Select(number => double.IsFinite(number) ? JsonValue.Create(Math.Round(number, 6)) : null)]);
}
