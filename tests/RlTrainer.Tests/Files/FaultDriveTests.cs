using RlTrainer.Files;

namespace RlTrainer.Tests.Files;

/// <summary>Some hundred single faults over resuming, importing and evaluating; `-- faults` of the benchmarks makes all of
/// them.</summary>
public sealed class FaultDriveTests : IDisposable
{
    private const int MostPoints = 60;
    private readonly string _folder = Directory.CreateTempSubdirectory("faults-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [Trait("Speed", "Slow")]
    [InlineData("resume", 40, 400)]
    [InlineData("import", 5, 40)]
    [InlineData("evaluate", 30, 400)]
    public void After_each_fault_all_is_whole_and_the_work_done_again_ends_with_the_same_bytes(string work, int fewest, int most)
    {
        FaultDrive drive = FaultWork.All(_folder).Single(each => each.Name == work);
        int operations = drive.Count();
        Assert.InRange(operations, fewest, most);
        // Spread over the work where it has more than a test may take; each takes the next kind of fault.
        int points = Math.Min(operations * FaultDrive.Kinds.Count, MostPoints);
        for (int point = 0; point < points; point++)
            Assert.Null(drive.Try((int)((long)point * operations / points), point % FaultDrive.Kinds.Count));
    }

    [Fact]
    public void The_drive_notices_work_that_tears_a_file_or_swallows_a_fault()
    {
        static void Careless(string folder)
        {
            string file = Path.Combine(folder, "a.json");
            File.WriteAllText(file, "{ \"half\": ");
            FileFaults.Before(FileOperation.Write, file);
            File.WriteAllText(file, "{ \"half\": 1 }");
        }
        var torn = new FaultDrive("careless", Path.Combine(_folder, "torn"), _ => { }, Careless, _ => true);
        Assert.Equal(1, torn.Count());
        Assert.Contains("a.json is torn", torn.Try(0, 0), StringComparison.Ordinal);
        var deaf = new FaultDrive("deaf", Path.Combine(_folder, "deaf"), _ => { }, folder =>
        {
            try { AtomicFile.WriteText(Path.Combine(folder, "b.txt"), "b"); }
            catch (IOException) { }
        }, _ => true);
        Assert.InRange(deaf.Count(), 4, 12);
        Assert.EndsWith("failed, and the work went on", deaf.Try(0, 1), StringComparison.Ordinal);
    }
}
