using Microsoft.AspNetCore.Http;

namespace RlTrainer.Lab.Security;

/// <summary>Stands before everything: who calls, by which name, from which page, and whether a write was meant.</summary>
internal sealed class AccessGuard(LabOptions options, Secrets secrets)
{
    private const string XsrfCookie = "_xsrf", XsrfHeader = "X-XSRFToken", OpenFolder = "/login";
    private readonly AllowedHosts _hosts = new(options);

    /// <summary>The cookie's name; browsers share cookies between ports, so that it names the port.</summary>
    public string CookieName { get; set; } = "rltrainer-lab";

    /// <summary>Lets a request pass, or answers it.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        PageHeaders.Set(context.Response);
        if (!_hosts.IsHost(request.Host.Host))
            await RefuseAsync(context, $"The Host header was '{request.Host}', which is not this server's name; call it by "
                + "localhost, or allow the name with --allow-origin.").ConfigureAwait(false);
        else if (request.Headers.Origin is [{ Length: > 0 } origin, ..] && !_hosts.IsOrigin(origin, request.Host.Value!))
            await RefuseAsync(context, $"The request came from a page of '{origin}'; only this server's own pages may call it.")
                .ConfigureAwait(false);
        else if (request.Path.StartsWithSegments(OpenFolder, StringComparison.Ordinal))
            await next(context).ConfigureAwait(false);
        else if (HasToken(request))
            await WithTokenAsync(context, next).ConfigureAwait(false);
        else if (!Secrets.AreEqual(request.Cookies[CookieName], secrets.Cookie))
            await AskAsync(context).ConfigureAwait(false);
        else if (IsWrite(request) && !Secrets.AreEqual(request.Headers[XsrfHeader], secrets.Xsrf))
            await RefuseAsync(context, $"The header {XsrfHeader} is missing or wrong; a write by cookie repeats the cookie "
                + $"{XsrfCookie} in it. Load the page again.").ConfigureAwait(false);
        else
            await next(context).ConfigureAwait(false);
    }

    /// <summary>Gives a browser its cookies.</summary>
    public void SignIn(HttpResponse response)
    {
        bool isSecure = response.HttpContext.Request.IsHttps;
        response.Cookies.Append(CookieName, secrets.Cookie, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
            Secure = isSecure,
            IsEssential = true,
        });
        response.Cookies.Append(XsrfCookie, secrets.Xsrf, new CookieOptions
        {
            SameSite = SameSiteMode.Strict,
            Path = "/",
            Secure = isSecure,
            IsEssential = true,
        });
    }

    /// <summary>A place of this server to go on to; the start where the text could lead elsewhere.</summary>
    public static string LocalPlace(string? next) =>
        next is ['/', ..] && !next.StartsWith("//", StringComparison.Ordinal) && !next.Contains('\\', StringComparison.Ordinal)
        && !next.Any(char.IsControl) ? next : "/";

    private static bool IsWrite(HttpRequest request) =>
        !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);

    private static bool IsPage(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && !request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !request.HttpContext.WebSockets.IsWebSocketRequest;

    private bool HasToken(HttpRequest request)
    {
        if (Secrets.AreEqual(request.Query["token"], secrets.Token)) return true;
        string? header = request.Headers.Authorization;
        foreach (string scheme in (string[])["token ", "Bearer "])
            if (header?.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) == true)
                return Secrets.AreEqual(header[scheme.Length..].Trim(), secrets.Token);
        return false;
    }

    /// <summary>A page that was opened by its link gets cookies, and the token leaves the address.</summary>
    private Task WithTokenAsync(HttpContext context, RequestDelegate next)
    {
        HttpRequest request = context.Request;
        if (!IsPage(request) || !request.Query.ContainsKey("token")) return next(context);
        SignIn(context.Response);
        var rest = request.Query.Where(pair => pair.Key != "token").SelectMany(
            pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value));
        context.Response.Redirect(LocalPlace(request.Path.ToUriComponent()) + QueryString.Create(rest).ToUriComponent());
        return Task.CompletedTask;
    }

    private static Task AskAsync(HttpContext context)
    {
        if (!IsPage(context.Request))
            return RefuseAsync(context, "The token is missing or wrong; the server printed it where it was started.");
        string next = context.Request.Path.ToUriComponent();
        context.Response.Redirect($"{OpenFolder}?next={Uri.EscapeDataString(LocalPlace(next))}");
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, string message) =>
        JsonAnswer.WriteAsync(context.Response, StatusCodes.Status403Forbidden, JsonAnswer.Message(message));
}
