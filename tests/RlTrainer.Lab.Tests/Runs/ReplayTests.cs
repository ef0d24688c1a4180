using System.Globalization;
using System.Text.Json.Nodes;
using RlTrainer.Data;
using RlTrainer.Lab.Runs;
using RlTrainer.Market;
using RlTrainer.Reporting;
using RlTrainer.Runs;

namespace RlTrainer.Lab.Tests.Runs;

/// <summary>An evaluation's files, joined to the bars again.</summary>
public sealed class ReplayTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-replay-").FullName;
    private readonly BarSeries _bars;

    public ReplayTests()
    {
        string source = Path.Combine(RlTrainer.Tests.Architecture.Repository.Root, "data", "sample");
        Directory.CreateDirectory(Path.Combine(_root, "data"));
        Directory.CreateSymbolicLink(Path.Combine(_root, "data", "sample"), source);
        _bars = BarFiles.Find(Path.Combine(_root, "data"), Instrument.NQ).Read();
    }

    [Fact]
    public void A_day_has_its_bars_levels_fills_and_trades_at_their_places()
    {
        Write(_bars.Days[3]);
        var store = new ReplayStore(new RunBoard(Path.Combine(_root, "runs"), TimeProvider.System), Path.Combine(_root, "data"));
        JsonObject overview = store.Overview("a");
        string date = _bars.Days[3].Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        Assert.Equal([date], overview["days"]!.AsArray().Select(day => (string)day!));
        JsonNode trade = Assert.Single(overview["trades"]!.AsArray())!;
        Assert.Equal((date, 5, 7, 40.0),
            ((string)trade["date"]!, (int)trade["entry"]!, (int)trade["exit"]!, (double)trade["net"]!));
        JsonObject day = store.Day("a", date);
        Assert.Equal(_bars.Days[3].BarCount, day["bars"]!.AsArray().Count);
        int bar = _bars.Days[3].FirstBar + 6;
        JsonArray candle = day["bars"]![6]!.AsArray();
        Assert.Equal(BarTime.Eastern(_bars, bar)[11..16], (string)candle[0]!);
        Assert.Equal((double)_bars.Instrument.PriceOf(_bars.HighTicks[bar]), (double)candle[2]!);
        JsonArray equity = day["equity"]!.AsArray();
        Assert.Null(equity[4]);                                                     // that minute was not walked
        Assert.Equal(("Long", 95.0, 48000.0),
            ((string)equity[6]!["side"]!, (double)equity[6]!["stop"]!, (double)equity[6]!["threshold"]!));
        Assert.Equal([5, 7], day["fills"]!.AsArray().Select(fill => (int)fill!["bar"]!));
        Assert.Equal(1000.0, (double)day["dayLimit"]!);
        Assert.Equal(404, Assert.Throws<LabFault>(() => store.Day("a", "1999-01-01")).Status);
    }

    [Fact]
    public void Other_bars_than_those_it_was_evaluated_on_are_refused_with_the_minute()
    {
        Write(_bars.Days[3]);
        string equity = Path.Combine(_root, "runs", "a", "evaluation", "equity.csv");
        File.WriteAllText(equity, File.ReadAllText(equity) + "1999-01-04T09:30:00,1,50000,48000,0,Flat,,,\n");
        var store = new ReplayStore(new RunBoard(Path.Combine(_root, "runs"), TimeProvider.System), Path.Combine(_root, "data"));
        LabFault fault = Assert.Throws<LabFault>(() => store.Overview("a"));
        Assert.StartsWith("The evaluation of 'a' walked the minute 1999-01-04T09:30:00, which the bars found now", fault.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_an_evaluation_says_how_to_make_one()
    {
        RunFiles.Make(Path.Combine(_root, "runs"), "bare", 1);
        var store = new ReplayStore(new RunBoard(Path.Combine(_root, "runs"), TimeProvider.System), Path.Combine(_root, "data"));
        Assert.Equal("The run 'bare' has no evaluation to replay; make one: rltrainer evaluate bare",
            Assert.Throws<LabFault>(() => store.Overview("bare")).Message);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>A long trade from the day's sixth minute to its eighth; minutes six to eight were walked.</summary>
    private void Write(TradingDay day)
    {
        RunFolder run = RunFiles.Make(Path.Combine(_root, "runs"), "a", 1);
        string folder = Path.Combine(run.Path, "evaluation");
        string At(int bar) => BarTime.Eastern(_bars, day.FirstBar + bar);
        Directory.CreateDirectory(folder);
        void Table(string name, params string[] lines) =>
            File.WriteAllText(Path.Combine(folder, name), string.Join('\n', lines) + "\n");
        Table("trades.csv", "number,account,side,contracts,entry_time_eastern,exit_time_eastern,entry_price,exit_price,"
            + "net_usd,r_multiple,exit_reason",
            $"1,1,Long,2,{At(5)},{At(7)},100,101,40,0.4,Target");
        Table("fills.csv", "number,account,bar_time_eastern,order,contracts,price,reason",
            $"1,1,{At(5)},buy,2,100,Entry", $"2,1,{At(7)},sell,2,101,Target");
        Table("equity.csv", "time_eastern,account,equity_usd,threshold_usd,day_pnl_usd,side,contracts,stop,target",
            $"{At(5)},1,50000,48000,0,Long,2,90,101", $"{At(6)},1,50020,48000,20,Long,2,95,101",
            $"{At(7)},1,50040,48000,40,Flat,,,");
        Table("accounts.csv", "account,daily_loss_usd", "1,1000");
    }
}
