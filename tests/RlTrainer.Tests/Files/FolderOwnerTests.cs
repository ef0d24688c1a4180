using RlTrainer.Files;

namespace RlTrainer.Tests.Files;

public sealed class FolderOwnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("owner-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_second_to_come_hears_who_has_the_folder_and_gets_it_after_the_first()
    {
        using (FolderOwner first = FolderOwner.Take(_folder, "training", TimeProvider.System))
        {
            var error = Assert.Throws<FolderInUseException>(() => FolderOwner.Take(_folder, "training", TimeProvider.System));
            Assert.Matches($"^{_folder} is being written by process {Environment.ProcessId} on host '{Environment.MachineName}' "
                + $"\\(training, since 20..-.*Z\\); wait for it, or end it first\\. Nothing was changed\\.$", error.Message);
            first.ThrowIfLost();
        }
        Assert.False(File.Exists(Path.Combine(_folder, "owner.json")));
        using FolderOwner second = FolderOwner.Take(_folder, "training", TimeProvider.System);
        second.ThrowIfLost();
    }

    [Fact]
    public void A_record_of_another_host_that_beats_is_respected_where_its_lock_does_not_reach()
    {
        Record(fence: 7, age: TimeSpan.FromSeconds(60));
        var error = Assert.Throws<FolderInUseException>(() => FolderOwner.Take(_folder, "training", TimeProvider.System));
        Assert.Contains("process 12 on host 'elsewhere' (sweep trial, since 2026-01-01T00:00:00Z)", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_another_host_that_has_not_beaten_for_two_minutes_is_taken_over_and_its_owner_finds_out()
    {
        using FolderOwner zombie = FolderOwner.Take(_folder, "training", TimeProvider.System, host: "elsewhere");
        // the share as another host sees it: no lock reaches it
        string copy = Path.Combine(_folder, "other-view");
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(_folder, "owner.json"), Path.Combine(copy, "owner.json"));
        File.WriteAllText(Path.Combine(copy, "owner.lock"), "1");
        File.SetLastWriteTimeUtc(
            Path.Combine(copy, "owner.json"),
            TimeProvider.System.GetUtcNow().UtcDateTime - FolderOwner.Patience - TimeSpan.FromSeconds(1));
        using FolderOwner heir = FolderOwner.Take(copy, "training", TimeProvider.System);
        heir.ThrowIfLost();
        File.Copy(Path.Combine(copy, "owner.json"), Path.Combine(_folder, "owner.json"), overwrite: true);
        var error = Assert.Throws<FolderInUseException>(zombie.ThrowIfLost);
        Assert.StartsWith($"{_folder} was taken over by process {Environment.ProcessId} on host '{Environment.MachineName}'",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_a_dead_process_of_this_host_is_no_obstacle_and_its_leftovers_are_swept()
    {
        File.WriteAllText(
            Path.Combine(_folder, "owner.json"),
            $$"""{"Host":"{{Environment.MachineName}}","Process":1,"Purpose":"training","StartedUtc":"2026-01-01T00:00:00Z","Fence":3}""");
        Directory.CreateDirectory(Path.Combine(_folder, "checkpoints"));
        File.WriteAllText(Path.Combine(_folder, "checkpoints", "step-1.zip.host-1-1.writing"), "half");
        using FolderOwner owner = FolderOwner.Take(_folder, "training", TimeProvider.System);
        Assert.Equal(["step-1.zip.host-1-1.writing"], owner.Swept);
    }

    [Fact]
    public void Every_owner_has_a_higher_number_than_those_before_it()
    {
        for (int count = 0; count < 3; count++) FolderOwner.Take(_folder, "training", TimeProvider.System).Dispose();
        Assert.Equal("3", File.ReadAllText(Path.Combine(_folder, "owner.lock")));
    }

    private void Record(long fence, TimeSpan age)
    {
        string file = Path.Combine(_folder, "owner.json");
        File.WriteAllText(file, $$"""{"Host":"elsewhere","Process":12,"Purpose":"sweep trial","StartedUtc":"2026-01-01T00:00:00Z","Fence":{{fence}}}""");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime - age);
    }
}
