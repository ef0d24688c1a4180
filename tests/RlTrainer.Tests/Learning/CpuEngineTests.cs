using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class ReferenceEngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new ReferenceEngine(layout, network, seed);
}

public sealed class WidestCpuEngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new CpuEngine(layout, network, seed, threads: 2);
}

public sealed class Cpu256EngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new CpuEngine(layout, network, seed, threads: 2, width: Narrower(VectorWidth.Bits256));

    internal static VectorWidth Narrower(VectorWidth width) => width < VectorWidths.Best ? width : VectorWidths.Best;
}

public sealed class Cpu128EngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new CpuEngine(layout, network, seed, threads: 1, width: Cpu256EngineTests.Narrower(VectorWidth.Bits128));
}

public sealed class PlainCpuEngineTests : EngineContractTests
{
    protected override IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed) =>
        new CpuEngine(layout, network, seed, threads: 3, width: VectorWidth.Plain);
}
