using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Features;

public sealed class CausalityTests
{
    public static TheoryData<string> Sets => [.. FeatureSet.All.Select(set => set.Name)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void No_shipped_feature_looks_ahead(string name)
    {
        CausalityProof proof = FeatureSet.Parse(name).ProveCausal(Make.Market(3));
        Assert.True(proof.IsCausal, proof.ToString());
        Assert.Equal(8, proof.CutBars.Count);
    }

    [Fact]
    public void A_feature_that_reads_the_next_bar_is_named_with_the_bar()
    {
        Feature next = Feature.Of("tomorrow", (inputs, bar) => inputs.Bars.CloseTicks[Math.Min(bar + 1, inputs.Bars.Count - 1)]);
        CausalityProof proof = FeatureSet.Base.With(next).ProveCausal(Make.Market(1), cuts: 1);
        LookAhead found = Assert.Single(proof.Violations);
        Assert.Equal(("tomorrow", found.ChangedAfterBar), (found.Feature, found.Bar));
        Assert.StartsWith("Base+tomorrow: 'tomorrow' looked ahead: its value at bar ", proof.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_rank_over_the_whole_series_and_a_whole_day_mean_are_caught()
    {
        var rank = new Feature("rank", "share", "whole series", 0, (inputs, column) =>
        {
            int[] sorted = inputs.Bars.CloseTicks.ToArray();
            Array.Sort(sorted);
            for (int bar = 0; bar < column.Length; bar++)
                column[bar] = Array.BinarySearch(sorted, inputs.Bars.CloseTicks[bar]) / (float)sorted.Length;
        });
        var dayMean = new Feature("day_mean", "ticks", "whole day", 0, (inputs, column) =>
        {
            foreach (TradingDay day in inputs.Bars.Days)
            {
                double sum = 0;
                for (int bar = day.FirstBar; bar < day.EndBar; bar++) sum += inputs.Bars.CloseTicks[bar];
                column[day.FirstBar..day.EndBar].Fill((float)(sum / day.BarCount));
            }
        });
        CausalityProof proof = new FeatureSet("Leaky", [rank, dayMean]).ProveCausal(Make.Market(2));
        Assert.Equal(["day_mean", "rank"], proof.Violations.Select(v => v.Feature).Order());
    }

    [Fact]
    public void An_unknown_value_is_zero_at_first_and_later_keeps_the_one_before()
    {
        Feature holes = Feature.Of("holes", (_, bar) => bar % 3 == 0 ? bar : double.NaN, warmUpBars: 2);
        FeatureTable table = new FeatureSet("Holes", [holes]).Compute(Make.Closes([.. Enumerable.Range(100, 8)]));
        Assert.Equal([0, 0, 0, 3, 3, 3, 6, 6], table.Values.ToArray());
    }

    [Fact]
    public void Sets_are_found_by_name_and_never_hold_one_name_twice()
    {
        Assert.Same(FeatureSet.Base, FeatureSet.Parse("base"));
        Assert.StartsWith("The feature set was 'Bse'; expected one of PricesOnly, ",
            Assert.Throws<ArgumentException>(() => FeatureSet.Parse("Bse")).Message, StringComparison.Ordinal);
        Assert.Equal("The feature set 'Base+rsi' had 2 features named 'rsi'; expected different names.",
            Assert.Throws<ArgumentException>(() => FeatureSet.Base.With(RelativeStrengthIndex.Feature)).Message);
    }
}
