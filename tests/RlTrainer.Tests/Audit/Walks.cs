using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Audit;

/// <summary>Walks of a random policy over random markets.</summary>
internal static class Walks
{
    public static TradingJournal Random(
        FeatureTable table, EnvironmentConfig config, RuleSet rules, ulong seed, double holdShare = 0.7,
        BarSeries? seconds = null)
    {
        var journal = new TradingJournal();
        TradingEnvironments walk = TradingEnvironments.Walk(table, config, rules, journal, seconds);
        walk.Reset();
        var player = new Player(walk, seed) { HoldShare = holdShare };
        while (!walk.WalkDone) player.Step();
        return journal;
    }
}
