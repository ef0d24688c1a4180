using System.Text.Json;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Learning;

/// <summary>Numbers that tests/golden/make_goldens.py made with PyTorch in float64; each file names the versions.</summary>
internal static class GoldenFile
{
    /// <summary>Tolerance of float64 code, relative, and absolute below 1.</summary>
    public const double Double = 1e-9;

    /// <summary>Tolerance of float64 code whose result is rounded to float32.</summary>
    public const double Rounded = 1e-7;

    /// <summary>Tolerance of float32 code.</summary>
    public const double Single = 1e-4;

    public static JsonElement Open(string name)
    {
        using var document = JsonDocument.Parse(Repository.Read($"tests/golden/{name}"));
        return document.RootElement.Clone();
    }

    public static JsonElement.ArrayEnumerator Cases(this JsonElement file) => file.GetProperty("cases").EnumerateArray();

    public static double Number(this JsonElement file, string name) => file.GetProperty(name).GetDouble();

    public static float Float(this JsonElement file, string name) => (float)file.Number(name);

    public static int Whole(this JsonElement file, string name) => file.GetProperty(name).GetInt32();

    public static double[] Numbers(this JsonElement file, string name) =>
        [.. file.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    public static float[] Floats(this JsonElement file, string name) => [.. file.Numbers(name).Select(number => (float)number)];

    public static int[] Wholes(this JsonElement file, string name) =>
        [.. file.GetProperty(name).EnumerateArray().Select(number => number.GetInt32())];

    public static byte[] Bits(this JsonElement file, string name) =>
        [.. file.GetProperty(name).EnumerateArray().Select(number => number.GetByte())];

    /// <summary>Equal within the tolerance, relative to the expected number where it is larger than 1.</summary>
    public static void Near(double expected, double actual, double tolerance, string what)
    {
        double difference = Math.Abs(expected - actual);
        Assert.True(difference <= tolerance * Math.Max(1.0, Math.Abs(expected)),
            $"{what} was {actual:R}, expected {expected:R} within {tolerance:R}.");
    }

    public static void Near(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (int index = 0; index < expected.Count; index++) Near(expected[index], actual[index], tolerance, $"{what}[{index}]");
    }
}
