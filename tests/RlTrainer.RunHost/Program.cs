using System.Globalization;
using RlTrainer.RunHost;
using RlTrainer.Runs;

// The process that tests kill: RlTrainer.RunHost FOLDER THREADS [reinforced]. It says "ready", then the steps of every finished update.
var folder = new RunFolder(args[0]);
RunConfig? config = args is [_, _, "reinforced"] ? HostedRun.Reinforced : null;
using TrainingRun run = HostedRun.Open(folder, HostedRun.Market(), int.Parse(args[1], CultureInfo.InvariantCulture), config);
Console.Out.WriteLine("ready");
foreach (TrainingProgress progress in run.Run()) Console.Out.WriteLine(progress.Update.Steps.ToString(CultureInfo.InvariantCulture));
