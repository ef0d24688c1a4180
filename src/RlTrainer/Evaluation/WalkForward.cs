using RlTrainer.Market;

namespace RlTrainer.Evaluation;

/// <summary>
/// Walk-forward evaluation: train on some days, test on the days after them, move on and repeat; every test day is judged by
/// a policy that knows only earlier days.
/// </summary>
public static class WalkForward
{
    /// <summary>Folds in order of time whose test days follow one another without gaps; days that fill no whole test part
    /// are left out at the end.</summary>
    /// <param name="bars">All days.</param>
    /// <param name="trainDays">Days to learn from in the first fold, at least 1.</param>
    /// <param name="testDays">Days a fold is tested on, at least 1.</param>
    /// <param name="embargoDays">Days left out between both, 0 or more; 1 is usual.</param>
    /// <param name="isAnchored">Training starts at the first day in every fold and grows; otherwise it keeps its length and
    /// moves on.</param>
    /// <returns>At least one fold; each holds its own copies of its days.</returns>
    /// <exception cref="ArgumentException">The days do not make one fold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of days is below its least.</exception>
    public static IReadOnlyList<WalkForwardFold> Folds(
        BarSeries bars, int trainDays, int testDays, int embargoDays = 1, bool isAnchored = false)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentOutOfRangeException.ThrowIfLessThan(trainDays, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(testDays, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(embargoDays);
        var folds = new List<WalkForwardFold>();
        for (int test = trainDays + embargoDays; test + testDays <= bars.Days.Count; test += testDays)
        {
            int trainEnd = test - embargoDays;
            folds.Add(new WalkForwardFold(
                folds.Count + 1, bars.SliceDays(isAnchored ? 0 : trainEnd - trainDays, trainEnd),
                bars.SliceDays(test, test + testDays)));
        }
        if (folds.Count == 0)
            throw new ArgumentException(
                $"{bars.Origin} has {bars.Days.Count} trading days; one fold needs {trainDays} to train, {embargoDays} between "
                + $"and {testDays} to test. Use more data or shorter parts.");
        return folds;
    }

    /// <summary>Evaluates every fold, in order, and joins their test days.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="trainAndTest">Trains on a fold's training days and evaluates on its test days.</param>
    /// <returns>The folds' evaluations and the figures of all their test days together.</returns>
    public static WalkForwardResult Run(
        IReadOnlyList<WalkForwardFold> folds, Func<WalkForwardFold, PolicyEvaluation> trainAndTest)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(trainAndTest);
        return WalkForwardResult.Of([.. folds.Select(trainAndTest)]);
    }
}
