using System.Diagnostics;
using System.Globalization;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Learning itself, on CartPole-v1: environment steps until the mean of 100
/// training episodes reaches 475 of 500, for five seeds or as many as asked for.
/// </summary>
internal static class CartPoleBenchmark
{
    /// <summary>Returns 0 when at least four of five seeds reached the goal.</summary>
    public static int Print(TextWriter output, int seeds = 5)
    {
        var clock = Stopwatch.StartNew();
        (ulong Seed, CartPoleScore Score, double Seconds)[] runs =
            [.. Enumerable.Range(1, seeds).Select(seed => Run((ulong)seed))];
        output.WriteLine(Row("seed", "steps to 475", "best mean of 100", "seconds"));
        foreach ((ulong seed, CartPoleScore score, double seconds) in runs)
            output.WriteLine(Row(
                seed.ToString(CultureInfo.InvariantCulture), Steps(score.SolvedAt), Text($"{score.Best:0.0}"),
                Text($"{seconds:0.0}")));
        long[] solved = [.. runs.Where(run => run.Score.SolvedAt.HasValue).Select(run => run.Score.SolvedAt!.Value).Order()];
        output.WriteLine(solved.Length == 0
            ? Text($"No seed reached 475 in {CartPoleTraining.Solving.Steps:N0} steps.")
            : string.Create(CultureInfo.InvariantCulture,
                $"{solved.Length} of {runs.Length} seeds reached 475: {solved[0]:N0} to {solved[^1]:N0} steps, median "
                + $"{solved[solved.Length / 2]:N0}; {clock.Elapsed.TotalSeconds:0.0} s in all."));
        return 5 * solved.Length >= 4 * runs.Length ? 0 : 1;
    }

    private static (ulong Seed, CartPoleScore Score, double Seconds) Run(ulong seed)
    {
        var clock = Stopwatch.StartNew();
        CartPoleScore score = CartPoleTraining.Run(seed, CartPoleTraining.Solving);
        return (seed, score, clock.Elapsed.TotalSeconds);
    }

    private static string Steps(long? steps) => steps.HasValue ? Text($"{steps.Value:N0}") : "not reached";

    private static string Row(string seed, string steps, string best, string seconds) =>
        $"{seed,4}  {steps,12}  {best,16}  {seconds,7}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
