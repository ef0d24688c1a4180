using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.DotNet.Interactive.Formatting;

namespace RlTrainer.Interactive;

/// <summary>Sequences of records as tables with a column a property and a row a record; one of the library's records as a table
/// with a row a property.</summary>
internal static class RecordTables
{
    private const int MostRows = 200;

    private static readonly HashSet<Type> Seen = [];
    private static readonly Lock Gate = new();

    /// <summary>Registers the table form of a record, or of a sequence type whose items are records, unless somebody registered
    /// a form of it.</summary>
    public static void Prepare(Type sequence)
    {
        lock (Gate)
        {
            if (!Seen.Add(sequence) || (RowType(sequence) is null && !IsOurRecord(sequence)))
                return;
            if (Formatter.RegisteredFormatters(false)
                .Any(known => known.Type != typeof(object) && known.Type.IsAssignableFrom(sequence)))
                return;
            if (RowType(sequence) is not { } row)
            {
                PropertyInfo[] members = Columns(sequence);
                Formatter.Register(sequence, (value, writer) => ToCard(members, value, writer), "text/html");
                Formatter.Register(sequence, (value, writer) => writer.Write(value), "text/plain");
                return;
            }
            PropertyInfo[] columns = Columns(row);
            Formatter.Register(sequence, (value, writer) => ToHtml(columns, Rows(value, out bool isWhole), isWhole, writer),
                "text/html");
            Formatter.Register(sequence, (value, writer) => ToText(columns, Rows(value, out bool isWhole), isWhole, writer),
                "text/plain");
        }
    }

    /// <summary>Whether values of the type are rows: records, or objects of an anonymous type.</summary>
    internal static bool IsRow(Type type) =>
        !type.IsPrimitive && !type.IsEnum && type.Namespace != "System"
            && type.Namespace?.StartsWith("NodaTime", StringComparison.Ordinal) != true
        && (type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null || IsAnonymous(type))
        && Columns(type).Length > 0;

    private static bool IsAnonymous(Type type) =>
        type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute))
            && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    private static bool IsOurRecord(Type type) => type.Namespace?.StartsWith("RlTrainer", StringComparison.Ordinal) == true
        && IsRow(type);

    private static void ToCard(PropertyInfo[] members, object record, TextWriter writer)
    {
        var table = new HtmlTable(record.GetType().Name);
        foreach (PropertyInfo member in members)
            table.Row(member.Name, Read(member, record));
        writer.Write(table);
    }

    private static string Read(PropertyInfo member, object record)
    {
        try
        {
            return Text(member.GetValue(record));
        }
        catch (TargetInvocationException e)
        {
            return e.InnerException!.Message;                              // a member that this record has no value for
        }
    }

    private static List<object> Rows(object sequence, out bool isWhole)
    {
        var rows = new List<object>();
        isWhole = true;
        foreach (object item in (IEnumerable)sequence)
        {
            isWhole = rows.Count < MostRows;
            if (!isWhole)
                break;
            rows.Add(item);
        }

        return rows;
    }

    private static Type? RowType(Type sequence) => typeof(IDictionary).IsAssignableFrom(sequence)
        ? null
        : sequence.GetInterfaces().Append(sequence)
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(type => type.GetGenericArguments()[0])
            .FirstOrDefault(IsRow);

    private static PropertyInfo[] Columns(Type type) =>
        [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)];

    private static void ToHtml(PropertyInfo[] columns, List<object> rows, bool isWhole, TextWriter writer)
    {
        writer.Write("<table><thead><tr>");
        foreach (PropertyInfo column in columns)
            writer.Write($"<th>{WebUtility.HtmlEncode(column.Name)}</th>");
        writer.Write("</tr></thead><tbody>");
        foreach (object row in rows)
        {
            writer.Write("<tr>");
            foreach (PropertyInfo column in columns)
                writer.Write($"<td>{WebUtility.HtmlEncode(Text(row is null ? null : column.GetValue(row)))}</td>");
            writer.Write("</tr>");
        }

        writer.Write("</tbody></table>");
        if (!isWhole)
            writer.Write(More());
    }

    private static void ToText(PropertyInfo[] columns, List<object> rows, bool isWhole, TextWriter writer)
    {
        var cells = new List<string[]> { columns.Select(column => column.Name).ToArray() };
        cells.AddRange(rows.Select(
            row => columns.Select(column => Text(row is null ? null : column.GetValue(row)).ReplaceLineEndings(" ")).ToArray()));
        int[] widths = [.. columns.Select((_, index) => cells.Max(row => row[index].Length))];
        foreach (string[] row in cells)
            writer.WriteLine(string.Join("  ", row.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
        if (!isWhole)
            writer.WriteLine(More());
    }

    private static string More() => string.Create(CultureInfo.InvariantCulture, $"… only the first {MostRows} rows are shown");

    private static string Text(object? value)
    {
        if (value is null)
            return string.Empty;
        if (value is double or float)
            return ((IFormattable)value).ToString("G6", CultureInfo.InvariantCulture);
        if (value is IFormattable && value.GetType().Namespace == "System" && value is not (DateOnly or TimeOnly or TimeSpan))
            return ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
        if (value is string text)
            return text;
        if (value.GetType().Namespace?.StartsWith("RlTrainer", StringComparison.Ordinal) == true)
            return value.ToString()!;
        var plain = new StringBuilder(value.ToDisplayString("text/plain"));
        return plain.Length <= 200 ? plain.ToString() : plain.ToString(0, 200) + " …";
    }
}
