namespace RlTrainer.Files;

/// <summary>
/// What hosts of one shared folder that see none of each other's locks put there before they take it: one file each. Whoever
/// finds another host's file after making its own gives way, so that of two that begin at the same moment both may be refused,
/// but never both own. It asks of the share only that a file made on one host is listed by another host that looks later.
/// </summary>
internal static class HostClaims
{
    private const string Beginning = "owner.", Ending = ".claim";

    /// <summary>A host's file.</summary>
    public static string FileOf(string folder, string host) =>
        Path.Combine(folder, Beginning + Uri.EscapeDataString(host) + Ending);

    /// <summary>Makes a host's claim, or renews it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Make(string folder, string host)
    {
        string claim = FileOf(folder, host);
        FileFaults.Before(FileOperation.Open, claim);
        // In place: that the file is there is all that counts, and the owner's sweep would take a temporary neighbour away.
        File.WriteAllText(claim, $"{Environment.ProcessId}\n");
    }

    /// <summary>The first other host whose claim is younger than <paramref name="patience"/>;
    /// null where there is none. Older ones are a dead host's and removed.</summary>
    public static string? Other(string folder, string host, DateTime nowUtc, TimeSpan patience)
    {
        string own = FileOf(folder, host);
        foreach (string claim in Directory.GetFiles(folder, Beginning + "*" + Ending).Order(StringComparer.Ordinal))
        {
            if (claim == own || !File.Exists(claim)) continue;
            if (nowUtc - File.GetLastWriteTimeUtc(claim) < patience)
                return Uri.UnescapeDataString(Path.GetFileName(claim)[Beginning.Length..^Ending.Length]);
            Remove(claim);
        }
        return null;
    }

    /// <summary>Takes a claim back.</summary>
    public static void Remove(string claim)
    {
        try
        {
            File.Delete(claim);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A share that is away: the file ages, and whoever comes after the patience removes it.
        }
    }
}
