using System.Globalization;
using System.Reflection;

namespace RlTrainer.Values;

/// <summary>
/// The range of a number in a configuration, said once: the check refuses by it, the message quotes it, and guide, help and
/// schema show it.
/// </summary>
/// <param name="range">"[0, 1]", "(0, 1]" or "at least 1".</param>
/// <param name="usual">What is usual, as the message ends: "0.2 is usual".</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WithinAttribute(string range, string usual) : Attribute
{
    private const string Least = "at least ";

    /// <summary>The range as a sentence has it: "in [0, 1]", "at least 1".</summary>
    public string Words { get; } = range.StartsWith(Least, StringComparison.Ordinal) ? range : $"in {range}";

    /// <summary>Refuses the first number of a configuration that lies
    /// outside its range, in the order of the properties.</summary>
    /// <param name="config">A record whose properties have ranges.</param>
    /// <exception cref="ArgumentException">A number is out of its range or none; the message names it, the range and what
    /// is usual.</exception>
    public static void Require(object config)
    {
        foreach (PropertyInfo property in config.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (Of(property) is { } range && property.GetValue(config) is IFormattable value && !range.Holds(value))
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"{property.Name} was {value}; must be {range.Words}; {range.Usual}."));
    }

    /// <summary>The range of a property; null where it has none.</summary>
    /// <param name="property">A property of a configuration.</param>
    public static WithinAttribute? Of(PropertyInfo property) => property.GetCustomAttribute<WithinAttribute>();

    private string Usual => usual;

    private bool Holds(IFormattable value)
    {
        double number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (range.StartsWith(Least, StringComparison.Ordinal)) return number >= Number(range[Least.Length..]);
        string[] bounds = range[1..^1].Split(", ");
        bool isAbove = range[0] == '(' ? number > Number(bounds[0]) : number >= Number(bounds[0]);
        return isAbove && (range[^1] == ')' ? number < Number(bounds[1]) : number <= Number(bounds[1]));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
