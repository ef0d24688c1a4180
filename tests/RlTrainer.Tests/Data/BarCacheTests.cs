using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class BarCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cache").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Source => Path.Combine(_folder, "NQ_D1M.csv");

    private string Cache => Path.Combine(_folder, "cache");

    private CachedBars Read(CheckMode mode = CheckMode.Report) =>
        BarCache.Read(Source, Cache, Instrument.NQ, BarInterval.Minute, mode);

    [Fact]
    public void The_second_reading_comes_from_the_cache_and_is_equal()
    {
        BarCsv.Write(Source, SyntheticBars.Generate(new SyntheticConfig { Days = 2 }).Minutes);
        CachedBars first = Read(), second = Read();
        Assert.Equal((false, true), (first.IsFromCache, second.IsFromCache));
        Assert.Equal((first.Findings, first.Bars.Origin, first.Bars.IsSynthetic),
            (second.Findings, second.Bars.Origin, second.Bars.IsSynthetic));
        Assert.Equal(first.Bars.Days, second.Bars.Days);
        for (int bar = 0; bar < first.Bars.Count; bar++) Assert.Equal(first.Bars[bar], second.Bars[bar]);
    }

    [Fact]
    public void A_changed_file_another_mode_and_a_damaged_cache_are_read_anew()
    {
        BarCsv.Write(Source, SyntheticBars.Generate(new SyntheticConfig { Days = 2 }).Minutes);
        Read();
        Assert.False(Read(CheckMode.Repair).IsFromCache);
        string cache = Directory.GetFiles(Cache)[0];
        foreach (string file in Directory.GetFiles(Cache))
        {
            byte[] bytes = File.ReadAllBytes(file);
            bytes[bytes.Length / 2] ^= 1;
            File.WriteAllBytes(file, bytes);
        }
        CachedBars damaged = Read();
        Assert.Equal((false, "the cache was damaged; the file was read and cached"), (damaged.IsFromCache, damaged.Reason));
        Assert.True(Read().IsFromCache);
        File.WriteAllBytes(cache, []);
        BarCsv.Write(Source, SyntheticBars.Generate(new SyntheticConfig { Days = 3 }).Minutes);
        Assert.Equal(3, Read().Bars.Days.Count);
    }
}
