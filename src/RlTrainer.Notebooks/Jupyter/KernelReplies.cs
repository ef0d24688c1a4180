using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The contents of replies and broadcasts, as the protocol words them.</summary>
internal static class KernelReplies
{
    /// <summary>The version of the protocol this kernel speaks.</summary>
    public const string ProtocolVersion = "5.3";

    /// <summary>What the kernel is.</summary>
    public static JsonObject KernelInfo() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = ProtocolVersion,
        ["implementation"] = "rltrainer",
        ["implementation_version"] = typeof(KernelReplies).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
            ["nbconvert_exporter"] = "script",
        },
        ["banner"] = "RlTrainer: C# notebooks",
        ["help_links"] = new JsonArray(
            new JsonObject { ["text"] = ".NET API", ["url"] = "https://learn.microsoft.com/dotnet/api/" }),
        ["debugger"] = false,
    };

    /// <summary>execute_reply of a cell that ran.</summary>
    public static JsonObject Executed(int count, JsonObject userExpressions) => new()
    {
        ["status"] = "ok",
        ["execution_count"] = count,
        ["user_expressions"] = userExpressions,
        ["payload"] = new JsonArray(),
    };

    /// <summary>execute_reply of a cell that failed.</summary>
    public static JsonObject Failed(int count, CellError error)
    {
        JsonObject content = Error(error);
        content["status"] = "error";
        content["execution_count"] = count;
        content["user_expressions"] = new JsonObject();
        content["payload"] = new JsonArray();
        return content;
    }

    /// <summary>The error broadcast of a cell that failed.</summary>
    public static JsonObject Error(CellError error) => new()
    {
        ["ename"] = error.Name,
        ["evalue"] = error.Message,
        ["traceback"] = new JsonArray(
            [$"\u001b[31m{error.Name}\u001b[0m: {error.Message}", .. error.Trace.Select(line => JsonValue.Create(line))]),
    };

    /// <summary>A reply that says a request could not be served.</summary>
    public static JsonObject Refused(string name, string message) => new()
    {
        ["status"] = "error",
        ["ename"] = name,
        ["evalue"] = message,
        ["traceback"] = new JsonArray(),
    };

    /// <summary>A bundle as the protocol carries it.</summary>
    public static JsonObject Data(MimeBundle bundle) =>
        new(bundle.Forms.Select(form => KeyValuePair.Create<string, JsonNode?>(form.Key, form.Value.DeepClone())));

    /// <summary>display_data or update_display_data.</summary>
    public static JsonObject Display(MimeBundle bundle, string? displayId) => new()
    {
        ["data"] = Data(bundle),
        ["metadata"] = new JsonObject(),
        ["transient"] = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId },
    };
}
