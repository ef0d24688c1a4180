using System.Text;

namespace RlTrainer.Data;

/// <summary>
/// Several ways to cut the same days into training and test, as data: walk-forward (anchored or rolling), purged k-fold and
/// combinatorial purged (López de Prado 2018, Advances in Financial Machine Learning, chapters 7 and 12).
/// </summary>
/// <param name="Name">The plan in words.</param>
/// <param name="DayCount">How many days it cuts.</param>
/// <param name="Folds">The folds.</param>
public sealed record SplitPlan(string Name, int DayCount, IReadOnlyList<SplitFold> Folds)
{
    /// <summary>
    /// Folds in order of time: each tests the days after its training days, with an embargo between. Anchored folds train
    /// on everything before; rolling folds on the latest <paramref name="trainDays"/> only.
    /// </summary>
    /// <param name="dayCount">Days of the series.</param>
    /// <param name="trainDays">Days the first fold trains on, at least 1.</param>
    /// <param name="testDays">Days each fold tests, at least 1.</param>
    /// <param name="embargoDays">Days left unused between the two, 0 or more.</param>
    /// <param name="isAnchored">Training starts at the first day in every fold.</param>
    /// <returns>At least one fold; no test day is in two of them.</returns>
    /// <exception cref="ArgumentException">Not one fold fits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of days is below its least.</exception>
    public static SplitPlan WalkForward(int dayCount, int trainDays, int testDays, int embargoDays = 1, bool isAnchored = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trainDays, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(testDays, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(embargoDays);
        var folds = new List<SplitFold>();
        for (int trainEnd = trainDays; trainEnd + embargoDays + testDays <= dayCount; trainEnd += testDays)
            folds.Add(new SplitFold(
                folds.Count + 1, Range(isAnchored ? 0 : trainEnd - trainDays, trainEnd),
                Range(trainEnd + embargoDays, trainEnd + embargoDays + testDays), Range(trainEnd, trainEnd + embargoDays)));
        if (folds.Count == 0)
            throw new ArgumentException(
                $"{dayCount} days are too few for a walk-forward fold of {trainDays} training, {embargoDays} embargo and "
                + $"{testDays} test days; expected at least {trainDays + embargoDays + testDays}.");
        return new SplitPlan(
            $"walk-forward, {(isAnchored ? "anchored" : "rolling")}, {trainDays} + {embargoDays} + {testDays} days",
            dayCount, folds);
    }

    /// <summary>The days in k groups; each fold tests one group and trains
    /// on the rest, without the days beside the test group.</summary>
    /// <param name="dayCount">Days of the series.</param>
    /// <param name="folds">How many groups, at least 2.</param>
    /// <param name="purgeDays">Days before a test group that are left out of training.</param>
    /// <param name="embargoDays">Days after a test group that are left out of training.</param>
    /// <returns>As many folds as groups, in order of their test days.</returns>
    /// <exception cref="ArgumentException">A fold would have no training day.</exception>
    public static SplitPlan PurgedKFold(int dayCount, int folds, int purgeDays = 1, int embargoDays = 1) =>
        Combinatorial(dayCount, folds, testGroups: 1, purgeDays,
            embargoDays) with
        { Name = $"purged {folds}-fold, purge {purgeDays}, embargo {embargoDays} days" };

    /// <summary>The days in groups; each fold tests one choice of several
    /// groups, so that every group is tested in many paths.</summary>
    /// <param name="dayCount">Days of the series.</param>
    /// <param name="groups">How many groups, at least 2.</param>
    /// <param name="testGroups">How many of them each fold tests, at least 1 and fewer than <paramref name="groups"/>.</param>
    /// <param name="purgeDays">Days before a test group that are left out of training.</param>
    /// <param name="embargoDays">Days after a test group that are left out of training.</param>
    /// <returns>One fold a choice of test groups.</returns>
    /// <exception cref="ArgumentException">A fold would have no training
    /// day, or there are more than ten thousand folds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of purged or embargo days is negative.</exception>
    public static SplitPlan Combinatorial(int dayCount, int groups, int testGroups, int purgeDays = 1, int embargoDays = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(purgeDays);
        ArgumentOutOfRangeException.ThrowIfNegative(embargoDays);
        if (groups < 2 || groups > dayCount || testGroups < 1 || testGroups >= groups)
            throw new ArgumentException(
                $"{dayCount} days were to be cut into {groups} groups of which {testGroups} test; expected 2 to {dayCount} "
                + $"groups and at least one group left to train.");
        var folds = new List<SplitFold>();
        foreach (int[] choice in Choices(groups, testGroups))
        {
            if (folds.Count == 10_000)
                throw new ArgumentException(
                    $"{groups} groups of which {testGroups} test make more than 10000 folds; expected fewer groups.");
            folds.Add(FoldOf(folds.Count + 1, dayCount, groups, choice, purgeDays, embargoDays));
        }
        return new SplitPlan(
            $"combinatorial purged, {testGroups} of {groups} groups, purge {purgeDays}, embargo {embargoDays} days",
            dayCount, folds);
    }

    /// <summary>One line a fold, at most <paramref name="width"/>
    /// letters wide: # trains, T tests, . belongs to neither.</summary>
    /// <param name="width">Letters for the days of a fold, at least 10; several days share a letter where there are
    /// more days.</param>
    /// <returns>The plan's name and its folds, a line each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The width is below 10.</exception>
    public string Draw(int width = 80)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 10);
        int columns = Math.Min(width, DayCount);
        var text = new StringBuilder(Name).Append('\n');
        foreach (SplitFold fold in Folds)
        {
            HashSet<int> train = [.. fold.TrainDays], test = [.. fold.TestDays];
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{fold.Number,4} ");
            for (int column = 0; column < columns; column++)
            {
                int first = (int)((long)column * DayCount / columns),
                    end = Math.Max(first + 1, (int)((column + 1L) * DayCount / columns));
                IEnumerable<int> days = Enumerable.Range(first, end - first);
                text.Append(days.Any(test.Contains) ? 'T' : days.Any(train.Contains) ? '#' : '.');
            }
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Draw();

    private static SplitFold FoldOf(int number, int dayCount, int groups, int[] choice, int purgeDays, int embargoDays)
    {
        bool[] isTest = new bool[dayCount], isNear = new bool[dayCount];
        foreach (int group in choice)
        {
            int first = (int)((long)group * dayCount / groups), end = (int)((group + 1L) * dayCount / groups);
            for (int day = Math.Max(0, first - purgeDays); day < Math.Min(dayCount, end + embargoDays); day++) isNear[day] = true;
            for (int day = first; day < end; day++) isTest[day] = true;
        }
        int[] train = [.. Enumerable.Range(0, dayCount).Where(day => !isTest[day] && !isNear[day])];
        if (train.Length == 0)
            throw new ArgumentException(
                $"Fold {number} of {dayCount} days has no training day after {purgeDays} purged and {embargoDays} embargo days; "
                + $"expected more days or fewer groups.");
        return new SplitFold(
            number, train, [.. Enumerable.Range(0, dayCount).Where(day => isTest[day])],
            [.. Enumerable.Range(0, dayCount).Where(day => isNear[day] && !isTest[day])]);
    }

    /// <summary>Every choice of so many of the groups, in lexical order.</summary>
    private static IEnumerable<int[]> Choices(int groups, int count)
    {
        int[] choice = [.. Enumerable.Range(0, count)];
        while (true)
        {
            yield return [.. choice];
            int at = count - 1;
            while (at >= 0 && choice[at] == groups - count + at) at--;
            if (at < 0) yield break;
            choice[at]++;
            for (int next = at + 1; next < count; next++) choice[next] = choice[next - 1] + 1;
        }
    }

    private static int[] Range(int first, int end) => [.. Enumerable.Range(first, end - first)];
}
