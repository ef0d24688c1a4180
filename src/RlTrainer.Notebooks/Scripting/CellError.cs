namespace RlTrainer.Notebooks.Scripting;

/// <summary>Why a cell failed and where.</summary>
/// <param name="Name">The exception's type or the kind of error.</param>
/// <param name="Message">What failed, with the remedy where one is known.</param>
/// <param name="Line">The line within the cell, from 1; null when unknown.</param>
/// <param name="Trace">The places, innermost first, one a line.</param>
public sealed record CellError(string Name, string Message, int? Line, IReadOnlyList<string> Trace);
