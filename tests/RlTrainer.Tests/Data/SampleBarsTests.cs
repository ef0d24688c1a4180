using System.IO.Compression;
using System.Security.Cryptography;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class SampleBarsTests
{
    private const string MinuteHash = "e4585061faa78d3156a6b64295ca30942fa7cc5bd03abc25bd104b4e36d83948";
    private const string SecondHash = "e26b128f1594576fb18698cdd83322f6ab68240a17ed3ec8dbd9f7e053cb81f9";

    private static string Folder()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "RlTrainer.sln"))) folder = Path.GetDirectoryName(folder);
        return Path.Combine(folder!, "data");
    }

    private static string HashOf(string path)
    {
        using var text = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return Convert.ToHexStringLower(SHA256.HashData(text));
    }

    [Fact]
    public void The_shipped_sample_is_what_its_command_generates()
    {
        string made = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            SampleBars.Write(made);
            foreach (string folder in (string[])[made, Path.Combine(Folder(), BarFiles.SampleFolder)])
            {
                Assert.Equal(MinuteHash, HashOf(Path.Combine(folder, SampleBars.MinuteFile)));
                Assert.Equal(SecondHash, HashOf(Path.Combine(folder, SampleBars.SecondFile)));
            }
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    [Fact]
    public void The_shipped_sample_is_small_whole_and_free_of_findings()
    {
        string sample = Path.Combine(Folder(), BarFiles.SampleFolder);
        CheckedBars minutes = BarFile.Read(Path.Combine(sample, SampleBars.MinuteFile), Instrument.NQ, BarInterval.Minute, CheckMode.Strict);
        CheckedBars seconds = BarFile.Read(Path.Combine(sample, SampleBars.SecondFile), Instrument.NQ, BarInterval.Second, CheckMode.Strict);
        Assert.Equal((125, 3), (minutes.Bars.Days.Count, seconds.Bars.Days.Count));
        Assert.True(minutes.Bars.IsSynthetic && seconds.Bars.IsSynthetic);
        Assert.Empty(minutes.Report.LeftOut);
        Assert.DoesNotContain(minutes.Report.Findings, finding => finding.Severity >= FindingSeverity.Warning);
        Assert.InRange(new DirectoryInfo(sample).EnumerateFiles().Sum(file => file.Length), 1, 4_000_000);
    }
}
