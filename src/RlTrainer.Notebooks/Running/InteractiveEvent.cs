using System.Text.Json;

namespace RlTrainer.Notebooks.Running;

/// <summary>What .NET Interactive's process says; one line of JSON each on its output.</summary>
/// <param name="Kind">One of the names below.</param>
/// <param name="Name">The stream's name, or the error's kind.</param>
/// <param name="Text">The stream's text, or the error's message.</param>
/// <param name="DisplayId">The name by which an update finds a display.</param>
/// <param name="Forms">MIME type and text of what is shown, richest first.</param>
/// <param name="Line">The error's line in the cell, from 1, where .NET Interactive says it.</param>
/// <param name="Trace">The places of the error.</param>
internal sealed record InteractiveEvent(
    string Kind, string? Name = null, string? Text = null, string? DisplayId = null, KeyValuePair<string, string>[]? Forms = null,
    int? Line = null, string[]? Trace = null)
{
    /// <summary>The kernels are there.</summary>
    public const string Ready = "ready";

    /// <summary>Text on a stream.</summary>
    public const string Stream = "stream";

    /// <summary>Something is displayed.</summary>
    public const string Display = "display";

    /// <summary>Something displayed before looks otherwise now.</summary>
    public const string Update = "update";

    /// <summary>The value of the cell's last line.</summary>
    public const string Result = "result";

    /// <summary>The cell ended well.</summary>
    public const string Done = "done";

    /// <summary>The cell failed.</summary>
    public const string Failed = "failed";

    /// <summary>Marks the lines that are messages; other lines are what code wrote to the real console.</summary>
    public const string Prefix = "\u0001rltrainer:";

    /// <summary>The message as one line.</summary>
    /// <returns>Prefix and JSON.</returns>
    public string ToLine() => Prefix + JsonSerializer.Serialize(this);

    /// <summary>The message in a line.</summary>
    /// <param name="line">A line of the process's output.</param>
    /// <returns>The message, or null where the line is none.</returns>
    public static InteractiveEvent? Parse(string line) => line.StartsWith(Prefix, StringComparison.Ordinal)
        ? JsonSerializer.Deserialize<InteractiveEvent>(line[Prefix.Length..])
        : null;
}
