using System.Text.RegularExpressions;

namespace RlTrainer.Tests.Architecture;

/// <summary>
/// What a training computes is the same bytes on every operating system: its floors call no function of the system's C
/// library, whose last bits differ. Square roots, rounding, absolute values and comparisons are exact by IEEE 754 and stay.
/// </summary>
public sealed partial class PortabilityTests
{
    private static readonly string[] TrainingFloors =
        ["Numerics", "Market", "Data", "Features", "Trading", "Compliance", "Environments", "Policies", "Learning",
            "Checkpoints"];

    [Fact]
    public void A_training_calls_no_function_of_the_C_library()
    {
        IEnumerable<string> calls = TrainingFloors
            .SelectMany(floor => Repository.SourceFiles($"src/RlTrainer/{floor}"))
            .SelectMany(file => SystemFunction().Matches(File.ReadAllText(file))
                .Select(match => $"{Repository.Relative(file)} calls {match.Value}; PortableMath has it or gets it"));
        Assert.Empty(calls);
    }

    [Fact]
    public void A_training_adds_nothing_across_the_lanes_of_a_vector()
    {
        IEnumerable<string> sums = Repository.SourceFiles("src/RlTrainer")
            .Where(file => LaneSum().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative);
        Assert.Empty(sums);
    }

    [GeneratedRegex(@"\bMathF?\.(Exp|Log|Log2|Log10|Log1P|Pow|Sin|Cos|Tan|Sinh|Cosh|Tanh|Asin|Acos|"
        + @"Atan|Atan2|Cbrt|SinCos|FusedMultiplyAdd|ReciprocalEstimate|ReciprocalSqrtEstimate)\("
        + @"|\bdouble\.(Exp|Log|Pow|Hypot)\(")]
    private static partial Regex SystemFunction();

    [GeneratedRegex(@"\bVector(128|256|512)?\.(Dot|Sum)\(|TensorPrimitives|HorizontalAdd")]
    private static partial Regex LaneSum();
}
