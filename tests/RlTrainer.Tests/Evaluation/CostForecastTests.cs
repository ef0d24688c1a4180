using NodaTime;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Tests.Trading;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

/// <summary>ES: 12.50 dollars a tick, slippage 1, 2.50 a side: a round trip costs 2 × 2.50 + 2 × 12.50 = 30.00.</summary>
public sealed class CostForecastTests
{
    [Fact]
    public void Costs_by_day_and_by_night_are_shares_of_the_median_stop()
    {
        // By day the ATR is 4 ticks: the stop of 6 ticks risks 75.00, 30 of 75 are 40 %. By night it is 2: 3 ticks, 37.50, 80 %.
        IReadOnlyList<CostForecast> forecasts = CostForecast.Of(Table(), EnvironmentConfig.Phase1, HandPlayed.NoDailyLimit);
        Assert.Equal([(true, 20, 6, 0.4), (false, 20, 3, 0.8)],
            forecasts.Select(one => (one.IsDay, one.Minutes, one.MedianStopTicks, one.CostPerR)));
        // 20 % of R are 30.00 where the stop risks 150.00, 12 ticks: 11.5 ÷ 4 = 2.875 ATR by day, 11.5 ÷ 2 = 5.75 by night.
        Assert.Equal([2.9, 5.8], forecasts.Select(one => one.EnoughStopAtr));
        Assert.Equal(
            "cost per R by day (09:30 to 16:00): 40 % (a round trip costs 30.00 dollars a contract, the median stop of 6 ticks "
            + "risks 75.00); at most 20 % from StopAtr 2.9 on",
            forecasts[0].ToString());
    }

    // A fee of 1.00 a side and two ticks more by night: 30 + 2 = 32 by day; 5 + 2 + (3 + 3) × 12.50 = 82 by night.
    [Fact]
    public void The_execution_model_is_part_of_the_costs()
    {
        EnvironmentConfig dear = EnvironmentConfig.Phase1 with
        {
            Execution = new ExecutionModel
            {
                ExchangeFeeCents = 100,
                Hours = [new SlippageHours(new LocalTime(18, 0), new LocalTime(9, 30), 2)],
            },
        };
        Assert.Equal([3_200L, 8_200], CostForecast.Of(Table(), dear, HandPlayed.NoDailyLimit).Select(one => one.RoundTripCents));
    }

    [Fact]
    public void Advice_names_the_settings_that_keep_costs_at_the_limit_in_the_hours_that_are_traded()
    {
        IReadOnlyList<CostForecast> forecasts = CostForecast.Of(Table(), EnvironmentConfig.Phase1, HandPlayed.NoDailyLimit);
        string day = "costs by day (09:30 to 16:00) are 40 % of what a stop risks: --set Environment.StopAtr=2.9 --set "
            + "Environment.TargetAtr=8.7 keeps it at 20 % with the same reward for the risk.";
        Assert.Equal([day], CostForecast.Advice(forecasts, EnvironmentConfig.Phase1));
        IReadOnlyList<string> full =
            CostForecast.Advice(forecasts, EnvironmentConfig.Phase1 with { EntryWindow = EntryWindow.Full });
        Assert.Equal(2, full.Count);
        Assert.EndsWith("; --set Environment.EntryWindow=RegularSession leaves the night out.", full[1],
            StringComparison.Ordinal);
        EnvironmentConfig wide = EnvironmentConfig.Phase1 with { StopAtr = 2.9 };
        Assert.Empty(CostForecast.Advice(CostForecast.Of(Table(), wide, HandPlayed.NoDailyLimit), wide));
    }

    [Fact]
    public void Cost_per_R_of_finished_trades_is_a_ratio_of_sums()
    {
        // Two NQ trades with a stop of 20 ticks (100 dollars) and 10
        // dollars of costs each, the second of twice the size: 20 ÷ 300.
        BarSeries bars = Journals.Bars(2);
        TradingJournal journal = Journals.Daily(bars, 20_000, -10_000);
        journal.Trades[1] = journal.Trades[1] with { Contracts = 2 };
        Assert.Equal(20.0 / 300, MetricsFromJournal.Of(journal, bars, Journals.StartCents).CostPerR.Value!.Value, 12);
        Assert.Equal("there were no trades",
            MetricsFromJournal.Of(Journals.Daily(bars, 0, 0), bars, Journals.StartCents).CostPerR.Reason);
    }

    /// <summary>21 minutes from 04:00 with an ATR of 2 ticks and 21 from 10:00 with one
    /// of 4; the day's last minute decides nothing, the first is warm-up.</summary>
    private static FeatureTable Table()
    {
        var builder = new MarketBuilder(Instrument.ES);
        builder.BeginDay(TestMarket.Monday);
        for (int bar = 0; bar < 21; bar++) builder.Add(240 + bar, HandPlayed.Quiet);
        for (int bar = 0; bar < 21; bar++) builder.Add(600 + bar, HandPlayed.Quiet);
        BarSeries bars = builder.Build();
        float[] atr = [.. Enumerable.Range(0, 42).Select(bar => bar < 21 ? 2f : 4f)];
        return new FeatureTable(bars, "test", ["zero"], new float[42], atr) { WarmUpBars = 1, IsNormalized = true };
    }
}
