namespace RlTrainer.Data;

/// <summary>
/// Gives large dead columns back before the next one is made. The collector by itself waits until it is told that memory is
/// short; a year of one-second bars would then be in memory twice.
/// </summary>
internal static class FreedMemory
{
    private const long WorthCollecting = 64L << 20;

    /// <summary>Collects where so many bytes have just died; small amounts are left to the collector.</summary>
    public static void GiveBack(long bytes)
    {
        if (bytes >= WorthCollecting) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
