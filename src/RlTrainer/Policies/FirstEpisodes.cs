using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Policies;

/// <summary>A policy over one episode of each of several environments.</summary>
internal static class FirstEpisodes
{
    /// <summary>An environment a trading day, whose episode begins at the day's first valid start.</summary>
    /// <param name="market">[bars, features] the days.</param>
    /// <param name="config">All but the number of environments.</param>
    /// <param name="rules">What the accounts must keep.</param>
    public static TradingEnvironments OfEachDay(FeatureTable market, EnvironmentConfig config, RuleSet rules)
    {
        int[] starts = [.. TradingEnvironments.ValidStarts(market, config, rules).GroupBy(start => DayOf(market.Bars, start))
            .Select(day => day.First())];
        return new TradingEnvironments(
            market, config with { EnvironmentCount = starts.Length }, rules, 0, null, EpisodeSchedule.Listed(starts));
    }

    /// <summary>Plays until every environment's first episode is over; those that are through play on uncounted.</summary>
    /// <param name="environment">Any; it is reset first.</param>
    /// <param name="policy">Acts in all of them.</param>
    /// <param name="ended">Called with an environment's index where its first episode ends, before it is reset.</param>
    /// <returns>Mean reward of an episode.</returns>
    public static double MeanReward(IVectorEnvironment environment, IPolicy policy, Action<int>? ended = null)
    {
        int count = environment.Count;
        int[] bars = new int[count], actions = new int[count];
        float[] dense = new float[count * environment.Layout.DenseCount], rewards = new float[count];
        byte[] masks = new byte[count * environment.ActionCount];
        var ends = new EpisodeEnd[count];
        bool[] isOver = new bool[count];
        double sum = 0;
        environment.Reset();
        while (isOver.Contains(false))
        {
            environment.Observe(new Observations(bars, dense));
            environment.Masks(masks);
            policy.Act(new Observations(bars, dense), masks, actions);
            environment.Step(actions, rewards, ends);
            for (int index = 0; index < count; index++)
            {
                if (!isOver[index]) sum += rewards[index];
                if (ends[index] == EpisodeEnd.None || isOver[index]) continue;
                ended?.Invoke(index);
                isOver[index] = true;
            }
            environment.ResetEnded();
        }
        return sum / count;
    }

    private static int DayOf(BarSeries bars, int bar)
    {
        int day = 0;
        while (bars.Days[day].EndBar <= bar) day++;
        return day;
    }
}
