using System.IO.Compression;
using System.Security.Cryptography;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class SampleBarsTests
{
    private const string MinuteHash = "40d5e212791dca4298813c79d622396ef37a78cea010f02112b7803ac3bbe07b";
    private const string SecondHash = "5b97b95c7649ba4bf79568a52d851b523323aa03984b89a5434b7585fd78dfe0";

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
        CheckedBars minutes =
            BarFile.Read(Path.Combine(sample, SampleBars.MinuteFile), Instrument.NQ, BarInterval.Minute, CheckMode.Strict);
        CheckedBars seconds =
            BarFile.Read(Path.Combine(sample, SampleBars.SecondFile), Instrument.NQ, BarInterval.Second, CheckMode.Strict);
        Assert.Equal((170, 3), (minutes.Bars.Days.Count, seconds.Bars.Days.Count));
        Assert.True(minutes.Bars.IsSynthetic && seconds.Bars.IsSynthetic);
        Assert.Empty(minutes.Report.LeftOut);
        Assert.DoesNotContain(minutes.Report.Findings, finding => finding.Severity >= FindingSeverity.Warning);
        Assert.InRange(new DirectoryInfo(sample).EnumerateFiles().Sum(file => file.Length), 1, 4_000_000);
    }
}
