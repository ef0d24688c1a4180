using System.Globalization;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Files;

namespace RlTrainer.Evaluation;

/// <summary>
/// Counts how often a test set was opened: a set that was looked at again and again is no longer held out. The count lives in
/// a text file with one line an opening; it cannot prevent a look, it makes looks visible.
/// </summary>
public static class SealedTest
{
    private const string Header = "test-openings 1";

    /// <summary>Notes an opening and returns all openings of that test set so far, this one included.</summary>
    /// <param name="path">The file, e.g. in the run's folder; made where it is missing.</param>
    /// <param name="testHash">Hash of the test bars, so that another test set has its own count.</param>
    /// <param name="purpose">What for, in a few words on one line.</param>
    /// <param name="when">When; the library reads no clock.</param>
    /// <returns>Openings in the order of the file, the newest last.</returns>
    /// <exception cref="FormatException">The file holds something else; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The path or the hash is empty.</exception>
    public static IReadOnlyList<TestOpening> Open(string path, string testHash, string purpose, Instant when)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(testHash);
        ArgumentNullException.ThrowIfNull(purpose);
        List<TestOpening> openings =
            [.. Read(path), new TestOpening(when, testHash, purpose.ReplaceLineEndings(" ").Replace('\t', ' '))];
        AtomicFile.WriteText(path, Header + "\n" + string.Concat(openings.Select(one =>
            $"{InstantPattern.General.Format(one.When)}\t{one.TestHash}\t{one.Purpose}\n")));
        return [.. openings.Where(one => one.TestHash == testHash)];
    }

    /// <summary>All openings noted in a file, of every test set; none where the file is missing.</summary>
    /// <param name="path">The file that <see cref="Open"/> writes.</param>
    /// <returns>Openings in the order of the file.</returns>
    /// <exception cref="FormatException">The file holds something else; the message names the line.</exception>
    public static IReadOnlyList<TestOpening> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path)) return [];
        string[] lines = TextFile.Read(path).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines[0] != Header)
            throw new FormatException($"{path}:1: found '{lines[0]}', expected '{Header}'. The file counts openings of a test "
                + $"set; choose another path or restore it.");
        var openings = new List<TestOpening>();
        for (int line = 1; line < lines.Length; line++)
        {
            string[] fields = lines[line].Split('\t');
            ParseResult<Instant>? when = fields.Length == 3 ? InstantPattern.General.Parse(fields[0]) : null;
            if (when is not { Success: true })
                throw new FormatException(
                    string.Create(CultureInfo.InvariantCulture,
                        $"{path}:{line + 1}: found '{lines[line]}', expected a time, a hash and a purpose with tabs between. "
                        + $"Restore the file; the count must not be lost."));
            openings.Add(new TestOpening(when.Value, fields[1], fields[2]));
        }
        return openings;
    }
}
