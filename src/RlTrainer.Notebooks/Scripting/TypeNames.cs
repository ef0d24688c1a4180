namespace RlTrainer.Notebooks.Scripting;

/// <summary>Types as C# code names them.</summary>
internal static class TypeNames
{
    /// <summary>The full C# name of a type that code can name; object for one that it cannot (private, anonymous or declared
    /// in a cell).</summary>
    public static string CSharp(Type type)
    {
        if (type.IsArray && type.GetArrayRank() == 1)
            return CSharp(type.GetElementType()!) is "object" && type != typeof(object[]) ? "object"
                : $"{CSharp(type.GetElementType()!)}[]";
        if (!type.IsVisible || type.IsGenericParameter || type.FullName is null
            || type.FullName.Contains('#', StringComparison.Ordinal) || type.IsArray)
            return "object";
        if (!type.IsGenericType)
            return "global::" + type.FullName.Replace('+', '.');
        if (type.IsNested)
            return "object";
        string[] arguments = [.. type.GetGenericArguments().Select(CSharp)];
        string name = type.GetGenericTypeDefinition().FullName!;
        return arguments.Contains("object") ? "object"
            : $"global::{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>";
    }

    /// <summary>A type's name as people read it, without namespaces.</summary>
    public static string Readable(Type type)
    {
        if (type.IsArray)
            return $"{Readable(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Readable(value) + "?";
        if (!type.IsGenericType)
            return type.Name;
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return $"{(tick < 0 ? type.Name : type.Name[..tick])}<{string.Join(", ", type.GetGenericArguments().Select(Readable))}>";
    }
}
