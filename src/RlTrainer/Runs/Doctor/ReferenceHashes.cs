namespace RlTrainer.Runs;

/// <summary>
/// What the reference run gives with this version of the code, written by <c>dotnet run -c Release --project tests/RlTrainer.Benchmarks
/// -- reference</c>. A change that is meant to change trainings renews them; any other difference is a fault.
/// </summary>
internal static class ReferenceHashes
{
    /// <summary>The generated bars, phase 1's last checkpoint, phase 2's last checkpoint.</summary>
    public static ReferenceResult Expected { get; } = new(
        "-",
        "-",
        "-");
}
