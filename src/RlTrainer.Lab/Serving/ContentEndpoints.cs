using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RlTrainer.Lab.Security;

namespace RlTrainer.Lab.Serving;

/// <summary>Files, their checkpoints, and files as they are.</summary>
internal static class ContentEndpoints
{
    private const string Checkpoints = "checkpoints";

    public static void Map(IEndpointRouteBuilder app, LabRooms rooms)
    {
        app.MapGet("/api/contents/{**path}", context => GetAsync(context, rooms));
        app.MapPut("/api/contents/{**path}", context => PutAsync(context, rooms));
        app.MapPost("/api/contents/{**path}", context => PostAsync(context, rooms));
        app.MapPatch("/api/contents/{**path}", context => PatchAsync(context, rooms));
        app.MapDelete("/api/contents/{**path}", context => DeleteAsync(context, rooms));
        app.MapGet("/files/{**path}", context => FileAsync(context, rooms));
    }

    private static Task GetAsync(HttpContext context, LabRooms rooms)
    {
        (string path, string? checkpoint) = Place(context);
        if (checkpoint is not null) return JsonAnswer.WriteAsync(context.Response, rooms.Checkpoints.List(path));
        IQueryCollection query = context.Request.Query;
        JsonObject model = rooms.Contents.Get(
            path, query["content"] != "0", Word(query["type"]), query["hash"] == "1", Word(query["format"]));
        if (model.Text("hash") is { } hash) context.Response.Headers.ETag = $"\"{hash}\"";
        return JsonAnswer.WriteAsync(context.Response, model);
    }

    private static async Task PutAsync(HttpContext context, LabRooms rooms)
    {
        (string path, _) = Place(context);
        JsonObject model = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
        if (context.Request.Headers.IfMatch is [{ Length: > 0 } seen, ..]) model["hash"] = seen.Trim('"');
        (JsonObject saved, bool isNew) = rooms.Contents.Put(path, model);
        context.Response.Headers.ETag = $"\"{saved.Text("hash")}\"";
        int status = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        await JsonAnswer.WriteAsync(context.Response, status, saved).ConfigureAwait(false);
    }

    private static async Task PostAsync(HttpContext context, LabRooms rooms)
    {
        (string path, string? checkpoint) = Place(context);
        JsonObject asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
        if (checkpoint is { Length: > 0 } id)
        {
            rooms.Checkpoints.Restore(path, id);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        JsonObject made = checkpoint is null ? rooms.Contents.Create(path, asked) : rooms.Checkpoints.Make(path);
        await JsonAnswer.WriteAsync(context.Response, StatusCodes.Status201Created, made).ConfigureAwait(false);
    }

    private static async Task PatchAsync(HttpContext context, LabRooms rooms)
    {
        (string path, _) = Place(context);
        JsonObject asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
        JsonObject model = rooms.Contents.Rename(path, asked.Text("path"));
        rooms.Checkpoints.Move(path, model.Text("path")!);
        await JsonAnswer.WriteAsync(context.Response, model).ConfigureAwait(false);
    }

    private static Task DeleteAsync(HttpContext context, LabRooms rooms)
    {
        (string path, string? checkpoint) = Place(context);
        if (checkpoint is null) rooms.Contents.Delete(path);
        else rooms.Checkpoints.Delete(path, checkpoint);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>A file's bytes. A page among them is shown as a stranger's: it has neither cookie nor server.</summary>
    private static async Task FileAsync(HttpContext context, LabRooms rooms)
    {
        string full = rooms.Paths.Resolve((string?)context.Request.RouteValues["path"]);
        if (!File.Exists(full)) throw new LabFault(404, "There is no such file.");
        context.Response.Headers.ContentSecurityPolicy = PageHeaders.UserFiles;
        context.Response.ContentType = Contents.MimeTypes.Of(full);
        if (context.Request.Query["download"] == "1")
            context.Response.Headers.ContentDisposition = "attachment";
        await context.Response.SendFileAsync(full, context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The path, and what follows "/checkpoints" in it: null without that, empty with nothing behind it.</summary>
    private static (string Path, string? Checkpoint) Place(HttpContext context)
    {
        string path = (string?)context.Request.RouteValues["path"] ?? "";
        string[] parts = path.Split('/');
        if (parts is [.. var owner, Checkpoints] && owner.Length > 0) return (string.Join('/', owner), "");
        if (parts is [.. var before, Checkpoints, var id] && before.Length > 0) return (string.Join('/', before), id);
        return (path, null);
    }

    private static string? Word(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
