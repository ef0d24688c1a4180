using System.Text.Json;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Learning;

/// <summary>Running moments against PyTorch's mean and variance of all that was seen.</summary>
public sealed class GoldenMomentsTests
{
    private static readonly JsonElement File = GoldenFile.Open("moments.json");

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
            GoldenFile.Near(expected.Numbers("variances"), [.. moments.Select(column => column.Variance)], GoldenFile.Double, "Variance");
        }
    }
}
