using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace RlTrainer.Values;

/// <summary>A record as one readable line: members by name, lists by their items, long ones by their beginning.</summary>
internal static class RecordText
{
    private const int MostItems = 8;

    /// <summary>A record's public members, "Split { Name = test, Days = [1, 2, 3] }".</summary>
    /// <param name="record">Any record; members that cannot be read say why.</param>
    /// <returns>The same text in every culture.</returns>
    public static string Of(object record)
    {
        var text = new StringBuilder(record.GetType().Name.Split('`')[0]).Append(" { ");
        bool isFirst = true;
        foreach (PropertyInfo property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0) continue;
            if (!isFirst) text.Append(", ");
            text.Append(property.Name).Append(" = ").Append(Member(record, property));
            isFirst = false;
        }
        return text.Append(" }").ToString();
    }

    private static string Member(object record, PropertyInfo property)
    {
        try
        {
            return Value(property.GetValue(record));
        }
        catch (TargetInvocationException e)
        {
            return $"({e.InnerException!.Message})";
        }
    }

    private static string Value(object? value) => value switch
    {
        null => "",
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        Delegate => "code",
        IDictionary pairs => Items(pairs.Cast<object>().Select(Pair), pairs.Count, '{', '}'),
        IEnumerable list => List(list),
        _ when Memory(value) is { } memory => List(memory),
        _ when IsPair(value.GetType()) => Pair(value),
        _ => value.ToString() ?? "",
    };

    private static string List(IEnumerable list)
    {
        IEnumerable<object?> items = list.Cast<object?>();
        return Items(items.Select(Value), list is ICollection counted ? counted.Count : items.Count(), '[', ']');
    }

    private static string Items(IEnumerable<string> items, int count, char open, char close) =>
        $"{open}{string.Join(", ", items.Take(MostItems))}"
        + (count > MostItems ? string.Create(CultureInfo.InvariantCulture, $", … {count:N0} in all") : "") + close;

    private static bool IsPair(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static string Pair(object pair)
    {
        if (pair is DictionaryEntry entry) return $"{Value(entry.Key)}: {Value(entry.Value)}";
        Type type = pair.GetType();
        return $"{Value(type.GetProperty("Key")!.GetValue(pair))}: {Value(type.GetProperty("Value")!.GetValue(pair))}";
    }

    private static IEnumerable? Memory(object value) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>)
            ? (IEnumerable)type.GetMethod("ToArray")!.Invoke(value, null)!
            : null;
}
