using System.Globalization;
using System.Text.Json;

namespace RlTrainer.Files;

/// <summary>Who writes to a folder, as it stands in <c>owner.json</c> while it does.</summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Process">The process's number there.</param>
/// <param name="Purpose">What it does, e.g. "training".</param>
/// <param name="StartedUtc">When it took the folder, UTC, ISO 8601.</param>
/// <param name="Fence">Counts the owners of the folder; a writer whose number is not the latest has lost it.</param>
internal sealed record OwnerRecord(string Host, int Process, string Purpose, string StartedUtc, long Fence)
{
    /// <summary>The record's file.</summary>
    public static string FileOf(string folder) => Path.Combine(folder, "owner.json");

    /// <summary>The record of a folder; null where there is none or it cannot be read.</summary>
    public static OwnerRecord? Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<OwnerRecord>(File.ReadAllText(FileOf(folder)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Write(string folder) => AtomicFile.WriteText(FileOf(folder), JsonSerializer.Serialize(this) + "\n");

    /// <summary>The holder in words: "process 12 on host 'a' (training, since …)".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"process {Process} on host '{Host}' ({Purpose}, since {StartedUtc})");
}
