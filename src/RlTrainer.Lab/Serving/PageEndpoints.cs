using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RlTrainer.Lab.Security;

namespace RlTrainer.Lab.Serving;

/// <summary>The program's own pages and what they load.</summary>
internal static class PageEndpoints
{
    private const int LongestForm = 4096;

    public static void Map(IEndpointRouteBuilder app, LabRooms rooms)
    {
        app.MapGet("/", context => HomeAsync(context, rooms));
        app.MapGet("/home", context => HomeAsync(context, rooms));
        app.MapGet("/tree/{**path}", context => GoAsync(context, "/"));
        app.MapGet("/login", context => LoginAsync(context, null));
        app.MapPost("/login", context => SignInAsync(context, rooms));
        foreach (string name in (string[])["runs", "replay", "report"])
            app.MapGet("/" + name, context => SendAsync(context, "page.html", LabPages.Html(name)));
        app.MapGet("/assets/{file}", context =>
        {
            string file = (string)context.Request.RouteValues["file"]!;
            return SendAsync(context, file, LabPages.Asset(file));
        });
        app.MapGet("/login/{file}", context =>
        {
            string file = (string)context.Request.RouteValues["file"]!;
            return file is "palette.css" or "lab.css" ? SendAsync(context, file, LabPages.Asset(file))
                : throw new LabFault(404, "There is no such file.");
        });
        app.MapGet("/notebooks", context => GoAsync(context, "/notebooks/index.html"));
        app.MapGet("/notebooks/{file}", context => SiteAsync(context, rooms));
    }

    private static Task HomeAsync(HttpContext context, LabRooms rooms) =>
        SendAsync(context, "page.html", LabPages.Home(NotebookPages.Titles(rooms)));

    private static Task GoAsync(HttpContext context, string place)
    {
        context.Response.Redirect(place);
        return Task.CompletedTask;
    }

    private static Task LoginAsync(HttpContext context, string? fault)
    {
        string next = AccessGuard.LocalPlace(context.Request.Query["next"]);
        string told = fault is null ? "" : $"<p class=\"bad\" role=\"alert\">{WebUtility.HtmlEncode(fault)}</p>";
        return SendAsync(context, "page.html", LabPages.Html("login")
            .Replace("{{next}}", WebUtility.HtmlEncode(Uri.EscapeDataString(next)), StringComparison.Ordinal)
            .Replace("{{fault}}", told, StringComparison.Ordinal));
    }

    private static async Task SignInAsync(HttpContext context, LabRooms rooms)
    {
        if (context.Request.ContentLength is null or > LongestForm || !context.Request.HasFormContentType)
            throw new LabFault(400, "Expected the form of the login page.");
        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted).ConfigureAwait(false);
        if (!Secrets.AreEqual(form["password"].ToString().Trim(), rooms.Secrets.Token))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await LoginAsync(context, "That is not the token. The server printed it where it was started.").ConfigureAwait(false);
            return;
        }
        rooms.Guard.SignIn(context.Response);
        context.Response.Redirect(AccessGuard.LocalPlace(context.Request.Query["next"]));
    }

    private static async Task SiteAsync(HttpContext context, LabRooms rooms)
    {
        string file = (string)context.Request.RouteValues["file"]!, page = NotebookPages.Find(rooms, file);
        // Each page of the site names the hashes of its scripts itself; the browser holds it to both policies.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src "
            + "'unsafe-inline'; img-src 'self' data: blob:; font-src data:; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";
        context.Response.ContentType = Contents.MimeTypes.Of(file);
        await context.Response.SendFileAsync(page, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task SendAsync(HttpContext context, string name, string text)
    {
        context.Response.ContentType = Contents.MimeTypes.Of(name);
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();
    }
}
