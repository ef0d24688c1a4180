using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

public sealed class FeatureImportanceTests
{
    private static readonly RunConfig Config = RunConfig.Phase1 with { Ppo = RunConfig.Phase1.Ppo with { Hidden = [8] } };

    private static readonly PreparedMarket Market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, Config);

    [Fact]
    public void A_policy_that_looks_at_one_feature_only_has_all_its_importance_there()
    {
        // Buy where the last bar's momentum (feature 6 of 11) is above 0, Sell below: a hidden unit for each sign.
        var importance = FeatureImportance.Of([Model(6)], Market.Validation.Bars, seed: 1);
        Assert.Equal("momentum", importance.Features[6]);
        for (int feature = 0; feature < 11; feature++)
        {
            Assert.Equal(feature == 6 ? 1.0 : 0.0, importance.Saliency[feature]);
            if (feature != 6) Assert.Equal(0.0, importance.ProfitLoss[feature]);
        }
        Assert.NotEqual(0.0, importance.ProfitLoss[6]);
        Assert.Equal(2, importance.Figures().Count);
        Assert.Equal([500L], importance.Steps);
    }

    private static Checkpoint Model(int feature)
    {
        var network = new NetworkShape(228, [8], 3);
        PolicyWeights weights = WeightInitialisation.Orthogonal(network, 1);
        float[] first = new float[8 * 228], head = new float[3 * 8];
        // units 0 and 1: relu(x), relu(−x) of the newest bar
        (first[19 * 11 + feature], first[228 + 19 * 11 + feature]) = (1, -1);
        (head[8], head[16 + 1]) = (1, 1);                                                        // Buy likes unit 0, Sell unit 1
        return new Checkpoint
        {
            Manifest = RunModels.ManifestOf(Config, Market, 500),
            Weights = new PolicyWeights([.. weights.Tensors.Select(tensor => tensor.Name switch
            {
                "policy.0.weight" => tensor with { Values = first },
                "policy.1.weight" => tensor with { Values = head },
                _ => tensor,
            })]),
            Features = Market.Normalizer,
            Dense = DenseNormalizer.Identity(8),
        };
    }
}
