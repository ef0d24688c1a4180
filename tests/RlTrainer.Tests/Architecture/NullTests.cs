using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using RlTrainer.Market;

namespace RlTrainer.Tests.Architecture;

/// <summary>
/// Every public method and constructor of the core is called with a null in each place that allows none: it must answer with the
/// parameter's name before it reads anything else, so the other arguments are objects without content.
/// </summary>
public sealed class NullTests
{
    // Records hold what they are given (a `with` would pass by a constructor's check anyway), exceptions their message.
    private static bool HoldsOnly(Type type) => typeof(Exception).IsAssignableFrom(type)
        || type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;

    [Fact]
    public void A_null_is_refused_by_the_parameters_name()
    {
        (MethodBase Method, ParameterInfo Parameter)[] places = [.. Places(typeof(BarSeries).Assembly.GetExportedTypes())];
        Assert.InRange(places.Length, 300, int.MaxValue);                 // an empty list would pass too
        string[] wrong = [.. places.Select(place => Fault(place.Method, place.Parameter)).OfType<string>()
            .Order(StringComparer.Ordinal)];
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {places.Length} places:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void The_caller_tells_a_check_from_a_fall()
    {
        Assert.Equal(
            [null, "Desk.Fallen(name): NullReferenceException", "Desk.Kept(name): nothing was thrown", null,
                "Desk.Other(other): ArgumentNullException of 'elsewhere'"],
            Places([typeof(Desk)]).OrderBy(place => place.Method.Name, StringComparer.Ordinal)
                .Select(place => Fault(place.Method, place.Parameter)));
    }

    private static IEnumerable<(MethodBase Method, ParameterInfo Parameter)> Places(IEnumerable<Type> types)
    {
        var nullability = new NullabilityInfoContext();
        return types.Where(type => !typeof(Delegate).IsAssignableFrom(type))
            .Select(type => type.IsGenericTypeDefinition
                ? type.MakeGenericType([.. type.GetGenericArguments().Select(_ => typeof(object))]) : type).SelectMany(MembersOf)
            .SelectMany(method =>
                method.GetParameters().Where(parameter => TakesNoNull(parameter, nullability))
                    .Select(parameter => (method, parameter)));
    }

    private static IEnumerable<MethodBase> MembersOf(Type type)
    {
        const BindingFlags Declared =
            BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        IEnumerable<MethodBase> methods =
            type.GetMethods(Declared).Where(method => !method.IsAbstract && !method.IsDefined(typeof(CompilerGeneratedAttribute))
            && (!method.IsSpecialName || method.Name == "get_Item"))
                .Select(method => method.IsGenericMethodDefinition ? Closed(method) : method);
        return HoldsOnly(type) || type.IsAbstract ? methods : methods.Concat(type.GetConstructors());
    }

    private static MethodInfo Closed(MethodInfo method) => method.MakeGenericMethod(
        [.. method.GetGenericArguments()
            .Select(argument => argument.GetGenericParameterConstraints() is [var bound, ..] ? Arguments.Concrete(bound)
                : typeof(object))]);

    private static bool TakesNoNull(ParameterInfo parameter, NullabilityInfoContext nullability) =>
        !parameter.ParameterType.IsValueType && !parameter.ParameterType.IsByRef && !parameter.ParameterType.IsPointer
        && parameter.ParameterType != typeof(object) && nullability.Create(parameter).WriteState == NullabilityState.NotNull;

    private static string? Fault(MethodBase method, ParameterInfo parameter)
    {
        string place = $"{method.DeclaringType!.Name}.{method.Name}({parameter.Name})";
        try
        {
            object? answer = Arguments.Call(method, parameter);
            if (answer is Task task) task.GetAwaiter().GetResult();
            else if (answer is IEnumerable many and not string) many.GetEnumerator().MoveNext();
            return $"{place}: nothing was thrown";
        }
        catch (ArgumentNullException refusal) when (refusal.ParamName == parameter.Name)
        {
            return null;
        }
        catch (ArgumentNullException refusal)
        {
            return $"{place}: ArgumentNullException of '{refusal.ParamName}'";
        }
        catch (Exception fall)
        {
            return $"{place}: {fall.GetType().Name}";
        }
    }

#pragma warning disable CA1822, CA2208, IDE0060 // a desk that makes the mistakes
    private sealed class Desk
    {
        public int Checked(string name) { ArgumentNullException.ThrowIfNull(name); return name.Length; }

        public int Fallen(string name) => name.Length;

        public void Kept(string name) { }

        public IEnumerable<int> Later(string name) { ArgumentNullException.ThrowIfNull(name); yield return name.Length; }

        public void Other(Desk other) => throw new ArgumentNullException("elsewhere");

        public void Spans(ReadOnlySpan<int> numbers, string? allowed) { }
    }
#pragma warning restore CA1822, CA2208, IDE0060
}
