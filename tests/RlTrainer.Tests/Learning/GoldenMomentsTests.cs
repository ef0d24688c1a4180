using System.Text.Json;
using RlTrainer.Learning;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Learning;

/// <summary>Running moments against PyTorch's mean and variance of all that was seen.</summary>
public sealed class GoldenMomentsTests
{
    private static readonly JsonElement File = GoldenFile.Open("moments.json");

    [Fact]
    public void Normalised_and_clipped_observations_are_those_of_torch()
    {
        int width = File.Whole("width");
        JsonElement after = File.GetProperty("after").EnumerateArray().Last();
        int count = after.Whole("count");
        double[] means = after.Numbers("means"), variances = after.Numbers("variances");
        var normalizer = new DenseNormalizer(
            [.. Enumerable.Range(0, width)
                .Select(column => new RunningMoments(count, means[column], variances[column] * count))]);
        float[] probes = File.Floats("probes");
        normalizer.Apply(probes);
        GoldenFile.Near(File.Numbers("normalised"), [.. probes], 1e-5, "Normalised observation");
    }

    [Fact]
    public void Moments_of_batches_joined_one_after_the_other_are_those_of_torch()
    {
        int width = File.Whole("width"), index = 0;
        var moments = new RunningMoments[width];
        foreach (JsonElement batch in File.GetProperty("batches").EnumerateArray())
        {
            double[] values = [.. batch.EnumerateArray().Select(number => number.GetDouble())];
            for (int column = 0; column < width; column++)
            {
                RunningMoments own = values.Where((_, at) => at % width == column)
                    .Aggregate(default(RunningMoments), (sofar, value) => sofar.With(value));
                moments[column] = moments[column].With(own);
            }
            JsonElement expected = File.GetProperty("after")[index++];
            Assert.All(moments, column => Assert.Equal(expected.Whole("count"), column.Count));
            GoldenFile.Near(expected.Numbers("means"), [.. moments.Select(column => column.Mean)], GoldenFile.Double, "Mean");
            GoldenFile.Near(expected.Numbers("variances"), [.. moments.Select(column => column.Variance)], GoldenFile.Double,
                "Variance");
        }
    }
}
