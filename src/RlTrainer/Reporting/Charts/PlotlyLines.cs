using System.Text;
using System.Text.Json;

namespace RlTrainer.Reporting;

/// <summary>Writes curves as a plotly figure (data and layout), for notebooks that can show one.</summary>
internal static class PlotlyLines
{
    private static readonly string[] Colours = ["#62b0ff", "#bb96ff", "#56d6a6", "#93a1d0", "#e3b7ff", "#9be3c6"];

    public static string Of(string title, string acrossTitle, string upTitle, IReadOnlyList<Curve> curves)
    {
        var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            for (int index = 0; index < curves.Count; index++) WriteCurve(json, curves[index], Colours[index % Colours.Length]);
            json.WriteEndArray();
            json.WriteStartObject("layout");
            WriteTitle(json, "title", title);
            json.WriteString("paper_bgcolor", "#0a1029");
            json.WriteString("plot_bgcolor", "#111a3d");
            json.WriteStartObject("font");
            json.WriteString("color", "#eaefff");
            json.WriteEndObject();
            foreach ((string axis, string name) in new[] { ("xaxis", acrossTitle), ("yaxis", upTitle) })
            {
                json.WriteStartObject(axis);
                WriteTitle(json, "title", name);
                json.WriteString("gridcolor", "#243059");
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void WriteTitle(Utf8JsonWriter json, string property, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void WriteCurve(Utf8JsonWriter json, Curve curve, string colour)
    {
        json.WriteStartObject();
        json.WriteString("type", "scatter");
        json.WriteString("mode", "lines");
        json.WriteString("name", curve.Name);
        json.WriteStartObject("line");
        json.WriteString("color", colour);
        json.WriteEndObject();
        WriteNumbers(json, "x", curve.X);
        WriteNumbers(json, "y", curve.Y);
        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string property, IReadOnlyList<double> values)
    {
        json.WriteStartArray(property);
        foreach (double value in values)
        {
            if (double.IsFinite(value)) json.WriteNumberValue(Math.Round(value, 6));
            else json.WriteNullValue();
        }
        json.WriteEndArray();
    }
}
