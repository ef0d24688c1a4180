using System.Globalization;
using BenchmarkDotNet.Running;
using RlTrainer.Benchmarks;
using RlTrainer.Data;

// No switch runs BenchmarkDotNet; the named switches are quick measurements and tools.
switch (args.FirstOrDefault())
{
    case "data":
        DataBenchmarks.Print(Console.Out);
        return 0;
    case "sample":
        SampleBars.Write(args.ElementAtOrDefault(1) ?? Path.Combine("data", BarFiles.SampleFolder));
        return 0;
    case "engine":
        return EngineBenchmark.Run();
    case "cartpole":
        return CartPoleBenchmark.Print(Console.Out, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(DataBenchmarks).Assembly).Run(args);
        return 0;
}
