using System.Text.Json;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>Starting weights against the statistics of PyTorch's orthogonal_.</summary>
public sealed class GoldenOrthogonalTests
{
    [Fact]
    public void Starting_weights_are_orthogonal_with_the_singular_values_and_size_of_torch()
    {
        foreach (JsonElement golden in GoldenFile.Open("orthogonal.json").Cases())
        {
            int rows = golden.Whole("rows"), columns = golden.Whole("columns");
            Rng stream = Rng.Stream(1, "orthogonal");
            float[] matrix = WeightInitialisation.OrthogonalMatrix(rows, columns, golden.Number("gain"), ref stream);

            // All singular values of torch's matrix equal the gain, so the shorter side's product with itself is gain² · I.
            double square = golden.Number("smallestSingularValue") * golden.Number("largestSingularValue");
            int side = Math.Min(rows, columns), across = Math.Max(rows, columns);
            for (int first = 0; first < side; first++)
                for (int second = first; second < Math.Min(side, first + 16); second++)
                    GoldenFile.Near(first == second ? square : 0.0, Product(first, second), 1e-6,
                        $"[{rows}, {columns}] product of {first} and {second}");
            GoldenFile.Near(golden.Number("meanSquare"), matrix.Average(value => (double)value * value), 1e-6, "Mean square");

            double Product(int first, int second)
            {
                double sum = 0.0;
                for (int at = 0; at < across; at++) sum += (double)Element(first, at) * Element(second, at);
                return sum;
            }

            float Element(int index, int at) => rows <= columns ? matrix[index * columns + at] : matrix[at * columns + index];
        }
    }
}
