using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>A question with the arms that answer it; every arm is run with the same seeds on the same days.</summary>
/// <param name="Name">As typed.</param>
/// <param name="Question">What it asks.</param>
/// <param name="Arms">The first is what the others are compared with.</param>
public sealed record Experiment(string Name, string Question, IReadOnlyList<ExperimentArm> Arms)
{
    /// <summary>Environment steps of a run, unless another number is asked for.</summary>
    public const long DefaultSteps = 500_000;

    /// <summary>The experiment with another number of steps in every run,
    /// evaluated so that the run has at least five points.</summary>
    /// <param name="steps">Environment steps of each run.</param>
    /// <returns>A new experiment; this one stays as it is.</returns>
    public Experiment WithSteps(long steps) =>
        this with { Arms = [.. Arms.Select(arm => arm with { Config = WithSteps(arm.Config, steps) })] };

    /// <summary>The experiment itself if its arms refer to each other properly and every configuration is possible.</summary>
    /// <exception cref="ArgumentException">The message names the arm and what is wrong.</exception>
    public Experiment Checked()
    {
        foreach ((ExperimentArm arm, int index) in Arms.Select((arm, index) => (arm, index)))
        {
            foreach (string? other in new[] { arm.From, arm.ModelsOf })
                if (other is not null && !Arms.Take(index).Any(earlier => earlier.Name == other && earlier.ModelsOf is null))
                    throw new ArgumentException(
                        $"Experiment '{Name}': the arm '{arm.Name}' needs the models of '{other}'; expected an earlier arm of "
                        + $"that name that trains.");
            if (Arms.Take(index).Any(earlier => earlier.Folder == arm.Folder))
                throw new ArgumentException($"Experiment '{Name}' has two arms named '{arm.Name}'; expected different names.");
            arm.Config.Checked();
        }
        return this;
    }

    private static RunConfig WithSteps(RunConfig config, long steps)
    {
        long interval = Math.Clamp(steps / 10, 1, config.Schedule.EvaluateEverySteps);
        return config with
        {
            Algorithm = config.Algorithm with { Steps = steps },
            Schedule = config.Schedule with
            {
                EvaluateEverySteps = Math.Max(interval, 1),
                CheckpointEverySteps = Math.Clamp(steps / 5, 1, config.Schedule.CheckpointEverySteps),
                PatienceEvaluations = 0
            },
        };
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
