using System.Diagnostics;
using System.Globalization;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Benchmarks;

/// <summary>CartPole-v1 over five seeds: mean reward of 100 greedy episodes after 150,000 steps at most; 475 counts as solved.</summary>
internal static class EngineCartPole
{
    public static int Run()
    {
        int solved = 0;
        for (ulong seed = 1; seed <= 5; seed++)
        {
            long start = Stopwatch.GetTimestamp();
            (double reward, long steps) = CartPoleTask.Train(seed, threads: 1);
            if (reward >= CartPoleTask.SolvedReward) solved++;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"seed {seed}: mean reward {reward:F1} after {steps:N0} steps, {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
        }
        Console.WriteLine($"solved on {solved} of 5 seeds");
        return solved >= 4 ? 0 : 1;
    }
}
