using System.Net;

namespace RlTrainer.Lab.Security;

/// <summary>
/// The names under which this server may be called. A page of a stranger whose name was made to point to this machine (DNS
/// rebinding) calls it by the stranger's name, and a page elsewhere says in Origin where it is from.
/// </summary>
internal sealed class AllowedHosts(LabOptions options)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    private readonly string[] _origins =
        [.. options.AllowedOrigins.Select(origin => new Uri(origin).GetLeftPart(UriPartial.Authority))];

    private readonly string[] _hosts =
    [
        .. Loopback, .. options.AllowedOrigins.Select(origin => new Uri(origin).Host),
        .. IPAddress.IsLoopback(options.Listen) || options.Listen.Equals(IPAddress.Any) ? []
            : (string[])[options.Listen.ToString()],
        .. options.Listen.Equals(IPAddress.Any) ? [Dns.GetHostName()] : (string[])[],
    ];

    /// <summary>Whether a Host header names this server; the port may be another, that of a tunnel.</summary>
    /// <param name="host">Without its port.</param>
    public bool IsHost(string host) => _hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an Origin header is of a page that this server sent.</summary>
    /// <param name="origin">The header's text.</param>
    /// <param name="host">The Host header, with its port.</param>
    public bool IsOrigin(string origin, string host) =>
        string.Equals(origin, "http://" + host, StringComparison.OrdinalIgnoreCase)
        || string.Equals(origin, "https://" + host, StringComparison.OrdinalIgnoreCase)
        || _origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}
