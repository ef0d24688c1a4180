using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Bars cut by whole trading days in order of time: training, then validation, then test, with embargo days between that
/// belong to none. Each part is a series of its own, so nothing of the others can be reached from it.
/// </summary>
public sealed class DaySplit
{
    /// <summary>A trading day with fewer bars is a fragment and belongs to no part.</summary>
    public const int FewestBarsOfADay = 300;

    private DaySplit(BarSeries train, BarSeries validation, BarSeries test, IReadOnlyList<LocalDate> embargo,
        IReadOnlyList<LocalDate> fragments, string description)
    {
        Train = train;
        Validation = validation;
        Test = test;
        EmbargoDays = embargo;
        Fragments = fragments;
        Description = description;
    }

    /// <summary>The days to learn from: the earliest.</summary>
    public BarSeries Train { get; }

    /// <summary>The days that choose the best model and stop a run early.</summary>
    public BarSeries Validation { get; }

    /// <summary>The days that judge the result: the latest.</summary>
    public BarSeries Test { get; }

    /// <summary>The days left unused between two parts.</summary>
    public IReadOnlyList<LocalDate> EmbargoDays { get; }

    /// <summary>The days left out because they have fewer than <see cref="FewestBarsOfADay"/> bars.</summary>
    public IReadOnlyList<LocalDate> Fragments { get; }

    /// <summary>The split in words: days and dates of each part, embargo and fragments.</summary>
    public string Description { get; }

    /// <summary>True where the test days are the validation days: a result on them is not held out.</summary>
    public bool TestIsValidation => ReferenceEquals(Validation, Test);

    /// <summary>Splits in order of time; what training and validation leave is the test.</summary>
    /// <param name="bars">Minute bars.</param>
    /// <param name="train">Share of the days to learn from, in (0, 1); 0.70 is usual.</param>
    /// <param name="validation">Share of the days to validate on, in (0, 1); 0.15 is usual.</param>
    /// <param name="embargoDays">Days left unused between two parts, 0 or more; 1 is usual.</param>
    /// <returns>Three series of whole days; days of too few bars are in none of them and are listed as
    /// fragments.</returns>
    /// <exception cref="ArgumentException">A share is out of range, or a part would have no day.</exception>
    public static DaySplit Chronological(BarSeries bars, double train = 0.70, double validation = 0.15, int embargoDays = 1)
    {
        ArgumentNullException.ThrowIfNull(bars);
        if (!(train > 0 && validation > 0 && train + validation < 1))
            throw new ArgumentException(
                $"The shares of a split were train {train} and validation {validation}; expected both above 0 and their sum "
                + $"below 1, e.g. 0.70 and 0.15.");
        (BarSeries whole, LocalDate[] fragments) = WholeDays(bars, embargoDays);
        int days = whole.Days.Count - 2 * embargoDays;
        int trainDays = (int)(train * days + 1e-9), validationDays = Math.Max(1, (int)(validation * days + 1e-9));
        int testDays = days - trainDays - validationDays;
        if (trainDays < 1 || testDays < 1)
            throw new ArgumentException(
                $"{bars.Origin} has {whole.Days.Count} trading days of at least {FewestBarsOfADay} bars; with {embargoDays} "
                + $"embargo days twice, the split "
                + $"had {Math.Max(trainDays, 0)}, {validationDays} and {testDays} days. Expected at least one day a part: use "
                + $"more data or a shorter embargo.");
        int validationStart = trainDays + embargoDays, testStart = validationStart + validationDays + embargoDays;
        LocalDate[] embargo =
            [.. whole.Days.Skip(trainDays).Take(embargoDays).Concat(whole.Days.Skip(testStart - embargoDays).Take(embargoDays))
                .Select(day => day.Date)];
        BarSeries first = whole.SliceDays(0, trainDays),
            second = whole.SliceDays(validationStart, validationStart + validationDays);
        BarSeries third = whole.SliceDays(testStart, whole.Days.Count);
        string description =
            $"chronological split: {Words("train", first)}, {Words("validation", second)}, {Words("test", third)}"
            + LeftOut(embargo, fragments);
        return new DaySplit(first, second, third, embargo, fragments, description);
    }

    /// <summary>The original system's preset: 70 % to learn from, and one part of 30 % that both validates and tests.</summary>
    /// <param name="bars">Minute bars.</param>
    /// <param name="embargoDays">Days left unused between the two parts, 0 or more; 1 is usual.</param>
    /// <returns>A split whose validation and test are the same days, which its description says.</returns>
    /// <exception cref="ArgumentException">A part would have no day.</exception>
    public static DaySplit SeventyThirty(BarSeries bars, int embargoDays = 1)
    {
        ArgumentNullException.ThrowIfNull(bars);
        (BarSeries whole, LocalDate[] fragments) = WholeDays(bars, embargoDays);
        int trainDays = (int)(0.70 * (whole.Days.Count - embargoDays) + 1e-9);
        if (trainDays < 1 || trainDays + embargoDays >= whole.Days.Count)
            throw new ArgumentException(
                $"{bars.Origin} has {whole.Days.Count} trading days of at least {FewestBarsOfADay} bars; a 70/30 split with "
                + $"{embargoDays} embargo days needs more.");
        LocalDate[] embargo = [.. whole.Days.Skip(trainDays).Take(embargoDays).Select(day => day.Date)];
        BarSeries train = whole.SliceDays(0, trainDays), rest = whole.SliceDays(trainDays + embargoDays, whole.Days.Count);
        string description =
            $"70/30 split: {Words("train", train)}, {Words("validation and test", rest)} (one part: results on it are not "
            + $"held out)"
            + LeftOut(embargo, fragments);
        return new DaySplit(train, rest, rest, embargo, fragments, description);
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    private static (BarSeries Whole, LocalDate[] Fragments) WholeDays(BarSeries bars, int embargoDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(embargoDays);
        LocalDate[] fragments = [.. bars.Days.Where(day => day.BarCount < FewestBarsOfADay).Select(day => day.Date)];
        if (fragments.Length == bars.Days.Count)
            throw new ArgumentException(
                $"All {fragments.Length} trading days of {bars.Origin} have fewer than {FewestBarsOfADay} bars; expected whole "
                + $"days of minute bars.");
        return (fragments.Length == 0 ? bars : bars.SelectDays(day => day.BarCount >= FewestBarsOfADay), fragments);
    }

    private static string Words(string name, BarSeries part) =>
        $"{name} {part.Days.Count} days {part.Days[0].Date:uuuu-MM-dd} to {part.Days[^1].Date:uuuu-MM-dd}";

    private static string LeftOut(LocalDate[] embargo, LocalDate[] fragments) =>
        $"; {embargo.Length} embargo days"
        + (fragments.Length == 0 ? "" : $"; {fragments.Length} fragments under {FewestBarsOfADay} bars left out "
        + $"({string.Join(", ", fragments.Take(5).Select(date => $"{date:uuuu-MM-dd}"))}{(fragments.Length > 5 ? ", …" : "")})");
}
