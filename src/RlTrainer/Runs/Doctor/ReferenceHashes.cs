namespace RlTrainer.Runs;

/// <summary>
/// What the reference run gives with this version of the code, written by <c>dotnet run -c Release --project tests/RlTrainer.Benchmarks
/// -- reference</c>. A change that is meant to change trainings renews them; any other difference is a fault.
/// </summary>
internal static class ReferenceHashes
{
    /// <summary>The generated bars, phase 1's last checkpoint, phase 2's last checkpoint.</summary>
    public static ReferenceResult Expected { get; } = new(
        "b5640eb701d2ddc79df0984880e49c179f29fd39b1f2609bcb422379ce5d212b",
        "b94ddde4c68e41f8974da804048e3ea3bb5f272d018547caac70013bebd5cb3b",
        "15f64b2617b47069d525da79133db9330159d855473a09f36828abf0b87fa899");
}
