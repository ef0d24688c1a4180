using System.Globalization;
using BenchmarkDotNet.Running;
using RlTrainer.Benchmarks;
using RlTrainer.Data;

// The named switches are measurements that print ratios of one run, and tools; "all" runs BenchmarkDotNet's classes.
switch (args.FirstOrDefault())
{
    case "data":
        DataBenchmarks.Print(Console.Out);
        return 0;
    case "fuzz":
        return DataFuzz.Run(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100_000,
            args.Length > 2 ? ulong.Parse(args[2], CultureInfo.InvariantCulture) : 2);
    case "wire":
        return await WireBenchmark.RunAsync(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture)
            : 100_000);
    case "faults":
        return FaultBenchmark.Run(Console.Out);
    case "soak":
        return await SoakBenchmark.RunAsync(
            Console.Out, args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 20);
    case "import":
        return ImportSpeed.Print(Console.Out, args.ElementAtOrDefault(1));
    case "formats":
        return DataFormats.Print(Console.Out, args[1..]);
    case "year":
        return DataYear.Run(Console.Out, args[1..]);
    case "sample":
        SampleBars.Write(args.ElementAtOrDefault(1) ?? Path.Combine("data", BarFiles.SampleFolder));
        return 0;
    case "environment":
        EnvironmentBenchmark.Print(Console.Out);
        return 0;
    case "rules":
        return EnvironmentProperties.Run(Console.Out, args[1..]);
    case "presets":
        return EnvironmentPresets.Print(Console.Out, args[1], args[2..]);
    case "exploiters":
        return EnvironmentExploiters.Print(Console.Out);
    case "cartpole":
        return CartPoleBenchmark.Print(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5);
    case "signal":
        return SignalBenchmark.Run(Console.Out, args[1..]);
    case "experiments":
        return ExperimentsBenchmark.Run(Console.Out, args[1..]);
    case "nosignal":
        return NoSignalBenchmark.Run(Console.Out, args[1..]);
    case "markets":
        return MarketsBenchmark.Run(Console.Out, args[1..]);
    case "management":
        return ManagementBenchmark.Run(Console.Out, args[1..]);
    case "study":
        return StudyBenchmark.Run(Console.Out, args[1..]);
    case "ablations":
        return AblationBenchmark.Run(Console.Out, args[1..]);
    case "run2m":
        return FullRunBenchmark.Run(Console.Out, args[1..]);
    case "reference":
        return ReferenceRecorder.Run(Console.Out);
    case "updates":
        return UpdateServer.Run(Console.In, Console.Out, args[1..]);
    case "layers":
        return LayerBenchmark.Run(Console.Out, args[1..]);
    case "kernel":
        return KernelBenchmark.Run(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100);
    case "all":
        BenchmarkSwitcher.FromAssembly(typeof(DataBenchmarks).Assembly).Run(args[1..]);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            Name a benchmark:
              data                  rows a second
              fuzz N SEED           damaged files of every form, read row by row and through the import
              faults                every file operation of a resume, an import,
                  an evaluation and a sweep's trial fails in every way
              soak MINUTES          memory and descriptors under damaged sessions, trainings, imports, evaluations and trials
              wire N                damaged sessions on the Jupyter kernel's sockets
              import                rows a CPU second: text against Sep, Parquet, DBN
              formats FOLDERS [--page FILE]  what every original is read as, written between the page's marks
              year                  memory and speed of a year of one-second bars
              environment           steps a second beside the scalar reference
              rules STEPS THREADS   random scenarios against the auditor and every law
              presets SYMBOL FILES  a random policy under every preset, audited
              exploiters            the reward-hacking audit
              cartpole              five seeds of the control task
              signal                the planted signal beside its yardsticks
              markets FOLDER        arms on several market seeds, the gate's verdicts, resumable
              management FOLDER     what simple exits earn with the entries of oracle, rule and the models of markets
              study FOLDER          the curriculum at production length, resumable
              experiments FOLDER [NAME …]  the library's experiments, five seeds each, resumable
              nosignal [RUNS]       does the report see that a market without signal holds nothing?
              ablations             what each option of the learner is worth
              run2m                 phase 1 at full length: curve, time, memory
              layers ROWS           every pass over every layer beside the peak
              updates BATCH THREADS a tool: the engine's updates/s in turns with a peer (tests/peers/torch_side_by_side.py)
              kernel CYCLES         the Jupyter kernel under the real client
              all                   BenchmarkDotNet
              sample FOLDER         a tool: writes the shipped sample
              reference             a tool: trains the reference run and writes its hashes into the source
            The engine's figures are those of the command 'rltrainer bench'.
            """);
        return 2;
}
