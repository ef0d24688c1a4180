using RlTrainer.Files;

namespace RlTrainer.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_operation_that_fails_leaves_the_old_file_or_the_new_one_and_no_litter()
    {
        string path = In("a.txt");
        int operations = Count(() => AtomicFile.WriteText(path, "old text"));
        // folder, open, write, flush, rename, folder's flush
        Assert.Equal(6, operations);
        for (int failing = 0; failing < operations; failing++)
        {
            AtomicFile.WriteText(path, "old text");
            int at = 0;
            FileOperation failed = default;
            using (FileFaults.Watch(
                (operation, _) => { if (at++ == failing) { failed = operation; throw new IOException("no space left", 28); } }))
            {
                var error = Assert.Throws<IOException>(() => AtomicFile.WriteText(path, "new text"));
                Assert.StartsWith($"{path}: could not be written (no space left).", error.Message, StringComparison.Ordinal);
                Assert.True(EnvironmentFaults.Includes(error));
            }
            Assert.Equal(failed == FileOperation.FlushFolder ? "new text" : "old text", File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(_folder));
        }
    }

    [Fact]
    public void Two_writers_of_one_file_do_not_take_each_others_half_written_file()
    {
        string path = In("a.txt");
        AtomicFile.Write(path, outer =>
        {
            outer.Write("outer"u8);
            AtomicFile.WriteText(path, "inner");                                 // begins and ends while the other is under way
            Assert.Equal("inner", File.ReadAllText(path));
        });
        Assert.Equal("outer", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Eight_writers_at_once_all_succeed_and_leave_one_whole_file()
    {
        string path = In("a.txt");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (int count = 0; count < 25; count++) AtomicFile.WriteText(path, new string((char)('a' + writer), 5000));
        })));
        string text = await File.ReadAllTextAsync(path);
        Assert.Equal(5000, text.Length);
        Assert.Single(text.Distinct());
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void What_a_dead_writer_left_is_swept_and_nothing_else()
    {
        File.WriteAllText(In("step-1.zip.host-12-3.writing"), "half");
        File.WriteAllText(In("step-1.zip"), "whole");
        Assert.Equal(["step-1.zip.host-12-3.writing"], AtomicFile.Sweep(_folder));
        Assert.Equal([In("step-1.zip")], Directory.GetFiles(_folder));
        Assert.Empty(AtomicFile.Sweep(In("absent")));
    }

    [Fact]
    public void A_write_removes_what_dead_writers_of_its_file_left_and_nothing_of_the_living()
    {
        string host = Environment.MachineName;
        string[] dead = [Left($"{host}-{int.MaxValue}-1", minutes: 3), Left("elsewhere-12-1", minutes: 25 * 60)];
        string[] kept =
        [
            Left($"{host}-{int.MaxValue}-2", minutes: 1), Left($"{host}-{Environment.ProcessId}-999", minutes: 3),
            Left("elsewhere-12-2", minutes: 23 * 60), Left($"{host}-{int.MaxValue}-1", minutes: 3, file: "b.json"),
        ];
        AtomicFile.WriteText(In("a.json"), "{}");
        Assert.All(dead, file => Assert.False(File.Exists(file), file));
        Assert.All(kept, file => Assert.True(File.Exists(file), file));
    }

    private string Left(string writer, int minutes, string file = "a.json")
    {
        string left = In($"{file}.{writer}.writing");
        File.WriteAllText(left, "half");
        File.SetLastWriteTimeUtc(left, TimeProvider.System.GetUtcNow().UtcDateTime - TimeSpan.FromMinutes(minutes));
        return left;
    }

    [Theory]
    [InlineData(28, true)]                                                       // ENOSPC
    [InlineData(116, true)]                                                      // ESTALE
    [InlineData(24, true)]                                                       // EMFILE
    [InlineData(27, true)]                                                       // EFBIG, ulimit -f
    [InlineData(2, false)]                                                       // ENOENT
    public void A_fault_of_the_machine_is_told_by_the_systems_number(int code, bool isFault) =>
        Assert.Equal(isFault, EnvironmentFaults.Includes(new IOException("outer", new IOException("inner", code))));

    [Fact]
    public void Permission_and_memory_are_the_machines_and_a_missing_file_or_bad_data_is_not()
    {
        Assert.True(EnvironmentFaults.Includes(new UnauthorizedAccessException()));
        Assert.True(EnvironmentFaults.Includes(new InsufficientMemoryException()));
        Assert.True(EnvironmentFaults.Includes(new FolderInUseException("taken")));
        Assert.False(EnvironmentFaults.Includes(new FileNotFoundException()));
        Assert.False(EnvironmentFaults.Includes(new InvalidDataException()));
        Assert.False(EnvironmentFaults.Includes(null));
        // A library of the program is named in full, a file of the user's by its path.
        var library = new TypeInitializationException(
            "A", new FileNotFoundException("none", "Part, Version=1.0.0.0, Culture=neutral, "
            + "PublicKeyToken=null"));
        Assert.True(EnvironmentFaults.Includes(library));
        Assert.Equal("Part", EnvironmentFaults.Unloaded(library));
        Assert.Null(EnvironmentFaults.Unloaded(new FileNotFoundException("none", "/data/Part, Version=1.csv")));
    }

    private static int Count(Action write)
    {
        int count = 0;
        using (FileFaults.Watch((_, _) => count++)) write();
        return count;
    }

    private string In(string name) => Path.Combine(_folder, name);
}
