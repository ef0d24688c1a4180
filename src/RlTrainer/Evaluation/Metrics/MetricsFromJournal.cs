using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>Measures a journal.</summary>
internal static class MetricsFromJournal
{
    /// <summary>Every figure of a journal on the bars it was walked on.</summary>
    /// <param name="journal">What the policy did.</param>
    /// <param name="bars">The bars the journal's indices refer to.</param>
    /// <param name="startCents">Balance of a fresh account, US cents.</param>
    /// <returns>All figures; one that is undefined says why.</returns>
    /// <exception cref="ArgumentException">The journal does not belong to the bars.</exception>
    public static EvaluationMetrics Of(TradingJournal journal, BarSeries bars, long startCents)
    {
        IReadOnlyList<DayResult> days = DayResults.Of(journal, bars, startCents);
        IReadOnlyList<MonthResult> months = MonthResult.Of(days, startCents);
        EquityCurve curve = EquityCurve.Of(journal, startCents);
        Drawdown drawdown = Drawdown.Of(curve, bars);
        DailyFigures daily = DailyFigures.Of(days, startCents);
        TradeFigures trade = TradeFigures.Of(journal.Trades, bars.Instrument);
        int processed = journal.Equity.Count;
        return new EvaluationMetrics
        {
            Days = days,
            Months = months,
            RMultiples = trade.RMultiples,
            StartCents = startCents,
            NetProfit = Measured.Of(curve.ProfitCents / 100.0),
            NetProfitError = daily.ProfitError,
            TotalReturnPercent = Measured.Of(100.0 * curve.ProfitCents / startCents),
            MonthlyReturnPercent = Measured.Ratio(100.0 * curve.ProfitCents / startCents, months.Count, "no day was walked"),
            Sharpe = daily.Sharpe,
            Sortino = daily.Sortino,
            ProbabilisticSharpe = daily.ProbabilisticSharpe,
            MaximumDrawdown = Measured.Of(drawdown.AmountCents / 100.0),
            MaximumDrawdownPercent = Measured.Of(drawdown.Percent),
            DrawdownDays = Measured.Of(drawdown.LongestTradingDays),
            RecoveryFactor = Measured.Ratio(curve.ProfitCents, drawdown.AmountCents, "equity never fell below its peak"),
            Trades = Measured.Of(journal.Trades.Count),
            TradesPerDay = Measured.Ratio(journal.Trades.Count, days.Count, "no day was walked"),
            WinRate = trade.WinRate,
            ProfitFactor = trade.ProfitFactor,
            Expectancy = trade.Expectancy,
            MeanR = trade.MeanR,
            MedianR = trade.MedianR,
            AdverseR = trade.AdverseR,
            FavorableR = trade.FavorableR,
            ExitQuality = trade.ExitQuality,
            Exposure = Measured.Ratio(days.Sum(day => day.ExposedBars), processed, "no bar was walked"),
            BarsHeld = trade.BarsHeld,
            Costs = Measured.Of(journal.Trades.Sum(one => one.CostCents) / 100.0),
            CostShare = trade.CostShare,
            CostPerR = trade.CostPerR,
            Coverage = Measured.Ratio(processed, bars.Count, "there are no bars"),
        };
    }
}
