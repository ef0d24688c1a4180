using System.Globalization;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>Runs a training and shows it line by line: progress, evaluations, what the run doctor says.</summary>
internal static class TrainingLines
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    public static void Show(TrainingRun run, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        long last = 0;
        var told = new HashSet<DoctorConcern>();
        using CancellationTokenRegistration stopping =
            cancellationToken.Register(() => Terminal.Warn("stopping after this update; the state is being saved …"));
        foreach (TrainingProgress progress in run.Run(cancellationToken))
        {
            if (progress.Evaluation is { } point)
                Terminal.Note(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  evaluation at {point.Steps:N0}: reward train {point.TrainReward:F3}, validation "
                    + $"{point.ValidationReward:F3}; profit an episode ${point.TrainProfitUsd:F0} and "
                    + $"${point.ValidationProfitUsd:F0}; hold "
                    + $"{point.ValidationHoldShare:P0}{(point.IsBest ? " · best so far" : "")}"));
            foreach (string warning in progress.Warnings) Terminal.Warn($"  warning: {warning}");
            foreach (DoctorFinding finding in progress.Findings.Where(finding => told.Add(finding.Concern)))
                Terminal.Warn($"  doctor, {finding}");
            if (last != 0 && time.GetElapsedTime(last) < BetweenLines && progress.Evaluation is null) continue;
            last = time.GetTimestamp();
            Terminal.Progress(progress.ToString(), (double)progress.Update.Steps / progress.TotalSteps);
        }
        Terminal.EndProgress();
    }
}
