using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>Facts that the text of a file cannot tell, with the readings they allow.</summary>
/// <param name="Fact">The missing facts, e.g. "the time zone" or "the time zone and the bar's edge".</param>
/// <param name="Readings">The readings, the likeliest first.</param>
public sealed record LayoutQuestion(string Fact, IReadOnlyList<LayoutReading> Readings)
{
    /// <summary>How many bars the calendar was asked about; 0 where it was not.</summary>
    public int BarsJudged { get; init; }

    /// <summary>How many files of one form the bars are from.</summary>
    internal int FilesJudged { get; init; } = 1;

    /// <summary>The only reading that has no bar outside trading hours, or null.</summary>
    public LayoutReading? Recommended =>
        Readings.Where(reading => reading.OutsideHours == 0).Take(2).ToArray() is [var only] && Readings.Count > 1 ? only : null;

    /// <summary>The readings as lines of text, one a reading, with the calendar's counts where there are any.</summary>
    /// <returns>Lines that begin with two blanks.</returns>
    public string ToTable()
    {
        int choice = Readings.Max(reading => reading.Choice.Length), meaning = Readings.Max(reading => reading.Meaning.Length);
        return string.Join('\n', Readings.Select(reading => reading.OutsideHours is { } outside
            ? $"  {reading.Choice.PadRight(choice)}  {reading.Meaning.PadRight(meaning)}  {outside} of {BarsJudged} bars outside "
                + $"trading hours{(reading == Recommended ? "  ← the only one with none" : "")}"
            : $"  {reading.Choice.PadRight(choice)}  {reading.Meaning}"));
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
