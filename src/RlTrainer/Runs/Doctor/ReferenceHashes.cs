namespace RlTrainer.Runs;

/// <summary>
/// What the reference run gives with this version of the code, written
/// by <c>dotnet run -c Release --project tests/RlTrainer.Benchmarks
/// -- reference</c>. A change that is meant to change trainings renews them; any other difference is a fault.
/// </summary>
internal static class ReferenceHashes
{
    /// <summary>The generated bars, phase 1's last checkpoint, phase 2's, the all-action run's.</summary>
    public static ReferenceResult Expected { get; } = new(
        "b5640eb701d2ddc79df0984880e49c179f29fd39b1f2609bcb422379ce5d212b",
        "502e1cc263d60bbc6770c440afe8ba1797b16cbc490fc19ab128a9faa27fcde6",
        "15ee7b6ca93fb77449b7fdc6fc1b8c46154bf0b910615379dced8f8c11c3e7f7",
        "dfe2fc058aaa7088794bf67f9b42d50feafb1374b513f0987ac406fce01aca6e");
}
