using Microsoft.AspNetCore.Http;

namespace RlTrainer.Lab.Security;

/// <summary>What every answer says to the browser about itself.</summary>
internal static class PageHeaders
{
    /// <summary>The program's own pages: its own scripts and styles, nothing inline, nothing from elsewhere.</summary>
    public const string OwnPages = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Files of the user, shown as a site of their own: their scripts run, and have no cookie and no server.</summary>
    public const string UserFiles = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src "
        + "'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    /// <summary>The strictest that all answers share; a handler may set another policy.</summary>
    public static void Set(HttpResponse response)
    {
        IHeaderDictionary headers = response.Headers;
        headers.ContentSecurityPolicy = OwnPages;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }
}
