using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Market;

namespace RlTrainer.Tests.Evaluation;

public sealed class WalkForwardTests
{
    // 12 days, 4 to train, 1 between, 3 to test: tests are days 5–7 and 8–10; day 11 fills no part.
    [Fact]
    public void Folds_move_on_and_never_train_on_later_days()
    {
        BarSeries bars = Journals.Bars(12);
        IReadOnlyList<WalkForwardFold> folds = WalkForward.Folds(bars, trainDays: 4, testDays: 3);
        Assert.Equal(2, folds.Count);
        Assert.Equal(bars.Days.Skip(5).Take(6).Select(day => day.Date),
            folds.SelectMany(fold => fold.Test.Days).Select(day => day.Date));
        Assert.Equal(bars.Days.Skip(3).Take(4).Select(day => day.Date), folds[1].Train.Days.Select(day => day.Date));
        Assert.Equal(7, WalkForward.Folds(bars, 4, 3, isAnchored: true)[1].Train.Days.Count);
    }

    [Fact]
    public void Too_few_days_for_a_fold_are_refused() => Assert.Equal(
        "hand-made has 5 trading days; one fold needs 4 to train, 1 between and 3 to test. Use more data or shorter parts.",
        Assert.Throws<ArgumentException>(() => WalkForward.Folds(Journals.Bars(5), 4, 3)).Message);

    [Fact]
    public void Test_days_of_all_folds_are_joined()
    {
        BarSeries bars = Journals.Bars(32);
        WalkForwardResult result = WalkForward.Run(WalkForward.Folds(bars, 1, 10), fold => PolicyEvaluation.Of(
            "p", Journals.Daily(fold.Test,
                [.. Enumerable.Range(0, 10).Select(day => fold.Number == 2 ? -1_000L : day % 2 * 3_000L)]), fold.Test,
                    new RuleSet(), 1));
        Assert.Equal((3, 30), (result.Folds.Count, result.Days.Count));
        Assert.Equal(200, result.NetProfit);                       // 150 − 100 + 150 dollars
        Assert.Equal(2.0 / 3, result.ProfitableShare, 12);
        Assert.NotNull(result.Daily.Sharpe.Value);                 // each fold alone is too short, together they are not
        Assert.Throws<ArgumentException>(() => WalkForwardResult.Of([.. result.Folds.Reverse()]));
    }
}
