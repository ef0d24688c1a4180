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

    [Theory]
    [InlineData(28, true)]                                                       // ENOSPC
    [InlineData(116, true)]                                                      // ESTALE
    [InlineData(24, true)]                                                       // EMFILE
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
    }

    private static int Count(Action write)
    {
        int count = 0;
        using (FileFaults.Watch((_, _) => count++)) write();
        return count;
    }

    private string In(string name) => Path.Combine(_folder, name);
}
