using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class BarsHashTests
{
    [Fact]
    public void The_hash_is_that_of_symbol_interval_count_and_the_seven_columns_in_little_endian()
    {
        // Python's hashlib.sha256 over b"NQ;60;2\n" and struct.pack of the columns: "<2q" twice, "<2i" four times, "<2q".
        long[] utc = [1704205800, 1704205860], eastern = [1704187800, 1704187860];    // 2024-01-02, 09:30 and 09:31 in New York
        var columns = new BarColumns(utc, eastern, [68000, 68010], [68012, 68016], [67996, 68004], [68010, 68006], [1200, 900]);
        var bars = new BarSeries(
            Instrument.NQ, BarInterval.Minute, "by hand", isSynthetic: false, columns, SessionCalendar.Cut(eastern).Days);
        Assert.Equal("5787e418264c5b8fa7835dc88ea466f0348b24014ab16f48287530bae6a225fd", BarsHash.Of(bars));
    }
}
