using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RlTrainer.Lab.Kernels;
using RlTrainer.Lab.Security;

namespace RlTrainer.Lab.Serving;

/// <summary>Kernelspecs, kernels and sessions.</summary>
internal static class KernelEndpoints
{
    public static void Map(IEndpointRouteBuilder app, LabRooms rooms)
    {
        app.MapGet("/api/kernelspecs", context => JsonAnswer.WriteAsync(context.Response, rooms.Catalog.Json()));
        app.MapGet("/api/kernelspecs/{name}", context => JsonAnswer.WriteAsync(
            context.Response, KernelCatalog.Entry(rooms.Catalog.Find(Value(context, "name")))));
        app.MapGet("/kernelspecs/{name}/{file}", context => PictureAsync(context, rooms));
        MapKernels(app, rooms);
        MapSessions(app, rooms);
    }

    private static void MapKernels(IEndpointRouteBuilder app, LabRooms rooms)
    {
        app.MapGet("/api/kernels", context => JsonAnswer.WriteAsync(context.Response, rooms.Kernels.Json()));
        app.MapPost("/api/kernels", async context =>
        {
            var asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
            RunningKernel kernel = rooms.Kernels.Start(asked.Text("name"), rooms.Paths.Resolve(asked.Text("path")));
            context.Response.Headers.Location = $"/api/kernels/{kernel.Id}";
            await JsonAnswer.WriteAsync(context.Response, StatusCodes.Status201Created, kernel.Json()).ConfigureAwait(false);
        });
        app.MapGet("/api/kernels/{id}", context => JsonAnswer.WriteAsync(context.Response, Kernel(context, rooms).Json()));
        app.MapDelete("/api/kernels/{id}", async context =>
        {
            await rooms.Kernels.EndAsync(Kernel(context, rooms).Id).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
        app.MapPost("/api/kernels/{id}/interrupt", context =>
        {
            Kernel(context, rooms).Interrupt();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
        app.MapPost("/api/kernels/{id}/restart", async context =>
        {
            RunningKernel kernel = Kernel(context, rooms);
            await kernel.RestartAsync().ConfigureAwait(false);
            await JsonAnswer.WriteAsync(context.Response, kernel.Json()).ConfigureAwait(false);
        });
        app.MapGet("/api/kernels/{id}/channels", context => Sockets.ServeAsync(context, Kernel(context, rooms), rooms));
    }

    private static void MapSessions(IEndpointRouteBuilder app, LabRooms rooms)
    {
        app.MapGet("/api/sessions", context => JsonAnswer.WriteAsync(context.Response, rooms.Sessions.Json()));
        app.MapPost("/api/sessions", async context =>
        {
            var asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
            (var json, bool isBegun) = await rooms.Sessions.BeginAsync(asked).ConfigureAwait(false);
            int status = isBegun ? StatusCodes.Status201Created : StatusCodes.Status200OK;
            await JsonAnswer.WriteAsync(context.Response, status, json).ConfigureAwait(false);
        });
        app.MapGet("/api/sessions/{id}", context => JsonAnswer.WriteAsync(
            context.Response, rooms.Sessions.Find(Value(context, "id"))));
        app.MapPatch("/api/sessions/{id}", async context =>
        {
            var asked = await JsonAnswer.ReadAsync(context.Request).ConfigureAwait(false);
            await JsonAnswer.WriteAsync(
                context.Response, await rooms.Sessions.ChangeAsync(Value(context, "id"), asked).ConfigureAwait(false))
                .ConfigureAwait(false);
        });
        app.MapDelete("/api/sessions/{id}", async context =>
        {
            await rooms.Sessions.EndAsync(Value(context, "id")).ConfigureAwait(false);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        });
    }

    private static Task PictureAsync(HttpContext context, LabRooms rooms)
    {
        string file = Value(context, "file");
        byte[] picture = KernelCatalog.Picture(rooms.Catalog.Find(Value(context, "name")), file);
        context.Response.Headers.ContentSecurityPolicy = PageHeaders.UserFiles;
        context.Response.ContentType = Contents.MimeTypes.Of(file);
        return context.Response.Body.WriteAsync(picture).AsTask();
    }

    private static RunningKernel Kernel(HttpContext context, LabRooms rooms) => rooms.Kernels.Find(Value(context, "id"));

    private static string Value(HttpContext context, string name) => (string)context.Request.RouteValues[name]!;
}
