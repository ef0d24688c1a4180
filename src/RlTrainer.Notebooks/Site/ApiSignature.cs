using System.Globalization;
using System.Reflection;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Site;

/// <summary>Types and members in the words of C#, as a reader of a reference expects them.</summary>
internal static class ApiSignature
{
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["Boolean"] = "bool",
        ["Byte"] = "byte",
        ["Char"] = "char",
        ["Decimal"] = "decimal",
        ["Double"] = "double",
        ["Int32"] = "int",
        ["Int64"] = "long",
        ["Object"] = "object",
        ["Single"] = "float",
        ["String"] = "string",
        ["UInt32"] = "uint",
        ["UInt64"] = "ulong",
        ["Void"] = "void",
    };

    /// <summary>"class", "record", "interface", "enum" and so on.</summary>
    /// <param name="type">A public type.</param>
    /// <returns>The words before its name.</returns>
    public static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : type.IsSubclassOf(typeof(Delegate)) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsValueType ? IsRecord(type) ? "record struct" : "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : IsRecord(type) ? "record" : "class";

    /// <summary>"long Steps", "RunRequest Read(string json, string origin = null)".</summary>
    /// <param name="member">A method, constructor, property, field or event.</param>
    /// <returns>Its declaration without modifiers that only the library needs.</returns>
    public static string Of(MemberInfo member) => member switch
    {
        ConstructorInfo made => $"new {Name(made.DeclaringType!)}({Parameters(made.GetParameters())})",
        MethodInfo { IsStatic: true } method =>
            $"static {Returned(method)} {MethodName(method)}({Parameters(method.GetParameters())})",
        MethodInfo method => $"{Returned(method)} {MethodName(method)}({Parameters(method.GetParameters())})",
        PropertyInfo property when property.GetIndexParameters() is { Length: > 0 } index =>
            $"{Name(property.PropertyType)} this[{Parameters(index)}]",
        PropertyInfo property => $"{Static(property.GetMethod)}{Name(property.PropertyType)} {property.Name}",
        FieldInfo { IsLiteral: true } field => $"const {Name(field.FieldType)} {field.Name}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}",
        EventInfo raised => $"event {Name(raised.EventHandlerType!)} {raised.Name}",
        _ => member.Name,
    };

    /// <summary>A type with C#'s own names: IReadOnlyList&lt;double&gt;, int?, string[].</summary>
    /// <param name="type">Any type.</param>
    /// <returns>Its name without namespaces.</returns>
    public static string Name(Type type)
    {
        if (type.IsByRef) return Name(type.GetElementType()!);
        if (type.IsArray) return $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value) return Name(value) + "?";
        if (!type.IsGenericType) return Keywords.GetValueOrDefault(type.Name, TypeNames.Readable(type));
        string name = type.Name;
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        string arguments = string.Join(", ", type.GetGenericArguments().Select(Name));
        return type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true ? $"({arguments})"
            : $"{(tick < 0 ? name : name[..tick])}<{arguments}>";
    }

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers",
        BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;

    private static string Static(MethodInfo? getter) => getter?.IsStatic == true ? "static " : "";

    private static string Returned(MethodInfo method) => Name(method.ReturnType);

    private static string MethodName(MethodInfo method) => method.IsGenericMethod
        ? $"{method.Name}<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : method.Name;

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
        $"{(parameter.IsOut ? "out " : parameter.IsIn ? "in " : parameter.ParameterType.IsByRef ? "ref " : "")}"
        + $"{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) => !parameter.HasDefaultValue ? ""
        : parameter.DefaultValue switch
        {
            null => parameter.ParameterType.IsValueType && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? " = default" : " = null",
            bool value => value ? " = true" : " = false",
            string text => $" = \"{text}\"",
            IFormattable value => $" = {value.ToString(null, CultureInfo.InvariantCulture)}",
            var value => $" = {value}",
        };
}
