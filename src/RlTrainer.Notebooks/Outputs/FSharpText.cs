using Microsoft.FSharp.Core;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>F# lists, options, records and unions as F# itself prints them.</summary>
internal static class FSharpText
{
    private static readonly FSharpFunc<object?, string> Print =
        ExtraTopLevelOperators.PrintFormatToString(
            new PrintfFormat<FSharpFunc<object?, string>, Unit, string, string, object?>("%A"));

    /// <summary>Whether F# made the type: a union, a list or a record.</summary>
    public static bool Knows(Type type) =>
        Array.Exists(type.GetCustomAttributes(typeof(CompilationMappingAttribute), inherit: true), mapping =>
            (((CompilationMappingAttribute)mapping).SourceConstructFlags & SourceConstructFlags.KindMask)
                is SourceConstructFlags.SumType or SourceConstructFlags.RecordType);

    /// <summary>The value's text.</summary>
    public static string Of(object value) => Print.Invoke(value);
}
