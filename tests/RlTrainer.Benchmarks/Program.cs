using RlTrainer.Benchmarks;

return args switch
{
    ["engine", ..] => EngineBenchmark.Run(),
    ["cartpole", ..] => EngineCartPole.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Name a benchmark: engine (updates and inference beside the FMA peak), cartpole (five seeds of the control task).");
    return 2;
}
