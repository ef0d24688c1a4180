using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RlTrainer.Notebooks.Site;

/// <summary>
/// The content security policy of a page: no script runs but those whose SHA-256 it names and the two libraries beside the page,
/// and
/// nothing is fetched from anywhere.
/// </summary>
internal static partial class PagePolicy
{
    /// <summary>The policy that lets exactly these scripts run.</summary>
    /// <param name="html">The whole page; its inline scripts are those of the program and of trusted notebooks.</param>
    public static string Of(string html)
    {
        string[] hashes = [.. Script().Matches(html).Where(
            script => !script.Groups[1].Value.Contains("src=", StringComparison.Ordinal))
            .Select(script => $"'sha256-{Hash(script.Groups[2].Value)}'").Distinct()];
        // 'self' is the site on a server, file: the same folder opened without one; sanitised pages name no other file.
        return $"default-src 'none'; script-src 'self' file: {string.Join(' ', hashes)}; style-src 'unsafe-inline'; img-src "
            + $"'self' data: blob:; "
            + "font-src data:; base-uri 'none'; form-action 'none'";
    }

    /// <summary>A browser hashes a script's text with line ends of one character.</summary>
    private static string Hash(string script) => Convert.ToBase64String(
        SHA256.HashData(Encoding.UTF8.GetBytes(script.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'))));

    [GeneratedRegex(@"<script\b([^>]*)>(.*?)</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Script();
}
