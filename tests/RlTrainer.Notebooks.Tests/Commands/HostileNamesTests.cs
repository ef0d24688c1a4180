using System.IO.Compression;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>Names that somebody else chose reach the terminal as letters.</summary>
public sealed class HostileNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_name_inside_a_zip_moves_no_cursor()
    {
        string path = Path.Combine(_folder.Path, "bars.zip");
        using (ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = new StreamWriter(archive.CreateEntry("NQ\u001b[2J\rgood.csv").Open());
            await entry.WriteAsync("no bars\n");
        }

        (int code, string output, string error) = await CommandProcess.RunAsync(_folder.Path, "data", "import", path);
        Assert.True(code == 2, output + error);
        Assert.StartsWith(@"error: bars.zip/NQ\u001b[2J\u000dgood.csv:1: found ", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output + error);
        Assert.DoesNotContain('\r', output + error);
    }

    /// <summary>A folder that somebody copied among the runs.</summary>
    [Fact]
    public async Task A_run_whose_folder_moves_the_cursor_is_listed_as_letters()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "runs", "a\u001b[2Jb"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "runs", "a\u001b[2Jb", "config.json"), "{}");
        (_, string output, string error) = await CommandProcess.RunAsync(_folder.Path, "runs", "list");
        Assert.DoesNotContain('\u001b', output + error);
        Assert.Contains(@"a\u001b[2Jb", output, StringComparison.Ordinal);
    }
}
