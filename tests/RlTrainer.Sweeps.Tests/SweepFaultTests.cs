using RlTrainer.Tests.Files;

namespace RlTrainer.Sweeps.Tests;

/// <summary>Some of the faults; `-- faults` of the benchmarks makes all of them.</summary>
public sealed class SweepFaultTests : IDisposable
{
    private const int Points = 40;
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-faults-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [Trait("Speed", "Slow")]
    public void After_each_fault_of_a_trial_all_is_whole_and_the_trial_ends_with_the_same_bytes()
    {
        FaultDrive drive = SweepFaultWork.Trial(_folder);
        int operations = drive.Count();
        Assert.InRange(operations, 40, 600);
        for (int point = 0; point < Points; point++)
            Assert.Null(drive.Try((int)((long)point * operations / Points), point % FaultDrive.Kinds.Count));
    }
}
