using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using XPlot.Plotly;

namespace RlTrainer.Interop;

/// <summary>A chart's markup for any plotly.js from 1.43 on.</summary>
internal static class ChartMarkup
{
    /// <summary>XPlot writes titles as texts, which plotly.js 3 no longer reads; as objects every version does.</summary>
    private const string TitlesAsObjects =
        "[layout,layout.xaxis,layout.yaxis].forEach(function(part){if(part&&typeof "
        + "part.title==='string')part.title={text:part.title};});";

    /// <summary>The place the chart is drawn into.</summary>
    public static string Place(PlotlyChart chart) =>
        $"<div id=\"{chart.Id}\" style=\"width:{chart.Width}px;height:{chart.Height}px\"></div>";

    /// <summary>The chart as plotly's own JSON, an object of data and
    /// layout, which viewers draw with the plotly.js they carry.</summary>
    public static string Json(PlotlyChart chart)
    {
        string script = chart.GetPlottingJS();
        JsonObject layout = ValueAfter(script, "var layout = ").AsObject();
        foreach (JsonObject? part in (JsonObject?[])[layout, layout["xaxis"] as JsonObject, layout["yaxis"] as JsonObject])
            if (part?["title"] is JsonValue title) part["title"] = new JsonObject { ["text"] = title.DeepClone() };
        return new JsonObject { ["data"] = ValueAfter(script, "var data = "), ["layout"] = layout }.ToJsonString();
    }

    /// <summary>The one JSON value that follows a text in XPlot's script.</summary>
    private static JsonNode ValueAfter(string script, string text)
    {
        int start = script.IndexOf(text, StringComparison.Ordinal);
        if (start < 0)
            throw new InvalidOperationException(
                $"XPlot's script has no '{text}': this version of XPlot.Plotly writes another form than 4.1.0.");
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(script[(start + text.Length)..]), isFinalBlock: false, default);
        using JsonDocument value = JsonDocument.ParseValue(ref reader);
        return JsonNode.Parse(value.RootElement.GetRawText())!;
    }

    /// <summary>Statements that draw it, once plotly.js is loaded.</summary>
    public static string Drawing(PlotlyChart chart)
    {
        string script = chart.GetPlottingJS();
        return script.Insert(script.LastIndexOf("Plotly.newPlot(", StringComparison.Ordinal), TitlesAsObjects)
            .Replace("</", "<\\/", StringComparison.Ordinal);
    }
}
