using System.Reflection;

namespace RlTrainer.Notebooks.Site;

/// <summary>
/// The names by which a compiler's documentation file knows types and members (C# specification, annex D.4.2).
/// </summary>
internal static class DocumentationId
{
    /// <summary>"T:Namespace.Type`1", "M:Namespace.Type.Method(System.Int32)" and so on.</summary>
    /// <param name="member">A type, method, constructor, property, field or event.</param>
    /// <returns>The name of its entry.</returns>
    public static string Of(MemberInfo member) => member switch
    {
        Type type => $"T:{Named(type)}",
        MethodBase method => $"M:{Named(method.DeclaringType!)}.{NameOf(method)}{Parameters(method.GetParameters())}"
            + (method.Name is "op_Implicit" or "op_Explicit" ? $"~{Referenced(((MethodInfo)method).ReturnType)}" : ""),
        PropertyInfo property => $"P:{Named(property.DeclaringType!)}.{property.Name}{Parameters(property.GetIndexParameters())}",
        FieldInfo field => $"F:{Named(field.DeclaringType!)}.{field.Name}",
        _ => $"E:{Named(member.DeclaringType!)}.{member.Name}",
    };

    private static string NameOf(MethodBase method) =>
        method is ConstructorInfo ? "#ctor"
        : method.IsGenericMethod ? $"{method.Name}``{method.GetGenericArguments().Length}" : method.Name;

    private static string Parameters(ParameterInfo[] parameters) => parameters.Length == 0 ? ""
        : $"({string.Join(',', parameters.Select(parameter => Referenced(parameter.ParameterType)))})";

    private static string Named(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    /// <summary>A type where it is used: its arguments in braces, a type parameter by its position.</summary>
    private static string Referenced(Type type)
    {
        if (type.IsByRef) return Referenced(type.GetElementType()!) + "@";
        if (type.IsPointer) return Referenced(type.GetElementType()!) + "*";
        if (type.IsArray)
            return Referenced(type.GetElementType()!)
                + (type.GetArrayRank() == 1 ? "[]" : $"[{string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()))}]");
        if (type.IsGenericParameter)
            return (type.DeclaringMethod is null ? "`" : "``")
                + type.GenericParameterPosition.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!type.IsGenericType) return Named(type);
        string name = Named(type);
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        string arguments = string.Join(',', type.GetGenericArguments().Select(Referenced));
        return $"{(tick < 0 ? name : name[..tick])}{{{arguments}}}";
    }
}
