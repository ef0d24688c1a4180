using System.Text;
using System.Text.Json;

namespace RlTrainer.Data;

/// <summary>A validation report as JSON, for scripts.</summary>
internal static class FindingsJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true };

    /// <summary>The report: file, format, mode, rows, and one entry a finding with its stable name.</summary>
    /// <param name="report">The report.</param>
    /// <returns>JSON text.</returns>
    public static string Of(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Readable))
        {
            json.WriteStartObject();
            json.WriteString("file", report.File);
            json.WriteString("format", report.Format);
            json.WriteString("mode", report.Mode.ToString());
            json.WriteNumber("rowsRead", report.RowsRead);
            json.WriteNumber("rowsKept", report.RowsKept);
            json.WriteNumber("rowsLeftOut", report.RowsListed);
            json.WriteNumber("changes", report.Changed.Count);
            json.WriteStartArray("findings");
            foreach (BarFinding finding in report.Findings) Write(json, finding);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static void Write(Utf8JsonWriter json, BarFinding finding)
    {
        json.WriteStartObject();
        json.WriteString("rule", FindingsPage.IdOf(finding.Rule));
        json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
        json.WriteNumber("count", finding.Count);
        json.WriteString("treatment", finding.Treatment);
        json.WriteString("file", finding.File);
        json.WriteNumber("firstLine", finding.FirstLine);
        json.WriteString("firstValue", finding.FirstValue);
        json.WriteEndObject();
    }
}
