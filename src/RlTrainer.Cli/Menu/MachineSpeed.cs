using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Reporting;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Menu;

/// <summary>How long trainings take here: a few real updates on generated bars, measured once.</summary>
internal sealed class MachineSpeed
{
    private readonly Dictionary<string, double> _stepsPerSecond = [];

    /// <summary>"about 50 s here at 40,100 steps/s"; null when the user went back while it was measured.</summary>
    public string? Time(RunConfig config)
    {
        if (Rate(config) is not { } rate) return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"about {ProgressLine.TimeLeft(config.Updates * config.StepsPerUpdate / rate)} here at {rate:N0} steps/s");
    }

    private double? Rate(RunConfig config)
    {
        string kind = $"{config.Name} {config.Algorithm.Name}";
        if (_stepsPerSecond.TryGetValue(kind, out double known)) return known;
        string folder = Directory.CreateTempSubdirectory("rltrainer-speed-").FullName;
        try
        {
            int updates = config.StepsPerUpdate > 10_000 ? 3 : 8;
            RunConfig brief = config with
            {
                Algorithm = config.Algorithm with { Steps = updates * config.StepsPerUpdate },
                Schedule = config.Schedule with { EvaluateEverySteps = updates * config.StepsPerUpdate }
            };
            var market = PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 40 }).Minutes, brief);
            using TrainingRun run = TrainingRun.Start(brief, market, new RunFolder(folder));
            long start = 0, steps = 0;
            foreach (TrainingProgress progress in run.Run().Take(updates - 1))
            {
                if (Keys.Forget()) return null;
                // the first update warms up
                if (start == 0) (start, steps) = (TimeProvider.System.GetTimestamp(), progress.Update.Steps);
                else known = (progress.Update.Steps - steps) / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            }
            return _stepsPerSecond[kind] = known;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
