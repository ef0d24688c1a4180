using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RlTrainer.Lab.Runs;

namespace RlTrainer.Lab.Serving;

/// <summary>Runs as they go on, their curves, their replay.</summary>
internal static class RunEndpoints
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder app, LabRooms rooms)
    {
        app.MapGet("/runs/api/events", context => StreamAsync(context, rooms));
        app.MapGet("/runs/api/curves", context => JsonAnswer.WriteAsync(
            context.Response, RunCurves.Of(rooms.Board.Find(context.Request.Query["run"]))));
        app.MapPost("/runs/api/stop", async context =>
        {
            JsonObject asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
            await JsonAnswer.WriteAsync(context.Response, rooms.Control.Stop(asked.Text("run"))).ConfigureAwait(false);
        });
        app.MapPost("/runs/api/resume", async context =>
        {
            JsonObject asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
            JsonObject answer = await rooms.Control.ResumeAsync(asked.Text("run")).ConfigureAwait(false);
            await JsonAnswer.WriteAsync(context.Response, answer).ConfigureAwait(false);
        });
        app.MapGet("/replay/api/run", context => JsonAnswer.WriteAsync(
            context.Response, rooms.Replays.Overview(context.Request.Query["run"])));
        app.MapGet("/replay/api/day", context => JsonAnswer.WriteAsync(
            context.Response, rooms.Replays.Day(context.Request.Query["run"], context.Request.Query["date"])));
    }

    /// <summary>Server-sent events: first all rows, then those that changed, as they change.</summary>
    private static async Task StreamAsync(HttpContext context, LabRooms rooms)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, rooms.End);
        context.Response.ContentType = "text/event-stream";
        long version = -1, silentSince = rooms.Options.Time.GetTimestamp();
        try
        {
            while (true)
            {
                (JsonArray rows, JsonArray gone, long now) = rooms.Board.Since(Math.Max(0, version));
                bool isFirst = version < 0, isSilent = !isFirst && rows.Count == 0 && gone.Count == 0;
                version = now;
                if (!isSilent)
                    await SendAsync(context, new JsonObject { ["all"] = isFirst, ["rows"] = rows, ["gone"] = gone }, end.Token)
                        .ConfigureAwait(false);
                else if (rooms.Options.Time.GetElapsedTime(silentSince) > Sign)
                    await SendAsync(context, null, end.Token).ConfigureAwait(false);
                if (!isSilent || rooms.Options.Time.GetElapsedTime(silentSince) > Sign)
                    silentSince = rooms.Options.Time.GetTimestamp();
                await Task.Delay(Pace, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server ends.
        }
    }

    /// <summary>An event; a comment, which keeps the connection open, where there is none.</summary>
    private static async Task SendAsync(HttpContext context, JsonObject? rows, CancellationToken cancellationToken)
    {
        byte[] bytes = rows is null ? ":\n\n"u8.ToArray()
            : [.. "event: runs\ndata: "u8, .. JsonAnswer.Bytes(rows), .. Encoding.ASCII.GetBytes("\n\n")];
        await context.Response.Body.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
