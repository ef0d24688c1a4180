using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class SplitPlanTests
{
    [Fact]
    public void Anchored_walk_forward_grows_and_rolling_slides() => Assert.Equal(
        """
        walk-forward, anchored, 4 + 1 + 2 days
           1 ####.TT...
           2 ######.TT.

        """.ReplaceLineEndings("\n") + """
        walk-forward, rolling, 4 + 1 + 2 days
           1 ####.TT...
           2 ..####.TT.

        """.ReplaceLineEndings("\n"),
        SplitPlan.WalkForward(10, 4, 2).Draw() + SplitPlan.WalkForward(10, 4, 2, isAnchored: false).Draw());

    [Fact]
    public void Purged_folds_leave_out_the_days_beside_the_test_days() => Assert.Equal(
        """
        purged 3-fold, purge 1, embargo 2 days
           1 TTT..####
           2 ##.TTT..#
           3 #####.TTT

        """.ReplaceLineEndings("\n"),
        SplitPlan.PurgedKFold(9, 3, 1, 2).Draw());

    [Fact]
    public void Combinatorial_folds_test_every_choice_of_groups_equally_often()
    {
        SplitPlan plan = SplitPlan.Combinatorial(60, groups: 6, testGroups: 2);
        Assert.Equal(15, plan.Folds.Count);                                   // 6 choose 2
        for (int day = 0; day < 60; day++) Assert.Equal(5, plan.Folds.Count(fold => fold.TestDays.Contains(day)));   // 5 choose 1
    }

    [Fact]
    public void No_fold_ever_trains_on_a_day_within_the_purge_or_embargo_of_a_test_day()
    {
        foreach (SplitPlan plan in (SplitPlan[])[SplitPlan.PurgedKFold(97, 5, 3, 4), SplitPlan.Combinatorial(97, 7, 3, 3, 4)])
            foreach (SplitFold fold in plan.Folds)
            {
                Assert.Equal(97, fold.TrainDays.Count + fold.TestDays.Count + fold.PurgedDays.Count);
                foreach (int test in fold.TestDays)
                    Assert.DoesNotContain(fold.TrainDays, train => train >= test - 3 && train <= test + 4);
            }
    }

    [Fact]
    public void A_folds_parts_are_series_of_their_own_days()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 9 }).Minutes;
        SplitFold fold = SplitPlan.PurgedKFold(9, 3).Folds[1];
        Assert.Equal(fold.TrainDays.Select(day => bars.Days[day].Date), fold.Train(bars).Days.Select(day => day.Date));
        Assert.Equal(fold.TestDays.Select(day => bars.Days[day].Date), fold.Test(bars).Days.Select(day => day.Date));
    }

    [Fact]
    public void Impossible_plans_are_refused_with_the_numbers()
    {
        Assert.StartsWith("5 days are too few for a walk-forward fold of 4 training, 1 embargo and 2 test days; expected at "
            + "least 7.",
            Assert.Throws<ArgumentException>(() => SplitPlan.WalkForward(5, 4, 2)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Fold 1 of 3 days has no training day",
            Assert.Throws<ArgumentException>(() => SplitPlan.PurgedKFold(3, 2, 5, 5)).Message, StringComparison.Ordinal);
    }
}
