namespace RlTrainer.Runs;

/// <summary>
/// When phase 1 is good enough to build on: its best model, greedy, on the validation days, earns more than staying flat and
/// more than random entries at its own rate, by so many standard errors of the daily differences. Profit, not reward: the
/// shaped reward charges for every risk, so that a policy that earns well can score below 0, which is what staying flat scores.
/// </summary>
public sealed record GateCriterion
{
    /// <summary>Required lead in standard errors. In [−100, 100]; 2 is usual.</summary>
    public double StandardErrors { get; init; } = 2;

    /// <summary>The criterion itself when its value is possible.</summary>
    /// <exception cref="ArgumentException">The message names the value and its range.</exception>
    public GateCriterion Checked() => StandardErrors is >= -100 and <= 100 ? this
        : throw new ArgumentException($"StandardErrors of the gate was {StandardErrors}; must be in [-100, 100]; 2 is usual.");

    /// <summary>The criterion in words.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"the best model earns more than always flat and more than random entries on the validation days, by "
        + $"{StandardErrors:0.##} standard errors or more");
}
