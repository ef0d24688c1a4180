using System.Globalization;

namespace RlTrainer.Compliance;

/// <summary>What an account costs the trader; US cents.</summary>
/// <param name="EntryCents">Price of the account: the evaluation or its activation, at least 0.</param>
/// <param name="ResetCents">Price of beginning again after a breach, at least 0.</param>
/// <param name="MonthlyCents">Price of every 30 calendar days, at least 0.</param>
public sealed record FeeRule(long EntryCents, long ResetCents = 0, long MonthlyCents = 0)
{
    private const int DaysPerMonth = 30;

    /// <summary>What an account has cost, US cents.</summary>
    /// <param name="calendarDays">Days it has lived, at least 0; every month begun is paid.</param>
    /// <returns>Entry and months.</returns>
    public long AfterCents(int calendarDays) => EntryCents + MonthlyCents * ((calendarDays + DaysPerMonth - 1) / DaysPerMonth);

    /// <summary>
    /// What is paid on average until an evaluation is passed, tried again and again, US cents: the entry, a reset for every
    /// attempt
    /// that failed, (1 − p) / p of them, and the months of every attempt.
    /// </summary>
    /// <param name="passed">Probability that one attempt passes, p, in (0, 1].</param>
    /// <param name="meanCalendarDays">Mean length of an attempt.</param>
    /// <returns>The expected sum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in (0, 1]: nobody ever passes.</exception>
    public double ExpectedToPassCents(double passed, double meanCalendarDays)
    {
        if (!(passed > 0 && passed <= 1))
            throw new ArgumentOutOfRangeException(nameof(passed), passed, "The pass probability must be in (0, 1].");
        double again = ResetCents > 0 ? ResetCents : EntryCents;
        return EntryCents + (1 - passed) / passed * again + MonthlyCents * meanCalendarDays / DaysPerMonth / passed;
    }

    /// <summary>The fees in one phrase.</summary>
    /// <returns>"$149 once, $49 every 30 days, $49 for a reset".</returns>
    public override string ToString()
    {
        var words = new List<string> { $"{Dollars(EntryCents)} once" };
        if (MonthlyCents > 0)
            words.Add($"{Dollars(MonthlyCents)} every {DaysPerMonth.ToString(CultureInfo.InvariantCulture)} days");
        if (ResetCents > 0) words.Add($"{Dollars(ResetCents)} for a reset");
        return string.Join(", ", words);
    }

    private static string Dollars(long cents) => (cents / 100m).ToString("$#,##0.##", CultureInfo.InvariantCulture);

    internal IEnumerable<string> Faults()
    {
        foreach ((string name, long value) in new[] { ("EntryCents", EntryCents), ("ResetCents", ResetCents),
            ("MonthlyCents", MonthlyCents) })
            if (value < 0) yield return $"Fees.{name} was {value}; expected 0 or more.";
    }
}
