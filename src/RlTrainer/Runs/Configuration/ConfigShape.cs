using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>
/// Which keys a configuration has and what each may hold, read from the records themselves: a property that can be set is a
/// key, a property that is computed is none.
/// </summary>
internal sealed class ConfigShape
{
    private ConfigShape(Type type, bool isNullable, ConfigKind kind)
    {
        (Type, IsNullable, Kind) = (type, isNullable, kind);
        if (kind == ConfigKind.List)
        {
            Item = Of(type.GetGenericArguments()[0], isNullable: false);
        }
        else if (type == typeof(RewardConfig))
        {
            Keys = [.. RewardTerm.BuiltIn.Select(
                term => new ConfigKey(term.Name, Of(term.GetType(), isNullable: false), term.GetType()))];
            Former = Of(typeof(FormerReward), isNullable: false).Keys;
        }
        else if (type == typeof(AlgorithmConfig))
        {
            Variants = [.. BuiltInAlgorithms.All.Select(known => (known.Name, Of(known.GetType(), isNullable: false)))];
            Keys =
            [
                new(nameof(AlgorithmConfig.Name), Of(typeof(string), isNullable: false), type),
                new(nameof(AlgorithmConfig.Version), Of(typeof(int), isNullable: false), type),
                .. Variants.SelectMany(variant => variant.Shape.Keys).DistinctBy(key => key.Name),
            ];
        }
        else if (kind == ConfigKind.Object)
        {
            PropertyInfo[] properties = PropertiesOf(type);
            Keys = [.. properties.Where(property => property.CanWrite)
                .Select(property => new ConfigKey(property.Name, Of(property), type))];
            if (type == typeof(RunConfig))
                Keys = [.. Keys, new(nameof(RunConfig.Algorithm), Of(typeof(AlgorithmConfig), isNullable: false), type)];
            if (!IsDefinition) Computed = [.. properties.Where(property => !property.CanWrite).Select(property => property.Name)];
        }
        Words = WordsOf();
    }

    /// <summary>A run's configuration.</summary>
    public static ConfigShape Run { get; } = Of(typeof(RunConfig), isNullable: false);

    /// <summary>A rule set of a rules file.</summary>
    public static ConfigShape Rules { get; } = Of(typeof(RuleSet), isNullable: false);

    /// <summary>One instrument of an instruments file.</summary>
    public static ConfigShape Instrument { get; } = Of(typeof(InstrumentConfig), isNullable: false);

    public Type Type { get; }

    public ConfigKind Kind { get; }

    public bool IsNullable { get; }

    /// <summary>Of an object: its keys in the order of the record.</summary>
    public IReadOnlyList<ConfigKey> Keys { get; } = [];

    /// <summary>Keys that earlier versions wrote: read, but neither documented nor written.</summary>
    public IReadOnlyList<ConfigKey> Former { get; } = [];

    /// <summary>Of an algorithm: what each of the library's takes, by name.</summary>
    public IReadOnlyList<(string Name, ConfigShape Shape)> Variants { get; } = [];

    /// <summary>It is an algorithm, whose keys depend on its name.</summary>
    public bool IsAlgorithm => Type == typeof(AlgorithmConfig);

    /// <summary>It is a reward term, which the library makes from its parameters.</summary>
    public bool IsDefinition => typeof(IRewardTerm).IsAssignableFrom(Type);

    /// <summary>A number alone stands for its weight.</summary>
    public bool IsWeighted => IsDefinition && Keys.Any(key => key.Name == nameof(IRewardTerm.Weight));

    /// <summary>It holds definitions by name, and may hold such as the library does not know.</summary>
    public bool IsOpen => Type == typeof(RewardConfig);

    /// <summary>Of an object: properties that follow from the others and cannot be set.</summary>
    public IReadOnlyList<string> Computed { get; } = [];

    /// <summary>Words that may stand for the value: an enumeration's names, or presets of an object by name.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Of a list: what it holds.</summary>
    public ConfigShape? Item { get; }

