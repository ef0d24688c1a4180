using System.Globalization;
using System.Text;
using RlTrainer.Cli;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>A stranger's file from the first look to bars that are validated, by commands.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-import-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Target => Path.Combine(_root, "data", "ES_D1M.csv");

    private string Mappings => Path.Combine(_root, "data", "mappings", "mine.json");

    /// <summary>Minutes of two days on Chicago's clock, stamped at their end, with names of a spreadsheet.</summary>
    private string Strange(string name = "strange.csv", string header = "Tag;Anfang;Spitze;Boden;Ende;Menge")
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = 2 }).Minutes;
        TimeZoneInfo chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");
        var text = new StringBuilder(header + "\n");
        for (int bar = 0; bar < bars.Count; bar++)
        {
            var end = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(bars.UtcSeconds[bar] + 60), chicago);
            string[] prices = [.. new[] { bars.OpenTicks[bar], bars.HighTicks[bar], bars.LowTicks[bar], bars.CloseTicks[bar] }
                .Select(ticks => Instrument.ES.PriceOf(ticks).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ','))];
            text.Append(CultureInfo.InvariantCulture,
                $"{end:yyyy-MM-dd HH:mm:ss};{string.Join(';', prices)};{bars.Volumes[bar]}\n");
        }
        string path = Path.Combine(_root, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }

    [Fact]
    public async Task A_strangers_file_is_asked_about_mapped_tried_dry_written_once_and_validated()
    {
        string file = Strange();
        string[] columns = ["--columns", "time=Tag,open=Anfang,high=Spitze,low=Boden,close=Ende,volume=Menge"];
        Assert.Equal(ExitCode.BadInput, await ImportAsync(file));   // words that are not known
        Assert.Equal(ExitCode.BadInput, await ImportAsync([file, .. columns]));   // no zone, no edge
        Assert.Equal(ExitCode.BadInput, await ImportAsync([file, .. columns, "--zone", "Mars"]));
        Assert.Equal(ExitCode.Success, await ImportAsync([file, .. columns, "--accept-evidence", "--dry-run"]));
        Assert.False(File.Exists(Target));
        Assert.Equal(ExitCode.Success,
            await ImportAsync([file, .. columns, "--zone", "America/Chicago", "--edge", "End", "--save-mapping", "mine"]));
        BarSeries truth = SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = 2 }).Minutes;
        BarSeries stored = BarFile.Read(Target, Instrument.ES, BarInterval.Minute, CheckMode.Strict).Bars;
        Assert.Equal(truth.Count, stored.Count);
        for (int bar = 0; bar < truth.Count; bar++) Assert.Equal(truth[bar], stored[bar]);
        byte[] written = await File.ReadAllBytesAsync(Target);
        Assert.True(File.Exists(Mappings));
        Assert.Equal(ExitCode.Success, await ImportAsync(file, "--mapping", "mine"));   // every bar is there already
        Assert.Equal(written, await File.ReadAllBytesAsync(Target));
        Assert.Equal(ExitCode.BadInput, await ImportAsync(file, "--mapping", "yours"));
        Assert.Equal(ExitCode.Success, await CommandAsync("data", "validate", "--symbol", "ES", "--json"));
    }

    [Fact]
    public async Task Options_that_do_not_exist_and_files_that_are_absent_write_nothing()
    {
        string file = Strange("named.csv", "timestamp;open;high;low;close;volume");
        foreach (string[] wrong in (string[][])[["--date-order", "DYM"], ["--decimal", "dot"], ["--accept", "everything"],
            ["--date", "tomorrow"], ["--columns", "colour=1"], ["--save-mapping", "../mine"]])
            Assert.Equal(ExitCode.BadInput, await ImportAsync([file, .. wrong]));
        Assert.Equal(ExitCode.BadInput, await ImportAsync(Path.Combine(_root, "absent.csv")));
        Assert.False(File.Exists(Target));
    }

    private Task<int> ImportAsync(params string[] words) => CommandAsync(["data", "import", .. words, "--symbol", "ES"]);

    private Task<int> CommandAsync(params string[] words) => RlTrainerCommand.RunAsync([.. words, "--root", _root]);
}
