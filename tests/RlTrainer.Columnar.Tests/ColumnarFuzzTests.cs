namespace RlTrainer.Columnar.Tests;

public sealed class ColumnarFuzzTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fuzz").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Three_thousand_damaged_files_of_every_form_never_crash_and_never_lose_a_row_unlisted()
    {
        var fuzz = new ColumnarFuzz(seed: 3, _folder);
        var wrong = new List<string>();
        for (int mutant = 0; mutant < 3_000 && wrong.Count < 20; mutant++)
            if (fuzz.Try() is { } found) wrong.Add($"mutant {mutant}: {found}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(fuzz.Counts is { Read: > 100, Refused: > 100 }, fuzz.Counts.ToString());
    }
}
