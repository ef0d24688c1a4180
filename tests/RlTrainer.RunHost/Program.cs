using System.Globalization;
using RlTrainer.Files;
using RlTrainer.Numerics;
using RlTrainer.RunHost;
using RlTrainer.Runs;

// The process that tests kill: RlTrainer.RunHost FOLDER THREADS [reinforced | pause]. It says "ready", then the steps
// of every finished update. RlTrainer.RunHost reference FOLDER THREADS trains the reference run and prints its hashes;
// RlTrainer.RunHost own FOLDER HOST SECONDS wants a folder as one host of several and prints what it met.
if (args[0] == "own")
{
    Console.Out.WriteLine("ready");
    Console.In.ReadLine();
    (int owned, int refused, int met) = OwnerRace.Run(args[1], args[2], double.Parse(args[3], CultureInfo.InvariantCulture));
    Console.Out.WriteLine($"{owned} {refused} {met}");
    return;
}
if (args[0] == "reference")
{
    ReferenceResult result = ReferenceRun.Run(args[1], int.Parse(args[2], CultureInfo.InvariantCulture));
    Console.Out.WriteLine($"{VectorWidths.Best} {VectorWidths.HasFusedMultiplyAdd} {result.Bars} {result.Phase1} "
        + $"{result.Phase2} {result.AllActions}");
    return;
}
var folder = new RunFolder(args[0]);
RunConfig? config = args is [_, _, "reinforced"] ? HostedRun.Reinforced : null;
using TrainingRun run = HostedRun.Open(folder, HostedRun.Market(), int.Parse(args[1], CultureInfo.InvariantCulture), config);
using IDisposable? watching = args is not [_, _, "pause"] ? null : FileFaults.Watch((operation, path) =>
{
    if (operation != FileOperation.Write || !path.EndsWith(".zip", StringComparison.Ordinal)
        || !path.Contains("step-", StringComparison.Ordinal)) return;
    Console.Out.WriteLine("paused");
    Thread.Sleep(Timeout.Infinite);
});
Console.Out.WriteLine("ready");
foreach (TrainingProgress progress in run.Run())
    Console.Out.WriteLine(progress.Update.Steps.ToString(CultureInfo.InvariantCulture));
