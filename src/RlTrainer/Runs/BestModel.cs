namespace RlTrainer.Runs;

/// <summary>The best evaluation so far and how long ago it was; decides
/// which model is kept and when training stops early.</summary>
/// <param name="Reward">Greedy mean validation episode reward of the best evaluation; negative infinity before the first.</param>
/// <param name="Steps">Environment steps at that evaluation.</param>
/// <param name="Evaluations">Evaluations so far.</param>
/// <param name="SinceImprovement">Evaluations since the best.</param>
internal readonly record struct BestModel(double Reward, long Steps, int Evaluations, int SinceImprovement)
{
    /// <summary>Before the first evaluation.</summary>
    public static BestModel None { get; } = new(double.NegativeInfinity, 0, 0, 0);

    /// <summary>True when a reward improves on the best by more than max(absolute, relative × |best|), or where the last
    /// model is kept.</summary>
    public bool IsImprovedBy(double reward, TrainingSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return Evaluations == 0 || schedule.Selection == ModelSelection.Last
            || reward > Reward + Math.Max(schedule.AbsoluteImprovement, schedule.RelativeImprovement * Math.Abs(Reward));
    }

    /// <summary>The state after one more evaluation.</summary>
    public BestModel After(double reward, long steps, TrainingSchedule schedule) => IsImprovedBy(reward, schedule)
        ? new BestModel(reward, steps, Evaluations + 1, 0)
        : this with { Evaluations = Evaluations + 1, SinceImprovement = SinceImprovement + 1 };

    /// <summary>True when patience is spent and the minimum of evaluations is reached.</summary>
    public bool ShouldStop(TrainingSchedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.PatienceEvaluations > 0
            && SinceImprovement >= schedule.PatienceEvaluations
            && Evaluations >= schedule.MinimumEvaluations;
    }
}
