using System.Buffers;
using RlTrainer.Files;

namespace RlTrainer.Lab.Security;

/// <summary>Paths of the address line to files below the root, and nowhere else, whatever links lie there.</summary>
internal sealed class SafePaths
{
    private const int MostLinks = 40;
    private static readonly SearchValues<char> NoNamesOnWindows = SearchValues.Create(":*?\"<>|");

    public SafePaths(string root) => Root = Path.TrimEndingDirectorySeparator(Real(Path.GetFullPath(root)));

    /// <summary>The root, links resolved.</summary>
    public string Root { get; }

    /// <summary>A path as it stands in answers: slashes, none at its ends.</summary>
    /// <param name="path">As it came.</param>
    /// <exception cref="LabFault">A part of it is hidden, leads upwards, or can be no file's name.</exception>
    public static string Name(string? path)
    {
        string[] parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.All(IsName) ? string.Join('/', parts)
            : throw new LabFault(404, $"'{PrintableText.Name(path)}' is no path of this server.");
    }

    /// <summary>The file of a path, which need not exist.</summary>
    /// <param name="path">Slashes, from the root.</param>
    /// <returns>Its full path, links resolved.</returns>
    /// <exception cref="LabFault">It lies outside the root, or is no path.</exception>
    public string Resolve(string? path)
    {
        string name = Name(path), real = Real(Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar)));
        return real == Root || real.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? real
            : throw new LabFault(404, $"'{name}' is a link that leads out of the served folder; nothing outside it is served.");
    }

    /// <summary>Whether a name may be served and listed.</summary>
    public static bool IsName(string part) => part.Length is > 0 and <= 255 && part[0] != '.' && !PrintableText.HasControl(part)
        && !part.Contains('\\', StringComparison.Ordinal) && !part.Contains("%2f", StringComparison.OrdinalIgnoreCase)
        && !(OperatingSystem.IsWindows()
            && (part.AsSpan().ContainsAny(NoNamesOnWindows) || part[^1] is '.' or ' '));

    /// <summary>Follows every link of a path, also those that links lead to.</summary>
    private static string Real(string path)
    {
        string current = path;
        for (int links = 0; links < MostLinks; links++)
            if (Followed(current) is { } next) current = next;
            else return current;
        throw new LabFault(404, "The path leads through more links than any file needs.");
    }

    /// <summary>The path with its first link replaced by where it leads; null where it has none.</summary>
    private static string? Followed(string path)
    {
        string root = Path.GetPathRoot(path)!, at = root;
        string[] parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (int index = 0; index < parts.Length; index++)
        {
            at = Path.Combine(at, parts[index]);
            if (new FileInfo(at).LinkTarget is not { } target) continue;
            string rest = Path.Combine([.. parts[(index + 1)..]]);
            return Path.GetFullPath(Path.Combine(Path.GetDirectoryName(at)!, target, rest));
        }
        return null;
    }
}
