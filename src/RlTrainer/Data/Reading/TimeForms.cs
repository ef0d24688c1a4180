namespace RlTrainer.Data;

/// <summary>Tells how a time is written from one example.</summary>
internal static class TimeForms
{
    /// <summary>The form of most examples, so that one damaged row does not decide.</summary>
    public static TimeForm OfMost(IEnumerable<string> examples) =>
        examples.Where(example => example.Length > 0).GroupBy(Of).OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault(TimeForm.YearFirst);

    /// <summary>Most examples end in Z or in a UTC offset.</summary>
    public static bool MostHaveOffset(IReadOnlyList<string> examples) => examples.Count(HasOffset) * 2 > examples.Count(example => example.Length > 0);

    /// <summary>The form of an example; what cannot be told apart (01/02/2024) is taken as month first.</summary>
    public static TimeForm Of(string example)
    {
        string whole = example.Split('.')[0];
        if (whole.Length is >= 9 and <= 19 && whole.All(char.IsAsciiDigit)) return TimeForm.Epoch;
        if (example.Length >= 8 && example[..8].All(char.IsAsciiDigit)) return TimeForm.Compact;
        int mark = example.IndexOfAny(['-', '/', '.']);
        if (mark == 4) return TimeForm.YearFirst;
        if (mark is 1 or 2)
            return example[mark] == '.' || (int.TryParse(example.AsSpan(0, mark), out int first) && first > 12) ? TimeForm.DayFirst : TimeForm.MonthFirst;
        return TimeForm.YearFirst;
    }

    /// <summary>The example ends in Z or in a UTC offset.</summary>
    public static bool HasOffset(string example)
    {
        if (example.EndsWith('Z') || example.Contains("GMT", StringComparison.Ordinal) || example.Contains("UTC", StringComparison.Ordinal)) return true;
        int clock = example.IndexOf(':', StringComparison.Ordinal);
        return clock > 0 && example.IndexOfAny(['+', '-'], clock) > 0;
    }
}
