using NodaTime;
using RlTrainer.Evaluation;

namespace RlTrainer.Tests.Evaluation;

public sealed class SealedTestTests : IDisposable
{
    private readonly string _path =
        Path.Combine(Path.GetTempPath(), "rltrainer-sealed-" + Path.GetRandomFileName(), "openings.txt");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Every_opening_of_a_test_set_is_counted_and_other_sets_apart()
    {
        Assert.Single(SealedTest.Open(_path, "aa", "first report", Instant.FromUtc(2026, 1, 2, 3, 4, 5)));
        Assert.Single(SealedTest.Open(_path, "bb", "other data", Instant.FromUtc(2026, 1, 3, 0, 0, 0)));
        IReadOnlyList<TestOpening> openings =
            SealedTest.Open(_path, "aa", "second\tlook\n", Instant.FromUtc(2026, 1, 4, 0, 0, 0));
        Assert.Equal(["first report", "second look "], openings.Select(one => one.Purpose));
        Assert.Equal(3, SealedTest.Read(_path).Count);
        Assert.Equal("test-openings 1\n2026-01-02T03:04:05Z\taa\tfirst report\n2026-01-03T00:00:00Z\tbb\tother "
            + "data\n2026-01-04T00:00:00Z\taa\tsecond look \n", File.ReadAllText(_path));
    }

    [Fact]
    public void A_foreign_or_damaged_file_is_refused_with_its_line()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        File.WriteAllText(_path, "something\n");
        Assert.Equal(
            $"{_path}:1: found 'something', expected 'test-openings 1'. The file counts openings of a test set; choose another "
            + $"path or restore it.",
            Assert.Throws<FormatException>(() => SealedTest.Read(_path)).Message);
        File.WriteAllText(_path, "test-openings 1\nyesterday\taa\tlook\n");
        Assert.Equal(
            $"{_path}:2: found 'yesterday\taa\tlook', expected a time, a hash and a purpose with tabs between. Restore the file; "
            + $"the count must not be lost.",
            Assert.Throws<FormatException>(() => SealedTest.Open(_path, "aa", "look", Instant.FromUnixTimeSeconds(0))).Message);
    }
}
