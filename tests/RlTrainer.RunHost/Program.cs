using System.Globalization;
using RlTrainer.RunHost;
using RlTrainer.Runs;

// The process that tests kill: RlTrainer.RunHost FOLDER THREADS. It says "ready", then the steps of every finished update.
var folder = new RunFolder(args[0]);
using TrainingRun run = HostedRun.Open(folder, HostedRun.Market(), int.Parse(args[1], CultureInfo.InvariantCulture));
Console.Out.WriteLine("ready");
foreach (TrainingProgress progress in run.Run()) Console.Out.WriteLine(progress.Update.Steps.ToString(CultureInfo.InvariantCulture));
