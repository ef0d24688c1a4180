using System.Text.RegularExpressions;
using NodaTime;
using RlTrainer.Market;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Market;

public sealed partial class CashSessionTests
{
    [Fact]
    public void It_lasts_from_half_past_nine_to_four()
    {
        Assert.Equal(new LocalTime(9, 30), CashSession.Open);
        // 9 · 60 + 30 and 16 · 60
        Assert.Equal([false, true, true, false], new long[] { 569, 570, 959, 960 }.Select(CashSession.Contains));
        // 16 · 60 + 59
        Assert.Equal(1019, CashSession.UsualFlatMinute);
    }

    [Fact]
    public void No_other_source_writes_its_minutes_again() => Assert.Empty(
        Repository.SourceFiles("src").Where(file => Path.GetFileName(file) != "CashSession.cs")
            .Where(file => File.ReadLines(file)
                .Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Minutes().IsMatch(line)))
            .Select(Repository.Relative));

    [GeneratedRegex(@"\b9 \* 60 \+ 30\b|\b16 \* 60( \+ 59)?\b|(>=?|<|-) (570|960)\b")]
    private static partial Regex Minutes();
}
