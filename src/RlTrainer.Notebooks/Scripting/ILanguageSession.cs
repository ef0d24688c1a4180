using RlTrainer.Notebooks.Outputs;

namespace RlTrainer.Notebooks.Scripting;

/// <summary>A value a session holds by name.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Type">Its declared type.</param>
/// <param name="Value">What it holds now.</param>
public sealed record ScriptVariable(string Name, Type Type, object? Value);

/// <summary>What a piece of code gave.</summary>
/// <param name="HasValue">Whether its last line was an expression to show.</param>
/// <param name="Value">That expression's value.</param>
/// <param name="Line">The line of that expression in the cell, from 1.</param>
internal readonly record struct Evaluated(bool HasValue, object? Value, int? Line = null);

/// <summary>One language's variables and code, kept from cell to cell.</summary>
internal interface ILanguageSession
{
    /// <summary>The variables, the newest of each name, in order of name.</summary>
    IReadOnlyList<ScriptVariable> Variables { get; }

    /// <summary>Lets later code use these assemblies.</summary>
    void AddReferences(IEnumerable<string> paths);

    /// <summary>Runs code; what it throws is thrown.</summary>
    Task<Evaluated> RunAsync(string code, CellContext cell);

    /// <summary>Declares a variable.</summary>
    Task SetAsync(string name, object? value, CellContext cell);
}
