using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RlTrainer.Lab;

/// <summary>JSON in and out of requests.</summary>
internal static class JsonAnswer
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A JSON text on one line.</summary>
    public static byte[] Bytes(JsonNode? node) => JsonSerializer.SerializeToUtf8Bytes(node, Plain);

    /// <summary>A sentence, under the two names by which clients look for it.</summary>
    public static JsonObject Message(string message) => new() { ["message"] = message, ["reason"] = null };

    /// <summary>Writes an answer.</summary>
    public static Task WriteAsync(HttpResponse response, int status, JsonNode? node)
    {
        byte[] bytes = Bytes(node);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes).AsTask();
    }

    /// <summary>Writes an answer of success.</summary>
    public static Task WriteAsync(HttpResponse response, JsonNode? node) => WriteAsync(response, StatusCodes.Status200OK, node);

    /// <summary>The object in a request's body; an empty body is an empty object.</summary>
    /// <exception cref="LabFault">It is no JSON object.</exception>
    public static async Task<JsonObject> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted).ConfigureAwait(false);
        if (body.Length == 0) return [];
        try
        {
            return JsonNode.Parse(body.ToArray()) as JsonObject
                ?? throw new LabFault(400, "The body was JSON but no object; expected one.");
        }
        catch (JsonException error)
        {
            throw new LabFault(400, $"The body was no JSON: {error.Message}");
        }
    }

    /// <summary>A text of an object; null where it is none.</summary>
    public static string? Text(this JsonObject from, string key) =>
        from[key] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
