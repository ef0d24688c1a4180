using System.Globalization;
using System.Text.Json.Nodes;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Runs;

/// <summary>The held-out days of evaluated runs, from the evaluation's files and the bars. The last one is kept.</summary>
internal sealed class ReplayStore(RunBoard board, string dataFolder)
{
    private readonly Lock _turn = new();
    private (string Key, BarSeries Bars)? _bars;
    private (string Key, Replay Replay)? _replay;

    /// <summary>Days, trades and accounts of a run.</summary>
    /// <exception cref="LabFault">It was not evaluated, or its bars are not there.</exception>
    public JsonObject Overview(string? name) => Find(name).Overview();

    /// <summary>One day, bar by bar.</summary>
    /// <param name="name">The run.</param>
    /// <param name="date">As "2024-01-08".</param>
    public JsonObject Day(string? name, string? date) => Find(name).Day(date);

    private Replay Find(string? name)
    {
        RunFolder run = board.Find(name);
        string folder = Path.Combine(run.Path, "evaluation"), equity = Path.Combine(folder, "equity.csv");
        if (!File.Exists(equity))
            throw new LabFault(409, $"The run '{name}' has no evaluation to replay; make one: rltrainer evaluate {name}");
        string key = string.Create(CultureInfo.InvariantCulture, $"{folder}@{File.GetLastWriteTimeUtc(equity).Ticks}");
        lock (_turn)
        {
            if (_replay is { } kept && kept.Key == key) return kept.Replay;
            var replay = new Replay(name!, folder, Bars(run, name!));
            _replay = (key, replay);
            return replay;
        }
    }

    private BarSeries Bars(RunFolder run, string name)
    {
        RunConfig config = RunJson.Read<RunConfig>(Files.TextFile.Read(run.Config), run.Config);
        BarSource source = BarFiles.Find(dataFolder, config.TradedInstrument());
        string key = string.Create(CultureInfo.InvariantCulture, $"{source.Path}@{File.GetLastWriteTimeUtc(source.Path).Ticks}");
        if (_bars is { } kept && kept.Key == key) return kept.Bars;
        BarSeries bars = source.Read();
        _bars = (key, bars);
        return bars;
    }
}
