using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace RlTrainer.Lab.Serving;

/// <summary>Which address is answered by what.</summary>
internal static class LabEndpoints
{
    /// <summary>Maps every address.</summary>
    public static void Map(IEndpointRouteBuilder app, LabRooms rooms)
    {
        MapServer(app, rooms);
        KernelEndpoints.Map(app, rooms);
        ContentEndpoints.Map(app, rooms);
        RunEndpoints.Map(app, rooms);
        PageEndpoints.Map(app, rooms);
    }

    private static void MapServer(IEndpointRouteBuilder app, LabRooms rooms)
    {
        Get(app, "/api", () => new JsonObject { ["version"] = "2.14.0" });
        Get(app, "/api/status", () => new JsonObject
        {
            ["started"] = LabTime.Text(rooms.Started),
            ["last_activity"] = LabTime.Text(rooms.Kernels.All.Select(kernel => kernel.LastActivity).Append(rooms.Started).Max()),
            ["connections"] = rooms.Kernels.All.Sum(kernel => kernel.Connections),
            ["kernels"] = rooms.Kernels.All.Count,
        });
        Get(app, "/api/me", () => new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["username"] = Environment.UserName,
                ["name"] = Environment.UserName,
                ["display_name"] = Environment.UserName,
                ["initials"] = Environment.UserName[..1].ToUpperInvariant(),
                ["avatar_url"] = null,
                ["color"] = null,
            },
            ["permissions"] = new JsonObject(),
        });
        Get(app, "/api/nbconvert", () => new JsonObject());
        Get(app, "/api/terminals", () => new JsonArray());
        app.MapGet("/api/config/{section}", context => JsonAnswer.WriteAsync(context.Response, new JsonObject()));
        app.MapPost("/api/events", context =>
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapGet("/api/events/subscribe", context => Sockets.HoldAsync(context, rooms.End));
    }

    private static void Get(IEndpointRouteBuilder app, string path, Func<JsonNode> answer) =>
        app.MapGet(path, context => JsonAnswer.WriteAsync(context.Response, answer()));
}
