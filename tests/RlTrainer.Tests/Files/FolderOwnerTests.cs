using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Three hosts in processes of their own, the runtime's
    /// file locks switched off as on a share that has none.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Of_hosts_whose_locks_do_not_reach_each_other_one_owns_the_folder_at_any_time()
    {
        Process[] hosts = [.. new[] { "one", "two", "three" }.Select(Host)];
        foreach (Process host in hosts) Assert.Equal("ready", await host.StandardOutput.ReadLineAsync());
        foreach (Process host in hosts) await host.StandardInput.WriteLineAsync();
        int owned = 0, refused = 0;
        foreach (Process host in hosts)
        {
            using (host)
            {
                string said = await host.StandardOutput.ReadToEndAsync(), errors = await host.StandardError.ReadToEndAsync();
                await host.WaitForExitAsync();
                Assert.True(host.ExitCode == 0, errors);
                int[] counts = [.. said.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
                owned += counts[0];
                refused += counts[1];
                Assert.True(counts[2] == 0, $"{counts[2]} of {counts[0]} times another host owned the folder, too");
            }
        }
        Assert.True(owned >= 5 && refused >= 1, $"{owned} times owned, {refused} times refused: no race");
        Assert.Equal(["owner.lock"], Directory.GetFiles(_folder).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void A_host_that_is_taking_the_folder_at_this_moment_is_named_and_one_that_died_while_it_did_is_not_waited_for_long()
    {
        string claim = Path.Combine(_folder, "owner.node%2F7.claim");
        File.WriteAllText(claim, "12\n");
        var error = Assert.Throws<FolderInUseException>(() => FolderOwner.Take(_folder, "training", TimeProvider.System));
        Assert.Equal($"{_folder} is being taken by host 'node/7' at this moment; wait for it, or end it first. Nothing was "
            + $"changed.",
            error.Message);
        Assert.Equal([Path.Combine(_folder, "owner.lock"), claim], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
        File.SetLastWriteTimeUtc(claim,
            TimeProvider.System.GetUtcNow().UtcDateTime - FolderOwner.Patience - TimeSpan.FromSeconds(1));
        using FolderOwner owner = FolderOwner.Take(_folder, "training", TimeProvider.System);
        Assert.False(File.Exists(claim));
    }

    [Fact]
    public void A_host_beats_for_itself_alone()
    {
        using FolderOwner zombie = FolderOwner.Take(_folder, "training", TimeProvider.System, host: "elsewhere");
        Record(fence: 99, age: TimeSpan.FromSeconds(100));
        DateTime before = File.GetLastWriteTimeUtc(Path.Combine(_folder, "owner.json"));
        zombie.Touch();
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(_folder, "owner.json")));
    }

    private Process Host(string name)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "RlTrainer.RunHost.dll"), "own", _folder, name, "2"];
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";
        return Process.Start(start)!;
    }

    private void Record(long fence, TimeSpan age)
    {
        string file = Path.Combine(_folder, "owner.json");
        File.WriteAllText(file, $$"""{"Host":"elsewhere","Process":12,"Purpose":"sweep trial","StartedUtc":"2026-01-01T00:00:00Z","Fence":{{fence}}}""");
        File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime - age);
    }
}
