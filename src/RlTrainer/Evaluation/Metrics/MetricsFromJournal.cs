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
        Parts parts = Parts.Of(journal, bars, startCents);
        EquityCurve curve = parts.Curve;
        return new EvaluationMetrics
        {
            Days = parts.Days,
            Months = parts.Months,
            RMultiples = parts.Trade.RMultiples,
            StartCents = startCents,
            NetProfit = Measured.Of(curve.ProfitCents / 100.0),
            NetProfitError = parts.Daily.ProfitError,
            TotalReturnPercent = Measured.Of(100.0 * curve.ProfitCents / startCents),
            MonthlyReturnPercent = Measured.Ratio(
                100.0 * curve.ProfitCents / startCents, parts.Months.Count, "no day was walked"),
            Sharpe = parts.Daily.Sharpe,
            Sortino = parts.Daily.Sortino,
            ProbabilisticSharpe = parts.Daily.ProbabilisticSharpe,
            MaximumDrawdown = Measured.Of(parts.Drawdown.AmountCents / 100.0),
            MaximumDrawdownPercent = Measured.Of(parts.Drawdown.Percent),
            DrawdownDays = Measured.Of(parts.Drawdown.LongestTradingDays),
            RecoveryFactor = Measured.Ratio(curve.ProfitCents, parts.Drawdown.AmountCents, "equity never fell below its peak"),
            Trades = Measured.Of(journal.Trades.Count),
            TradesPerDay = Measured.Ratio(journal.Trades.Count, parts.Days.Count, "no day was walked"),
            WinRate = parts.Trade.WinRate,
            ProfitFactor = parts.Trade.ProfitFactor,
            Expectancy = parts.Trade.Expectancy,
            MeanR = parts.Trade.MeanR,
            MedianR = parts.Trade.MedianR,
            AdverseR = parts.Trade.AdverseR,
            FavorableR = parts.Trade.FavorableR,
            ExitQuality = parts.Trade.ExitQuality,
            Exposure = Measured.Ratio(parts.Days.Sum(day => day.ExposedBars), journal.Equity.Count, "no bar was walked"),
            BarsHeld = parts.Trade.BarsHeld,
            Costs = Measured.Of(journal.Trades.Sum(one => one.CostCents) / 100.0),
            CostShare = parts.Trade.CostShare,
            CostPerR = parts.Trade.CostPerR,
            Coverage = Measured.Ratio(journal.Equity.Count, bars.Count, "there are no bars"),
        };
    }

    /// <summary>What the figures are made of.</summary>
    private sealed record Parts(
        IReadOnlyList<DayResult> Days, IReadOnlyList<MonthResult> Months, EquityCurve Curve, Drawdown Drawdown,
        DailyFigures Daily, TradeFigures Trade)
    {
        public static Parts Of(TradingJournal journal, BarSeries bars, long startCents)
        {
            IReadOnlyList<DayResult> days = DayResults.Of(journal, bars, startCents);
            var curve = EquityCurve.Of(journal, startCents);
            return new Parts(
                days, MonthResult.Of(days, startCents), curve, Drawdown.Of(curve, bars), DailyFigures.Of(days, startCents),
                TradeFigures.Of(journal.Trades, bars.Instrument));
        }
    }
}
