using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class BarFilesTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "data");

    public BarFilesTests() => Directory.CreateDirectory(Path.Combine(_folder, "sample"));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    private void Make(params string[] names)
    {
        foreach (string name in names) File.WriteAllText(Path.Combine(_folder, name), "");
    }

    [Fact]
    public void Names_are_tried_in_their_order_and_the_choice_is_explained()
    {
        Make("sample/NQ_D1M.csv.gz", "nq.csv", "NQ_1min.csv", "NQ_D1M.csv", "D1M.csv");
        Assert.Equal("using data/D1M.csv, the first name looked for", BarFiles.Find(_folder, Instrument.NQ).Reason);
        File.Delete(Path.Combine(_folder, "D1M.csv"));
        Assert.Equal("using data/NQ_D1M.csv because data/D1M.csv is absent", BarFiles.Find(_folder, Instrument.NQ).Reason);
        File.Delete(Path.Combine(_folder, "NQ_D1M.csv"));
        Assert.Equal("using data/NQ_1min.csv because data/D1M.csv and data/NQ_D1M.csv are absent",
            BarFiles.Find(_folder, Instrument.NQ).Reason);
        File.Delete(Path.Combine(_folder, "NQ_1min.csv"));
        File.Delete(Path.Combine(_folder, "nq.csv"));
        BarSource sample = BarFiles.Find(_folder, Instrument.NQ);
        Assert.True(sample.IsSample);
        Assert.EndsWith("; this is the shipped synthetic sample", sample.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_lists_every_path_tried_and_how_to_make_sample_data()
    {
        var error = Assert.Throws<BarDataException>(() => BarFiles.Find(_folder, Instrument.YM));
        string[] lines = error.Message.Split('\n');
        Assert.Equal("No minute bars of YM were found. Looked for:", lines[0]);
        Assert.Equal(15, lines.Count(line => line.StartsWith("  " + _folder, StringComparison.Ordinal)));
        Assert.Contains("  " + Path.Combine(_folder, "YM_D1M.csv.gz"), lines);
        Assert.EndsWith("or make synthetic bars: rltrainer data synth --symbol YM", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Seconds_of_the_sample_are_never_put_beside_other_minutes()
    {
        Make("sample/NQ_D1M.csv.gz", "sample/NQ_D1S.csv.gz");
        Assert.True(BarFiles.FindSeconds(_folder, Instrument.NQ)!.IsSample);
        Make("NQ_D1M.csv");
        Assert.Null(BarFiles.FindSeconds(_folder, Instrument.NQ));
        Make("NQ_D1S.csv");
        Assert.Equal("using data/NQ_D1S.csv because data/D1S.csv is absent",
            BarFiles.FindSeconds(_folder, Instrument.NQ)!.Reason);
    }
}
