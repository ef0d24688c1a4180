using System.Reflection;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Runs;
using RlTrainer.Values;

namespace RlTrainer.Tests.Runs;

/// <summary>Configurations compare by content: every property counts, and equal content is equal.</summary>
public sealed class ConfigEqualityTests
{
    public static TheoryData<string> Records => [.. Samples.Keys];

    private static readonly Dictionary<string, object> Samples = new()
    {
        ["run"] = RunConfig.Phase1 with
        {
            CustomInstrument = new InstrumentConfig { Symbol = "NQ" },
            Start = new StartingModel("a", 1, 2, "b")
        },
        ["environment"] = EnvironmentConfig.Phase1,
        ["actions"] = ActionSet.Phase1,
        ["pacing"] = PacingLimits.None,
        ["reward"] = RewardConfig.Shaped,
        ["ppo"] = PpoConfig.Phase1,
        ["all actions"] = new AllActionConfig(),
        ["schedule"] = new TrainingSchedule(),
        ["rules"] = RulePresets.ApexLegacyFunded,
        ["contracts"] = RulePresets.ApexLegacyFunded.Contracts,
        ["instrument"] = new InstrumentConfig { Symbol = "GC" },
        ["risk-adjusted return"] = new RiskAdjustedReturnTerm(),
        ["drawdown avoidance"] = new DrawdownAvoidanceTerm(),
    };

    [Theory]
    [MemberData(nameof(Records))]
    public void A_change_of_any_property_makes_another_configuration(string name)
    {
        object record = Samples[name];
        foreach (PropertyInfo property in record.GetType().GetProperties()
            .Where(property => property.CanWrite && property.GetIndexParameters().Length == 0))
        {
            object changed = Copy(record);
            property.SetValue(changed, Another(property.PropertyType, property.GetValue(record), property.Name));
            Assert.False(record.Equals(changed), $"{record.GetType().Name}.{property.Name} does not count.");
            Assert.NotEqual($"{RunJson.Write(record)}", $"{RunJson.Write(changed)}");
        }
    }

    [Theory]
    [MemberData(nameof(Records))]
    public void Equal_content_is_equal_and_prints_no_type_of_a_list(string name)
    {
        object record = Samples[name];
        object same = typeof(RunJson).GetMethod(nameof(RunJson.Read))!.MakeGenericMethod(record.GetType())
            .Invoke(null, [WrittenAs(record), name, null])!;
        Assert.Equal(record, same);
        Assert.Equal(record.GetHashCode(), same.GetHashCode());
        Assert.DoesNotContain("`", $"{record}", StringComparison.Ordinal);
        Assert.DoesNotContain("<>z__", $"{record}", StringComparison.Ordinal);
        // An array prints its type and brackets; an empty list prints brackets alone.
        Assert.DoesNotMatch(@"\w\[\]", $"{record}");
    }

    private static string WrittenAs(object record) =>
        (string)typeof(RunJson).GetMethod(nameof(RunJson.Write))!.MakeGenericMethod(record.GetType()).Invoke(null, [record])!;

    private static object Copy(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    private static object? Another(Type type, object? value, string name)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null && plain.IsValueType) return Another(plain, Activator.CreateInstance(plain), name);
        return value switch
        {
            int number => number + 1,
            long number => number + 1,
            ulong number => number + 1,
            double number => number + 0.125,
            bool isOn => !isOn,
            string text => text + "x",
            NodaTime.LocalTime time => time.PlusHours(1),
            NodaTime.LocalDate date => date.PlusDays(1),
            Enum choice => Enum.GetValues(plain).Cast<object>().First(other => !other.Equals(choice)),
            FeatureSet => FeatureSet.Raw,
            EquatableList<int> list => (EquatableList<int>)[.. list, 1],
            EquatableList<TradeAction> list => (EquatableList<TradeAction>)[.. list, TradeAction.TrailOff],
            EquatableList<IRewardTerm> list => (EquatableList<IRewardTerm>)[.. list.Take(2)],
            EquatableList<ContractTier> list => (EquatableList<ContractTier>)[.. list, .. list],
            EquatableList<IEntryRule> list => (EquatableList<IEntryRule>)[.. list, new NewsBlackout(1, 2)],
            EquatableList<IAccountRule> list => (EquatableList<IAccountRule>)[.. list, new InactivityRule(3)],
            EquatableList<string> list => (EquatableList<string>)[.. list, "x"],
            EquatableList<DefinitionMark> list => (EquatableList<DefinitionMark>)[.. list, new DefinitionMark("x", 1, "00")],
            null when plain == typeof(NewsBlackout) => new NewsBlackout(1, 2),
            null when plain == typeof(PayoutRule) => new PayoutRule(),
            null => plain == typeof(string) ? "x" : System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(plain),
            _ => AnotherRecord(value),
        };
    }

    private static object AnotherRecord(object record)
    {
        object changed = Copy(record);
        PropertyInfo property =
            record.GetType().GetProperties().First(property => property.CanWrite && property.GetIndexParameters().Length == 0);
        property.SetValue(changed, Another(property.PropertyType, property.GetValue(record), property.Name));
        return changed;
    }
}
