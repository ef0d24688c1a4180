using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Synthetic bars are called synthetic however often they are imported, written and added to.</summary>
public sealed class SyntheticLabelTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rltrainer-label-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Three_imports_into_one_file_keep_the_first_line_and_the_name()
    {
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.NQ, Days = 6 });
        string made = Path.Combine(_folder, "made.csv"), target = Path.Combine(_folder, "NQ_D1M.csv");
        BarCsv.Write(made, market.Minutes);
        string[] lines = File.ReadAllLines(made);
        Assert.StartsWith("# synthetic", lines[0], StringComparison.Ordinal);
        int third = (lines.Length - 1) / 3;
        for (int part = 0; part < 3; part++)
        {
            string download = Path.Combine(_folder, $"{part}", "NQ_D1M.csv");
            Directory.CreateDirectory(Path.GetDirectoryName(download)!);
            File.WriteAllLines(download, [lines[0], .. lines.Skip(1 + part * third).Take(third)]);
            BarImport.Run([download], target, Instrument.NQ, new ImportOptions());
            Assert.Equal(lines[0], File.ReadLines(target).First());
            Assert.True(BarFile.Read(target, Instrument.NQ, BarInterval.Minute, CheckMode.Report).Bars.IsSynthetic);
        }
    }
}
