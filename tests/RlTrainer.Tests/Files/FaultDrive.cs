using System.Text.Json;
using RlTrainer.Checkpoints;
using RlTrainer.Files;

namespace RlTrainer.Tests.Files;

/// <summary>
/// Makes every file operation of some work fail in turn, as SQLite's tests do: after each fault what is there is whole, the
/// message
/// names a file, and the same work done again ends with the bytes of an undisturbed one.
/// </summary>
/// <param name="name">The work, for messages.</param>
/// <param name="root">A folder of its own.</param>
/// <param name="prepare">Makes what the work begins with.</param>
/// <param name="work">The work in a folder; called again it goes on.</param>
/// <param name="isCompared">Files whose bytes must come out the same, by their path in the folder.</param>
internal sealed class FaultDrive(string name, string root, Action<string> prepare, Action<string> work,
    Predicate<string> isCompared)
{
    /// <summary>What fails how: a full disk, a failing one, a share that was away.</summary>
    public static IReadOnlyList<(string Name, int Code)> Kinds { get; } = [("ENOSPC", 28), ("EIO", 5), ("ESTALE", 116)];

    private string Begun => Path.Combine(root, "begun");

    private string Whole => Path.Combine(root, "whole");

    /// <summary>The work.</summary>
    public string Name => name;

    /// <summary>Does the work undisturbed.</summary>
    /// <returns>How many operations it has.</returns>
    public int Count()
    {
        Directory.CreateDirectory(Begun);
        prepare(Begun);
        Copy(Begun, Whole);
        int operations = 0;
        using (FileFaults.Watch((_, _) => operations++)) work(Whole);
        return operations;
    }

    /// <summary>Makes one operation fail.</summary>
    /// <param name="operation">Which, from 0.</param>
    /// <param name="kind">An index of <see cref="Kinds"/>.</param>
    /// <returns>What went wrong beyond the fault; null where nothing did.</returns>
    public string? Try(int operation, int kind)
    {
        string folder = Path.Combine(root, "tried"), failed = "no operation";
        Copy(Begun, folder);
        int at = 0;
        try
        {
            using (FileFaults.Watch((what, path) => { if (at++ == operation) throw Fault(what, path, kind, out failed); })) work(
                folder);
            return $"{name}, operation {operation}: {failed} failed, and the work went on";
        }
        catch (Exception error) when (EnvironmentFaults.Includes(error))
        {
            string file = failed.Split(' ', 2)[1];
            if (!error.Message.Contains(Path.GetFileName(file), StringComparison.Ordinal))
                return $"{name}, {failed}: the message names no file: {error.Message}";
        }
        catch (Exception error)
        {
            return $"{name}, {failed}: {error.GetType().Name} is not taken for a fault of the machine: {error.Message}";
        }
        if (Torn(folder) is { } torn) return $"{name}, {failed}: {torn}";
        work(folder);
        return Difference(folder) is { } difference ? $"{name}, {failed}: done again, {difference}" : null;
    }

    private static IOException Fault(FileOperation what, string path, int kind, out string failed)
    {
        failed = $"{what} {path}";
        return new IOException($"{path}: injected {Kinds[kind].Name}", Kinds[kind].Code);
    }

    /// <summary>A file that is neither the old nor the new one: archives and JSON must be whole.</summary>
    private static string? Torn(string folder)
    {
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                if (Path.GetExtension(file) == ".zip") CheckpointArchive.Read(file);
                if (Path.GetExtension(file) == ".json") JsonDocument.Parse(File.ReadAllBytes(file)).Dispose();
            }
            catch (Exception error) when (error is InvalidDataException or JsonException)
            {
                return $"{file} is torn: {error.Message}";
            }
        }
        return null;
    }

    private string? Difference(string folder)
    {
        string[] expected = Compared(Whole), found = Compared(folder);
        if (!expected.SequenceEqual(found))
            return $"there are {string.Join(", ", found)} instead of {string.Join(", ", expected)}";
        return expected.FirstOrDefault(file => !File.ReadAllBytes(Path.Combine(Whole, file)).AsSpan().SequenceEqual(
            File.ReadAllBytes(Path.Combine(folder, file)))) is { } other
            ? $"{other} differs" : null;
    }

    private string[] Compared(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => isCompared(file)).Order(StringComparer.Ordinal)];

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to)) Directory.Delete(to, recursive: true);
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
