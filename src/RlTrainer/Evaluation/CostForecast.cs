using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// What a round trip costs in units of what its stop risks (R), worked out from bars before anything is trained. Assumptions:
/// 1. One contract in and out by market orders: two commissions and fees, the slippage that the execution model expects at the
/// entry and in the minute before it, the median of the minutes. 2. Every minute in which an entry may fill counts once. 3. The
/// stop
/// is the environment's: StopAtr × ATR of the bar before, in whole ticks.
/// </summary>
/// <param name="Hours">Which minutes: "by day (09:30 to 16:00)" or "by night".</param>
/// <param name="IsDay">The regular session.</param>
/// <param name="Minutes">Minutes of these hours in which an entry may fill.</param>
/// <param name="RoundTripCents">Cost of one contract, US cents.</param>
/// <param name="MedianStopTicks">Median stop distance of these minutes, ticks.</param>
/// <param name="StopCents">What that stop risks on one contract, US cents.</param>
/// <param name="EnoughStopAtr">Least StopAtr, in tenths, whose median stop keeps the cost at <see cref="Limit"/>; null: none
/// up to 100.</param>
internal sealed record CostForecast(
    string Hours, bool IsDay, int Minutes, long RoundTripCents, int MedianStopTicks, long StopCents, double? EnoughStopAtr)
{
    /// <summary>Costs above this share of R are hard to earn back: 0.20.</summary>
    public const double Limit = 0.20;

    /// <summary>Cost per R at the median stop, as a share: 0.4 is 40 %.</summary>
    public double CostPerR => (double)RoundTripCents / StopCents;

    /// <summary>One forecast by day and one by night, where the series has such minutes.</summary>
    /// <param name="features">The feature table of the days to train on; only its bars and ATR are read.</param>
    /// <param name="config">Stop distance and what an entry is.</param>
    /// <param name="rules">The programme's flat time.</param>
    /// <returns>Day first; empty when no minute may fill an entry.</returns>
    public static IReadOnlyList<CostForecast> Of(FeatureTable features, EnvironmentConfig config, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        var tape = new MarketTape(features, config with { EntryWindow = EntryWindow.Full }, rules, null);
        (List<float> Atrs, List<int> Slippage) day = ([], []), night = ([], []);
        for (int bar = features.WarmUpBars; bar < tape.Bars.Count; bar++)
        {
            if ((tape.Flags[bar] & BarFlags.MayDecideEntry) == 0) continue;
            long minuteOfDay = (tape.Bars.EasternSeconds[bar] + 60) % 86_400 / 60;
            (List<float> atrs, List<int> slippage) = CashSession.Contains(minuteOfDay) ? day : night;
            atrs.Add(tape.Atr[bar]);
            slippage.Add(tape.EntrySlippage[bar] + tape.InsideSlippage[bar]);
        }
        Costs costs = tape.Costs;
        return [.. new[] { Of("by day (09:30 to 16:00)", true, day, costs, config), Of("by night", false, night, costs, config)
            }.OfType<CostForecast>()];
    }

    /// <summary>What to change so that costs stay at the limit; empty where they do, or where no entry is made.</summary>
    /// <param name="forecasts">What <see cref="Of(FeatureTable, EnvironmentConfig, RuleSet)"/> found.</param>
    /// <param name="config">The environment they were made for.</param>
    /// <returns>One sentence for the hours that are too dear, with the settings that mend it.</returns>
    public static IReadOnlyList<string> Advice(IReadOnlyList<CostForecast> forecasts, EnvironmentConfig config)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        ArgumentNullException.ThrowIfNull(config);
        return [.. forecasts.Where(
            forecast => forecast.CostPerR > Limit && (forecast.IsDay || config.EntryWindow == EntryWindow.Full))
            .Select(forecast => forecast.AdviceFor(config))];
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"cost per R {Hours}: {CostPerR:P0} (a round trip costs {RoundTripCents / 100m:F2} dollars a contract, the median stop "
        + $"of {MedianStopTicks} ticks risks {StopCents / 100m:F2}); {Enough}");

    private string Enough => EnoughStopAtr is { } atr
        ? string.Create(CultureInfo.InvariantCulture, $"at most {Limit:P0} from StopAtr {atr:0.0} on")
            : "no StopAtr up to 100 makes it 20 %";

    private string AdviceFor(EnvironmentConfig config)
    {
        string mend = EnoughStopAtr is { } atr
            ? string.Create(CultureInfo.InvariantCulture,
                $"--set Environment.StopAtr={atr:0.0} --set Environment.TargetAtr={atr * config.TargetAtr / config.StopAtr:0.0#} "
                + $"keeps it at {Limit:P0} with the same reward for the risk")
            : "no stop distance mends it";
        string window = IsDay ? "" : "; --set Environment.EntryWindow=RegularSession leaves the night out";
        return string.Create(
            CultureInfo.InvariantCulture, $"costs {Hours} are {CostPerR:P0} of what a stop risks: {mend}{window}.");
    }

    private static CostForecast? Of(
        string hours, bool isDay, (List<float> Atrs, List<int> Slippage) minutes, Costs costs, EnvironmentConfig config)
    {
        (List<float> atrs, List<int> slippage) = minutes;
        if (atrs.Count == 0) return null;
        atrs.Sort();
        slippage.Sort();
        float median = atrs[atrs.Count / 2];
        int stop = FillModel.DistanceTicks(config.StopAtr * median);
        long roundTrip = 2 * costs.CommissionCents(1) + 2 * costs.FeesCents(1)
            + costs.ValueCents(slippage[slippage.Count / 2], 1);
        double? enough = null;
        for (int tenths = 1; tenths <= 1000 && enough is null; tenths++)
            if (roundTrip <= Limit * costs.ValueCents(FillModel.DistanceTicks(tenths / 10.0 * median), 1))
                enough = tenths / 10.0;
        return new CostForecast(hours, isDay, atrs.Count, roundTrip, stop, costs.ValueCents(stop, 1), enough);
    }
}