    /// <summary>In words, with its articles: "a whole number", "true or false".</summary>
    public string Expected => (Kind switch
    {
        ConfigKind.Object when IsWeighted => "a weight, or an object",
        ConfigKind.Object when Words.Count > 0 => $"an object, or one of {string.Join(", ", Words)}",
        ConfigKind.Object => "an object",
        ConfigKind.List => $"a list [ … ] of {Item!.Plural}",
        ConfigKind.Integer => "a whole number",
        ConfigKind.Number => "a number",
        ConfigKind.Switch => "true or false",
        ConfigKind.Choice => $"one of {string.Join(", ", Words)}",
        ConfigKind.Time => "a time such as \"16:59:00\"",
        ConfigKind.Date => "a date such as \"2026-11-01\"",
        _ => "a text in double quotes",
    }) + (IsNullable ? ", or null" : "");

    /// <summary>True when a JSON value is of the kind; its range is the record's own business.</summary>
    public bool Takes(ConfigNode node) => node.Kind switch
    {
        JsonValueKind.Null => IsNullable,
        JsonValueKind.Object => Kind == ConfigKind.Object || Type == typeof(Features.FeatureSet),
        JsonValueKind.Array => Kind == ConfigKind.List && node.Items.All(Item!.Takes),
        JsonValueKind.True or JsonValueKind.False => Kind == ConfigKind.Switch,
        JsonValueKind.Number => IsWeighted || Kind == ConfigKind.Number || (Kind == ConfigKind.Integer && IsWhole(node.Text)),
        _ => TakesText(node.Text),
    };

    private string Plural => Kind switch
    {
        ConfigKind.Integer => "whole numbers",
        ConfigKind.Object => "objects",
        ConfigKind.Choice => $"words out of {string.Join(", ", Words)}",
        _ => "values",
    };

    private bool TakesText(string text) => Kind switch
    {
        ConfigKind.Text => true,
        ConfigKind.Choice or ConfigKind.Object => Words.Contains(text),
        ConfigKind.Time => NodaTime.Text.LocalTimePattern.ExtendedIso.Parse(text).Success,
        ConfigKind.Date => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Success,
        _ => false,
    };

    private bool IsWhole(string text)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        const System.Globalization.NumberStyles Style = System.Globalization.NumberStyles.AllowLeadingSign;
        return Type == typeof(int) ? int.TryParse(text, Style, culture, out _)
            : Type == typeof(ulong) ? ulong.TryParse(text, Style, culture, out _)
            : long.TryParse(text, Style, culture, out _);
    }

    private string[] WordsOf() =>
        Kind == ConfigKind.Choice ? Enum.GetNames(Type)
        : Type == typeof(RuleSet) ? [.. RulePresets.All.Select(rules => rules.Name)]
        : Type == typeof(RewardConfig) ? [.. RewardConfig.All.Select(reward => reward.Name)]
        : Type == typeof(AlgorithmConfig) ? [.. Variants.Select(variant => variant.Name)]
        : Type == typeof(ActionSet) ? [.. ActionSet.All.Select(set => set.Name)]
        : [];

    private static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract"
                && !IsIgnored(property))];

    private static bool IsIgnored(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>() is { Condition: JsonIgnoreCondition.Always };

    private static ConfigShape Of(PropertyInfo property)
    {
        bool isNullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
            || (!property.PropertyType.IsValueType
                && new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable);
        return Of(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, isNullable);
    }

    private static ConfigShape Of(Type type, bool isNullable) => new(type, isNullable, KindOf(type));

    private static ConfigKind KindOf(Type type) =>
        type.IsEnum ? ConfigKind.Choice
        : type == typeof(int) || type == typeof(long) || type == typeof(ulong) ? ConfigKind.Integer
        : type == typeof(double) ? ConfigKind.Number
        : type == typeof(bool) ? ConfigKind.Switch
        : type == typeof(string) || type == typeof(Features.FeatureSet) ? ConfigKind.Text
        : type == typeof(LocalTime) ? ConfigKind.Time
        : type == typeof(LocalDate) ? ConfigKind.Date
        : type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            || type.GetGenericTypeDefinition() == typeof(EquatableList<>)) ? ConfigKind.List
        : type.Namespace?.StartsWith("RlTrainer", StringComparison.Ordinal) == true ? ConfigKind.Object
        : throw new NotSupportedException(
            $"A configuration record has a property of type {type}; teach {nameof(ConfigShape)} to read it.");
}
