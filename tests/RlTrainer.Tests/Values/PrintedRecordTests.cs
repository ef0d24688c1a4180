using System.Collections;
using System.Globalization;
using System.Reflection;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Tests.Values;

/// <summary>What is printed of a record can be read: no name of a list's type stands where its items belong.</summary>
public sealed class PrintedRecordTests
{
    private static readonly string[] TypeNames = ["<>z__", "System.", "EquatableList", "`", "RlTrainer.", "Func"];

    public static TheoryData<string> Configurations => [.. Reached().Select(record => record.GetType().Name).Distinct()];

    [Theory]
    [MemberData(nameof(Configurations))]
    public void A_configuration_prints_readably(string type)
    {
        foreach (object record in Reached().Where(record => record.GetType().Name == type))
            Assert.DoesNotContain(TypeNames, name => $"{record}".Contains(name, StringComparison.Ordinal));
    }

    /// <summary>A record whose members the compiler prints may have no member that prints as the name of its type.</summary>
    [Fact]
    public void Every_public_record_prints_its_lists_by_their_items()
    {
        Type[] records = [.. typeof(BarSeries).Assembly.GetExportedTypes().Where(IsRecord)];
        Assert.InRange(records.Length, 100, int.MaxValue);
        string[] wrong =
        [
            .. from record in records
               where IsPrintedByTheCompiler(record)
               from property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               where PrintsAsItsType(property.PropertyType)
               select $"{record.Name}.{property.Name}",
        ];
        Assert.True(wrong.Length == 0, $"{wrong.Length} members print as the name of a type: {string.Join(", ", wrong)}. "
            + "Hold an EquatableList, or give the record `ToString() => RecordText.Of(this)`.");
    }

    /// <summary>What the compiler writes, it writes by the culture of the thread: another sign, another comma.</summary>
    [Fact]
    public void Every_public_record_with_a_number_or_a_date_prints_the_same_in_every_culture()
    {
        string[] wrong =
        [
            .. from record in typeof(BarSeries).Assembly.GetExportedTypes().Where(IsRecord)
               where IsPrintedByTheCompiler(record)
               from property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance)
               let type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType
               where !type.IsEnum && typeof(IFormattable).IsAssignableFrom(type)
               select $"{record.Name}.{property.Name}",
        ];
        Assert.True(wrong.Length == 0, $"{wrong.Length} members print by the thread's culture: {string.Join(", ", wrong)}. "
            + "Give the record `ToString() => RecordText.Of(this)`.");
    }

    [Fact]
    public void A_culture_with_commas_and_another_minus_changes_no_letter_of_a_configuration()
    {
        object[] records = [.. Reached(), new Account(1, -5, Side.Short, 2, -3), new Interval(-1.5, 2.5, 0.95)];
        string[] plain = [.. records.Select(record => $"{record}")];
        CultureInfo before = Thread.CurrentThread.CurrentCulture;
        var strange = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (strange.NumberFormat.NegativeSign, strange.NumberFormat.NumberDecimalSeparator) = ("~", "#");
        try
        {
            Thread.CurrentThread.CurrentCulture = strange;
            Assert.Equal("~1#5", $"{-1.5}");                        // the culture is at work
            Assert.Equal(plain, records.Select(record => $"{record}"));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lists_are_written_by_their_items_and_long_ones_by_their_beginning()
    {
        var record = new Shown(
            "a", [1.5, 2], new Dictionary<string, int> { ["x"] = 1 }, Enumerable.Range(1, 2000).ToArray(), () => 1, null);
        Assert.Equal(
            "Shown { Name = a, Numbers = [1.5, 2], Counts = {x: 1}, Long = [1, 2, 3, 4, 5, 6, 7, 8, … 2,000 in all], Code = "
            + "code, None =  }",
            RecordText.Of(record));
        Assert.Equal("Failing { Value = (no value yet) }", RecordText.Of(new Failing()));
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is not null;

    private static bool IsPrintedByTheCompiler(Type record) =>
        record.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, [])!
            .IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute));

    private static bool PrintsAsItsType(Type type)
    {
        if (type.IsArray || typeof(Delegate).IsAssignableFrom(type)) return true;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>)) return true;
        if (!typeof(IEnumerable).IsAssignableFrom(type)) return false;
        return type.IsInterface
            || type.GetMethod("ToString", BindingFlags.Public | BindingFlags.Instance, [])!.DeclaringType == typeof(object);
    }

    /// <summary>Every record of the library that a preset, a rule set or a term is made of.</summary>
    private static IEnumerable<object> Reached()
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var open = new Stack<object>([.. RunPresets.Names.Select(RunPresets.Parse), .. RulePresets.All, .. RewardTerm.BuiltIn]);
        open.Push(new AllActionConfig());
        while (open.TryPop(out object? next))
        {
            if (next.GetType().Namespace?.StartsWith("RlTrainer", StringComparison.Ordinal) != true || !seen.Add(next)) continue;
            if (next is IEnumerable items) foreach (object item in items) open.Push(item);
            foreach (PropertyInfo property in next.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                if (property.GetIndexParameters().Length == 0 && property.Name != nameof(RunConfig.Ppo)
                    && property.GetValue(next) is { } value)
                    open.Push(value);
        }
        return seen.Where(value => IsRecord(value.GetType()));
    }

    private sealed record Shown(
        string Name, IReadOnlyList<double> Numbers, IReadOnlyDictionary<string, int> Counts, int[] Long, Func<int> Code,
        string? None);

    private sealed record Failing
    {
#pragma warning disable CA1822, S2372                          // a member that cannot be read yet
        public int Value => throw new InvalidOperationException("no value yet");
#pragma warning restore CA1822, S2372
    }
}
