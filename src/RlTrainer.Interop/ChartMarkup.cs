using XPlot.Plotly;

namespace RlTrainer.Interop;

/// <summary>A chart's markup for any plotly.js from 1.43 on.</summary>
internal static class ChartMarkup
{
    /// <summary>XPlot writes titles as texts, which plotly.js 3 no longer reads; as objects every version does.</summary>
    private const string TitlesAsObjects =
        "[layout,layout.xaxis,layout.yaxis].forEach(function(part){if(part&&typeof part.title==='string')part.title={text:part.title};});";

    /// <summary>The place the chart is drawn into.</summary>
    public static string Place(PlotlyChart chart) => $"<div id=\"{chart.Id}\" style=\"width:{chart.Width}px;height:{chart.Height}px\"></div>";

    /// <summary>Statements that draw it, once plotly.js is loaded.</summary>
    public static string Drawing(PlotlyChart chart)
    {
        string script = chart.GetPlottingJS();
        return script.Insert(script.LastIndexOf("Plotly.newPlot(", StringComparison.Ordinal), TitlesAsObjects).Replace("</", "<\\/", StringComparison.Ordinal);
    }
}
