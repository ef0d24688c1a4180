using System.Diagnostics;
using RlTrainer.Files;

namespace RlTrainer.RunHost;

/// <summary>One host of several that want the same folder again and
/// again; a witness file of exclusive creation sees two owners.</summary>
internal static class OwnerRace
{
    private const int Fewest = 3, Longest = 60;

    /// <summary>Takes and leaves the folder until the time is up.</summary>
    /// <param name="folder">The folder they share.</param>
    /// <param name="host">This host's name.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>How often it owned the folder, was refused, and met another owner within.</returns>
    public static (int Owned, int Refused, int Met) Run(string folder, string host, double seconds)
    {
        int owned = 0, refused = 0, met = 0;
        string witness = Path.Combine(folder, "witness");
        long start = Stopwatch.GetTimestamp();
        // On a busy machine longer, until each has had the folder a few times.
        while (Seconds(start) < seconds || (owned < Fewest && Seconds(start) < Longest))
        {
            try
            {
                using FolderOwner owner = FolderOwner.Take(folder, "racing", TimeProvider.System, host);
                owned++;
                if (!IsAlone(witness)) met++;
                owner.ThrowIfLost();
            }
            catch (FolderInUseException)
            {
                refused++;
                Thread.Sleep(1);
            }
        }
        return (owned, refused, met);
    }

    private static double Seconds(long start) => Stopwatch.GetElapsedTime(start).TotalSeconds;

    /// <summary>Nobody else made the file before, nor while this one holds it.</summary>
    private static bool IsAlone(string witness)
    {
        try
        {
            new FileStream(witness, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose();
        }
        catch (IOException)
        {
            return false;
        }
        Thread.Sleep(2);
        File.Delete(witness);
        return true;
    }
}
