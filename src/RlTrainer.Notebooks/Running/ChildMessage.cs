using System.Text.Json;

namespace RlTrainer.Notebooks.Running;

/// <summary>What a child process is asked to run; travels as one line of JSON on its input.</summary>
internal sealed record ChildRequest(string Path, RunOptions Options, int ParentProcessId);

/// <summary>What a child process says; one line of JSON each on its output.</summary>
/// <param name="Started">A cell began.</param>
/// <param name="Result">The end.</param>
internal sealed record ChildMessage(CellStarted? Started, RunResult? Result)
{
    /// <summary>Marks the lines that are messages; other lines are what code wrote to the real console.</summary>
    public const string Prefix = "\u0001rltrainer:";

    public string ToLine() => Prefix + JsonSerializer.Serialize(this);

    public static ChildMessage? Parse(string line) =>
        line.StartsWith(Prefix, StringComparison.Ordinal)
            ? JsonSerializer.Deserialize<ChildMessage>(line[Prefix.Length..]) : null;
}
