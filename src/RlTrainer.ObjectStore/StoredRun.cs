using System.Text.Json;

namespace RlTrainer.ObjectStore;

/// <summary>
/// What a run's folder held when it was pushed. It is one object, put after everything that it names, so that whoever reads it
/// sees the whole of one state or of the one before.
/// </summary>
/// <param name="Steps">Environment steps of its newest checkpoint; 0 where there is none.</param>
/// <param name="Files">Its files, by name.</param>
internal sealed record StoredRun(long Steps, IReadOnlyList<StoredFile> Files)
{
    private const int MostFiles = 100_000;

    /// <summary>Reads and checks an index: it came over a network, and its names become paths.</summary>
    internal static StoredRun Read(ReadOnlySpan<byte> json, string origin)
    {
        StoredRun? run;
        try
        {
            run = JsonSerializer.Deserialize<StoredRun>(json);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{origin}: expected the index of a stored run; {error.Message}", error);
        }
        if (run?.Files is not { Count: > 0 and <= MostFiles } files || run.Steps < 0)
            throw new InvalidDataException(
                $"{origin}: expected the index of a stored run with steps and files; push the run again.");
        foreach (StoredFile file in files)
            if (file is not { Name: not null, Bytes: >= 0, Sha256: { Length: 64 } hash } || !hash.All(char.IsAsciiHexDigit)
                || !IsInside(file.Name))
                throw new InvalidDataException(
                    $"{origin}: '{Shown(file?.Name)}' is no file of a run's folder with a size and a hash; nothing was fetched.");
        return run;
    }

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Words with slashes between them, none of which leads out of the folder or is hidden.</summary>
    private static bool IsInside(string name) => name.Length is > 0 and <= 500
        && name.Split('/').All(
            part => part.Length > 0 && part[0] != '.' && !part.Any(letter => char.IsControl(letter) || letter is '\\' or ':'));

    private static string Shown(string? name) =>
        new([.. (name ?? "").Take(80).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
