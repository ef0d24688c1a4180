using RlTrainer.Data;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>The sides that simple rules take at every bar of a series.</summary>
internal static class SideRules
{
    /// <summary>Enters on the side that a list names for each bar.</summary>
    /// <param name="name">The rule in words.</param>
    /// <param name="sides">[bars] +1 buy, −1 sell, 0 nothing, decided at the close of the bar.</param>
    public static BarPolicy Policy(string name, sbyte[] sides) => BarPolicy.Of(name, bar => (Side)sides[bar]);

    /// <summary>[bars] sign of the planted drift: what only the maker of a synthetic market knows.</summary>
    /// <param name="market">The market.</param>
    /// <param name="part">The market's minutes, or some of their days.</param>
    /// <exception cref="ArgumentException">The part does not come from the market.</exception>
    public static sbyte[] Oracle(SyntheticMarket market, BarSeries part)
    {
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(part);
        ReadOnlySpan<float> drift = market.LatentDrift.Span;
        sbyte[] sides = new sbyte[part.Count];
        int at = 0;
        for (int bar = 0; bar < sides.Length; bar++)
        {
            while (at < market.Minutes.Count && market.Minutes.UtcSeconds[at] < part.UtcSeconds[bar]) at++;
            if (at == market.Minutes.Count || market.Minutes.UtcSeconds[at] != part.UtcSeconds[bar])
                throw new ArgumentException(
                    $"Bar {bar} of {part.Origin} is not a bar of {market.Minutes.Origin}; expected days of that market.");
            sides[bar] = (sbyte)Math.Sign(drift[at]);
        }
        return sides;
    }

    /// <summary>[bars] the sides of the best rule on observable features.</summary>
    /// <param name="table">Raw rows of the base feature set.</param>
    /// <param name="threshold">How clear the wicks must be, ATR.</param>
    /// <exception cref="ArgumentException">The table is not the raw base set.</exception>
    public static sbyte[] Planted(FeatureTable table, double threshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.SetName != FeatureSet.Base.Name || table.IsNormalized)
            throw new ArgumentException(
                $"The table holds {(table.IsNormalized ? "normalised " : string.Empty)}features of '{table.SetName}'; expected "
                + $"the raw set '{FeatureSet.Base.Name}'.");
        sbyte[] sides = new sbyte[table.BarCount];
        int width = table.FeatureCount;
        for (int bar = table.WarmUpBars; bar < sides.Length; bar++)
            sides[bar] = (sbyte)PlantedRule.Side(
                table.Values.Span.Slice((bar - PlantedRule.WindowBars + 1) * width, PlantedRule.WindowBars * width), threshold);
        return sides;
    }

    /// <summary>[bars] buys where a feature is above its mean by a threshold, sells where it is below by as much; mirrored
    /// when asked.</summary>
    /// <param name="table">Raw rows.</param>
    /// <param name="statistics">Mean and deviation of the features on the training days.</param>
    /// <param name="feature">Column.</param>
    /// <param name="threshold">Deviations from the mean.</param>
    /// <param name="isMirrored">Sells above and buys below.</param>
    public static sbyte[] SingleFeature(
        FeatureTable table, FeatureNormalizer statistics, int feature, double threshold, bool isMirrored)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(statistics);
        sbyte[] sides = new sbyte[table.BarCount];
        double mean = statistics.Means[feature], limit = threshold * statistics.Deviations[feature];
        int up = isMirrored ? -1 : 1;
        for (int bar = table.WarmUpBars; bar < sides.Length; bar++)
        {
            double distance = table.Row(bar)[feature] - mean;
            sides[bar] = (sbyte)(distance > limit ? up : distance < -limit ? -up : 0);
        }
        return sides;
    }
}
