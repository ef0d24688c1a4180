namespace RlTrainer.Tests.Data;

public sealed class BarFuzzTests
{
    [Fact]
    public void Two_thousand_damaged_files_never_crash_and_never_lose_a_row_unlisted()
    {
        var fuzz = new BarFuzz(seed: 1);
        var wrong = new List<string>();
        for (int mutant = 0; mutant < 2_000 && wrong.Count < 10; mutant++)
            if (fuzz.Try(mayBeGiant: mutant < 20) is { } found)
                wrong.Add($"mutant {mutant}: {found}");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(fuzz.Counts is { Read: > 1_000, Refused: > 50, OneField: > 100 }, fuzz.Counts.ToString());
    }
}
